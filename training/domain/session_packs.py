"""The pack of a session plan, edition by edition: made when somebody asks, once for each state of the plan, never changed."""

import hashlib
import json
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from briefings.domain.packs.naming import safe_words
from briefings.exports.one_at_a_time import one_at_a_time
from briefings.models.briefing import fetch_what_is_printed
from media.domain.combining import CannotCombine
from media.pdf.errors import TypesettingError
from media.sheets.session import SessionSheet
from training.domain.session_changes import what_changed
from training.models import SessionEdition, SessionEditionItem, SessionPlan
from training.models.session_pack import session_file_name
from training.queries.session_contents import SessionContents, contents_of

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

    from training.exports.session_files import PackFile

WAIT_SECONDS: Final = 60.0
EDITIONS_LOOKED_AT: Final = 20
YEAR_BEGINS: Final = 9  # September, with the school year: docs/decisions/0026-a-sessions-pack.md


class CannotMakePack(Exception):
    """The pack could not be made, and nothing was kept. `str()` of it is a sentence for the trainer."""


@dataclass(frozen=True)
class PackNow:
    """A plan's pack as it would be made now."""

    contents: SessionContents
    sheet: SessionSheet
    fingerprint: str
    newest: SessionEdition | None

    @property
    def is_current(self) -> bool:
        """Whether the newest edition holds all this."""
        return self.newest is not None and self.newest.fingerprint == self.fingerprint

    @property
    def next_label(self) -> str:
        """ "edition 3 (2026-27)"."""
        return _("edition %(number)d (%(year)s)") % {"number": self.next_number, "year": training_year()}

    @property
    def next_number(self) -> int:
        return self.newest.number + 1 if self.newest else 1

    @property
    def files(self) -> "list[PackFile]":
        """What would be in it."""
        from training.exports.session_files import pack_files

        return pack_files(self.contents, self.sheet)

    @property
    def left_out(self) -> list[tuple[str, str]]:
        """(title of the part, sentence) of all that cannot go in."""
        return [(segment.title, why) for segment in self.sheet.segments for why in segment.left_out]


def training_year(on: date | None = None) -> str:
    """The year in which a pack is made: "2026-27" from September 2026 to August 2027."""
    on = on or timezone.localdate()
    first = on.year if on.month >= YEAR_BEGINS else on.year - 1
    return f"{first}-{(first + 1) % 100:02}"


def pack_now(plan: SessionPlan) -> PackNow:
    """What the pack would hold. Makes no file."""
    from training.exports.session_sheet import sheet_of

    contents = contents_of(plan)
    sheet = sheet_of(contents)
    newest = plan.editions.order_by("-number").defer("readme", "manifest").first()
    return PackNow(contents, sheet, _fingerprint(contents, sheet), newest)


def make_edition(plan: SessionPlan, *, by: "AbstractBaseUser | None") -> SessionEdition:
    """A new edition, or the newest where that holds the same. Of many who ask at once, one makes it.

    Raises:
        CannotMakePack: a slide's deck cannot be read, or a sheet cannot be printed.
    """
    with one_at_a_time(f"session-pack-{plan.pk}", WAIT_SECONDS):
        now = pack_now(SessionPlan.objects.select_related("partnership__site", "level").get(pk=plan.pk))
        if now.newest is not None and now.is_current:
            return now.newest
        try:
            return _made(now, by)
        except IntegrityError as taken:  # another machine was quicker
            raise CannotMakePack(_("Somebody else is making this pack. Look again in a moment.")) from taken


def slides_in_editions(plan: SessionPlan) -> dict[str, int]:
    """Which edition has a slide of a library deck as it was then: the newest's number, by the slide's fingerprint."""
    found: dict[str, int] = {}
    for number, said in plan.editions.order_by("-number").values_list("number", "plan_said")[:EDITIONS_LOOKED_AT]:
        for part in said.get("segments") or []:
            for slide in part.get("slides") or []:
                found.setdefault(str(slide.get("mark", "")).rpartition(" ")[2], number)
    return found


def keep_file(content: bytes, sha256: str) -> None:
    """Keeps the bytes under their checksum; does nothing where they are there already."""
    name = session_file_name(sha256)
    if default_storage.exists(name) and default_storage.size(name) == len(content):
        return
    default_storage.delete(name)  # cut short by a full disk, perhaps
    stored = default_storage.save(name, ContentFile(content))
    if stored != name:  # somebody else kept the same bytes at the same moment
        default_storage.delete(stored)


def forget_file(item: SessionEditionItem) -> None:
    """Deletes the bytes of an item that is gone, once that is certain, unless another edition has them too."""
    transaction.on_commit(partial(_delete_unless_held, item.sha256))


def _delete_unless_held(sha256: str) -> None:
    if not SessionEditionItem.objects.filter(sha256=sha256).exists():
        default_storage.delete(session_file_name(sha256))


def _fingerprint(contents: SessionContents, sheet: SessionSheet) -> str:
    """Of all that an edition would say and hold, but for its number and year."""
    from briefings.exports.briefing_sheet import sheet_of as briefing_sheet_of
    from briefings.exports.sites_of_pages import SitesOfPages

    sites, briefings = SitesOfPages(), contents.briefings
    fetch_what_is_printed(briefings)
    said = [sheet, *(briefing_sheet_of(page, sites) for page in briefings)]
    if sheet.begins is not None:  # editions of plans without it were made before there was such a thing
        said.append(sheet.begins)
    return hashlib.sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest()


def _made(now: PackNow, by: "AbstractBaseUser | None") -> SessionEdition:
    from training.exports.session_files import pack_files
    from training.exports.session_readme import manifest_of, readme_of

    plan, label = now.contents.plan, training_year()
    named = _("Edition %(number)d, %(year)s") % {"number": now.next_number, "year": label}
    files = pack_files(now.contents, replace(now.sheet, edition=named))
    items, not_made = _items(files)
    said = said_of_pack(now)
    edition = SessionEdition(
        plan=plan, number=now.next_number, label=label, made_at=timezone.now(), fingerprint=now.fingerprint
    )
    edition.made_by_id = by.pk if by else None
    edition.plan_said = said
    edition.changes = [*what_changed(now.newest.plan_said if now.newest else None, said), *not_made]
    edition.manifest, edition.readme = manifest_of(edition, items), readme_of(edition, items)
    with transaction.atomic():
        edition.save()
        for item in items:
            item.edition = edition
        SessionEditionItem.objects.bulk_create(items)
        log(instance=plan, action="training.session_pack", user=by, data={"edition": edition.number})
    return edition


def _items(files: "Sequence[PackFile]") -> tuple[list[SessionEditionItem], list[str]]:
    """The files, made and kept, and a sentence for each handout that cannot be printed. Raises CannotMakePack."""
    items: list[SessionEditionItem] = []
    not_made: list[str] = []
    digits = max(2, len(str(len(files))))
    for file in files:
        try:
            content = file.make()
        except TypesettingError as error:
            if file.what != "handout":
                raise CannotMakePack(
                    _("“%(title)s” could not be made. %(why)s") % {"title": file.title, "why": error}
                ) from error
            not_made.append(
                _("Left out: “%(title)s”, which cannot be printed. %(why)s") % {"title": file.title, "why": error}
            )
            continue
        except CannotCombine as error:
            raise CannotMakePack(
                _(
                    "The slides of other decks could not be put in. %(why)s Take the slide out of the plan, or choose another."
                )
                % {"why": error}
            ) from error
        items.append(_item(file, content, len(items) + 1, digits))
    return items, not_made


def _item(file: "PackFile", content: bytes, order: int, digits: int) -> SessionEditionItem:
    sha256 = hashlib.sha256(content).hexdigest()
    keep_file(content, sha256)
    words = f"Handout - {file.title}" if file.what == "handout" else file.title
    return SessionEditionItem(
        order=order,
        key=file.key,
        name=f"{order:0{digits}} {safe_words(words)}{file.ending}",
        title=file.title[:250],
        what=file.what,
        format=file.format,
        size=len(content),
        sha256=sha256,
        crc32=zlib.crc32(content),
    )


def said_of_pack(now: PackNow) -> dict[str, Any]:
    """The plan as JSON may hold it: all that its sheet says, and which decks, slides and briefings are in the pack."""
    whole: dict[str, Any] = json.loads(json.dumps(asdict(now.sheet)))
    documents: dict[str, list[int]] = {}
    for segment in now.contents.segments:
        for slide in now.contents.slides_of(segment):
            documents.setdefault(str(slide.document_id), []).append(slide.pk)
    briefings = {str(page.pk): page.title for page in now.contents.briefings}
    return whole | {"holds": {"documents": documents, "briefings": briefings}}

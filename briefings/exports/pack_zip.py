"""An edition of a pack, or some of its files, as one zip: stored, so that it can be sent, and resumed, at the speed of its files."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from django.utils import timezone
from django.utils.translation import gettext as _

from briefings.domain.packs.availability import unavailable
from briefings.exports.pack_readme import END_OF_LINE, chosen_note
from briefings.exports.stored_zip import StoredFile, StoredZip
from briefings.models import PackEdition, PackEditionItem

README, MANIFEST = "README.txt", "manifest.json"


def archive_of(edition: PackEdition, items: Sequence[PackEditionItem], of: int) -> StoredZip:
    """The zip of these items of the edition, which has `of` in all. The same choice gives the same bytes, whenever it is asked.

    In place of a file that can no longer be had there is a text that says so: the rest downloads.
    """
    note = chosen_note(_("edition %(number)d") % {"number": edition.number}, items, of) if len(items) < of else ""
    missing = unavailable(items)
    files = [StoredFile.of_text(README, note + edition.readme), StoredFile.of_text(MANIFEST, edition.manifest)]
    files += [_stub(item, missing[item.pk]) if item.pk in missing else _file(item) for item in items]
    return StoredZip(files, timezone.localtime(edition.made_at).replace(tzinfo=None))


def _file(item: PackEditionItem) -> StoredFile:
    return StoredFile(item.name, item.size, item.crc32, item.sha256, item.open)


def _stub(item: PackEditionItem, why: str) -> StoredFile:
    name = f"{PurePosixPath(item.name).stem} - no longer available.txt"
    lines = [item.title, "", why, _("It was “%(name)s” in this edition.") % {"name": item.name}, ""]
    return StoredFile.of_text(name, END_OF_LINE.join(lines))

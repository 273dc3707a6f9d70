"""A review's learning pack as it is now: everything published for it, together, with what is made here from its own facts."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.db.models import IntegerField, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from briefings.models import BriefingPage
from briefings.models.briefing import fetch_what_is_printed
from learning.enums import PackItemKind
from learning.public_sources import is_restricted
from learning.queries.pages import of_same_site, same_site_as
from learning.queries.prepared import Blank, Prepared
from media.enums import AccessibilityStatus
from media.models import Document
from media.permissions import documents_kept_private

if TYPE_CHECKING:
    from briefings.exports.sites_of_pages import SitesOfPages
    from learning.models import PackItem, ReviewPage


@dataclass(frozen=True)
class PackEntry:
    """One thing in a pack. Without `document` and `make` it is only named: "not held here", or elsewhere at `url`.

    `key` stays the same from edition to edition; `what` is its sort. `made_of` says, without making it, all that a made
    file depends on.
    """

    key: str
    what: str
    title: str
    kind: str
    format: str = ""
    date: str = ""
    note: str = ""
    url: str = ""
    ending: str = ""
    document: Document | None = None
    make: Callable[[], bytes] | None = None
    made_of: Callable[[], str] | None = None
    page: BriefingPage | None = None
    is_main: bool = True
    """Whether a short list names it: of a briefing's many formats, one."""

    @property
    def is_held(self) -> bool:
        return bool(self.document or self.make)

    @property
    def size(self) -> int | None:
        """Bytes; None for what is made here, until it is made."""
        return self.document.file_size if self.document else None

    @property
    def slides_url(self) -> str:
        """Where a deck that is held here can be read in the browser."""
        is_deck = self.document is not None and self.document.slide_count is not None
        return f"/decks/{self.document.pk}/" if is_deck and self.document else ""

    @property
    def accessibility(self) -> str:
        """What is known of a document; what is made here passes the checks or is not made."""
        return self.document.accessibility if self.document else AccessibilityStatus.GOOD

    @cached_property
    def made_from(self) -> str:
        """What its bytes depend on, as one short text: no file is read or made to know it. Blank for what is only named."""
        if self.document:
            held = self.document
            return f"document {held.pk} {held.file.name} {held.sha256} {held.file_size}"
        return hashlib.sha256(self.made_of().encode("utf-8", "surrogatepass")).hexdigest() if self.made_of else ""


@dataclass
class Pack:
    """What a review's pack holds now, in the order it is listed."""

    review: "ReviewPage"
    made_here: list[PackEntry] = field(default_factory=list)
    published: list[PackEntry] = field(default_factory=list)
    briefings: list[BriefingPage] = field(default_factory=list)

    @property
    def entries(self) -> list[PackEntry]:
        """Briefings first, for they are what most come for; the sheet that says what the rest is comes last."""
        first = [entry for entry in self.made_here if entry.page]
        return [*first, *self.published, *(entry for entry in self.made_here if not entry.page)]

    @property
    def listed(self) -> list[PackEntry]:
        """The same, each briefing once."""
        return [entry for entry in self.entries if entry.is_main]

    @property
    def current_briefings(self) -> list[BriefingPage]:
        return [briefing for briefing in self.briefings if briefing.superseded_by_id is None]

    @property
    def url(self) -> str:
        return f"/reviews/{self.review.slug}/pack/"

    @property
    def zip_url(self) -> str:
        return f"/reviews/{self.review.slug}/pack.zip"

    @property
    def not_held(self) -> list[PackEntry]:
        return [entry for entry in self.published if not entry.is_held]


def pack_of(review: "ReviewPage", *, to_name: bool = False) -> Pack:
    """The review's pack: what its publisher states, the briefings that serve it, and the files made here.

    `to_name`: only to be named on a page. Its briefings come without their texts, which their files are made of.
    """
    review.fetch_parts()
    pack = Pack(review=review, briefings=_briefings_of(review, to_name))
    current = pack.current_briefings
    items = review.pack_items_with_documents()
    private = documents_kept_private({item.document_id for item in items if item.document_id})
    pack.published = [
        _published_entry(item, private) for item in items if not (current and _is_only_a_named_briefing(item))
    ]
    pack.made_here = list(_made_here(pack, current))
    return pack


def _briefings_of(review: "ReviewPage", to_name: bool) -> list[BriefingPage]:
    """Published briefings of its site that serve the review, current ones first."""
    if review.pk is None:
        return []
    return (_BRIEFINGS_TO_NAME if to_name else _BRIEFINGS).all(review=review.pk, **same_site_as(review))


def _briefings() -> QuerySet[BriefingPage]:
    serving = BriefingPage.objects.live().filter(reviews=Blank("review", IntegerField()))
    # Not `public()`: that reads what is private when the query is made, and this one is made once a process.
    return serving.filter(of_same_site()).exclude(is_restricted("path")).order_by("superseded_by", "title")


_BRIEFINGS = Prepared(_briefings)
_BRIEFINGS_TO_NAME = Prepared(lambda: _briefings().only("title", "slug", "url_path", "date_as_stated", "superseded_by"))


def _made_here(pack: Pack, current: list[BriefingPage]) -> Iterator[PackEntry]:
    from briefings.exports import about_review, review_deck
    from briefings.exports.sites_of_pages import SitesOfPages

    sites, review = SitesOfPages(), pack.review
    for briefing in current:
        yield from _formats_of(briefing, current, sites)
    if not _holds_a_deck_made_here(pack) and any(finding.point_id for finding in review.findings.all()):
        yield PackEntry(
            key="points-deck",
            what="points_deck",
            title=_("Slides of the learning points"),
            kind=_("Slide deck"),
            format="PowerPoint",
            ending=".pptx",
            make=lambda: review_deck.file(review, sites),
            made_of=lambda: repr(review_deck.content_of(review, sites)),
        )
    yield PackEntry(
        key="about",
        what="about",
        title=_("About this review"),
        kind=_("Information sheet"),
        format="PDF",
        ending=".pdf",
        make=lambda: about_review.file(pack, sites),
        made_of=lambda: repr(about_review.sheet_of(pack, sites)),
    )


def _formats_of(briefing: BriefingPage, current: list[BriefingPage], sites: "SitesOfPages") -> Iterator[PackEntry]:
    """The briefing in each of its formats, all made of the same words."""
    from briefings.exports.briefing_formats import FORMATS
    from briefings.exports.briefing_sheet import sheet_of

    @cached_once
    def said() -> str:
        fetch_what_is_printed(current)
        return repr(sheet_of(briefing, sites))

    for number, one in enumerate(FORMATS.values()):
        yield PackEntry(
            key=f"briefing-{briefing.pk}-{one.key}",
            what=f"briefing_{one.key}",
            title=briefing.title,
            kind=_("7-minute briefing"),
            format=str(one.kind),
            date=briefing.date_as_stated,
            ending=PurePosixPath(one.file_name).suffix,
            make=partial(one.make, briefing),
            made_of=said,
            page=briefing,
            is_main=number == 0,
        )


def cached_once(work: Callable[[], str]) -> Callable[[], str]:
    """`work`, done when it is first asked for and not again."""
    told: list[str] = []

    def once() -> str:
        if not told:
            told.append(work())
        return told[0]

    return once


def _holds_a_deck_made_here(pack: Pack) -> bool:
    """Whether the review's slides were composed here before and are held: a second copy would only confuse."""
    held = (entry.document for entry in pack.published if entry.document)
    return any(one.source == Document.Source.MADE_HERE and one.slide_count is not None for one in held)


def _is_only_a_named_briefing(item: "PackItem") -> bool:
    """A 7-minute briefing that is named and nowhere to be had: one written here stands in its place."""
    return item.kind == PackItemKind.SEVEN_MINUTE_BRIEFING and not item.is_held_here and not item.public_url


def _published_entry(item: "PackItem", private: set[int]) -> PackEntry:
    """A private collection is not opened by being in a pack: what lies there is only named."""
    document = item.document if item.document and item.document.is_ready else None
    note = _why_not_given(item.document) if item.document and not document else item.note
    if document and document.pk in private:
        document = None
    suffix = PurePosixPath(document.filename).suffix if document else ""
    return PackEntry(
        key=f"item-{item.pk}",
        what=str(item.kind),
        title=item.title,
        kind=str(item.get_kind_display()),
        format=suffix.lstrip(".").upper(),
        date=item.date_as_stated,
        note=note,
        url=item.public_url,
        ending=suffix.lower(),
        document=document,
    )


def _why_not_given(document: Document) -> str:
    if document.is_withdrawn:
        return " ".join([_("Withdrawn: please do not use it any more."), document.withdrawn_why]).strip()
    return _("Its file is being made ready.")

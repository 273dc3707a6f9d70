"""A review's learning pack: everything published for it, together, with what is made here from its own facts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _

from briefings.models import BriefingPage
from briefings.models.briefing import fetch_what_is_printed
from learning.enums import PackItemKind
from media.models import Document

if TYPE_CHECKING:
    from learning.models import PackItem, ReviewPage

CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True)
class PackEntry:
    """One thing in a pack. Without `document` and `make` it is only named: "not held here", or elsewhere at `url`."""

    title: str
    kind: str
    format: str = ""
    date: str = ""
    note: str = ""
    url: str = ""
    filename: str = ""
    document: Document | None = None
    make: Callable[[], bytes] | None = None
    page: BriefingPage | None = None

    @property
    def is_held(self) -> bool:
        return bool(self.document or self.make)

    @cached_property
    def size(self) -> int | None:
        """Bytes, or None when it is not held here or its file is missing."""
        if self.document:
            try:
                return int(self.document.file.size)
            except (OSError, ValueError):
                return None
        return len(self.make()) if self.make else None

    @property
    def slides_url(self) -> str:
        """Where a deck that is held here can be read in the browser."""
        is_deck = self.document is not None and self.document.slide_count is not None
        return f"/decks/{self.document.pk}/" if is_deck and self.document else ""

    @property
    def is_in_zip(self) -> bool:
        return self.is_held and self.size is not None

    def chunks(self) -> Iterator[bytes]:
        """Its bytes, a little at a time: a pack of any size needs no more memory than one chunk."""
        if self.make:
            yield self.make()
        elif self.document:
            with self.document.file.open("rb") as file:
                while chunk := file.read(CHUNK_BYTES):
                    yield chunk


@dataclass
class Pack:
    """What a review's pack holds now, in the order it is listed."""

    review: "ReviewPage"
    made_here: list[PackEntry] = field(default_factory=list)
    published: list[PackEntry] = field(default_factory=list)
    briefings: list[BriefingPage] = field(default_factory=list)

    @property
    def entries(self) -> list[PackEntry]:
        return [*self.published, *self.made_here]

    @property
    def url(self) -> str:
        return f"/reviews/{self.review.slug}/pack/"

    @property
    def zip_url(self) -> str:
        return f"/reviews/{self.review.slug}/pack.zip"

    @property
    def not_held(self) -> list[PackEntry]:
        return [entry for entry in self.published if not entry.is_held]


def pack_of(review: "ReviewPage") -> Pack:
    """The review's pack: what its publisher states, the briefings that serve it, and the files made here."""
    review.fetch_parts()
    pack = Pack(review=review, briefings=_briefings_of(review))
    current = [briefing for briefing in pack.briefings if briefing.superseded_by_id is None]
    pack.published = [
        _published_entry(item)
        for item in review.pack_items_with_documents()
        if not (current and _is_only_a_named_briefing(item))
    ]
    pack.made_here = list(_made_here(pack, current))
    return pack


def _briefings_of(review: "ReviewPage") -> list[BriefingPage]:
    """Published briefings that serve the review, current ones first."""
    if review.pk is None:
        return []
    return list(BriefingPage.objects.live().filter(reviews=review.pk).order_by("superseded_by", "title"))


def _made_here(pack: Pack, current: list[BriefingPage]) -> Iterator[PackEntry]:
    from briefings.exports import about_review, briefing_pdf, review_deck
    from briefings.exports.sites_of_pages import SitesOfPages

    sites, review = SitesOfPages(), pack.review

    def typeset(briefing: BriefingPage) -> bytes:
        fetch_what_is_printed(current)
        return briefing_pdf.file(briefing, sites)

    yield PackEntry(
        title=_("About this review"),
        kind=_("Information sheet"),
        format="PDF",
        filename="about-this-review.pdf",
        make=lambda: about_review.file(pack, sites),
    )
    for briefing in current:
        yield PackEntry(
            title=briefing.title,
            kind=_("7-minute briefing"),
            format="PDF",
            date=briefing.date_as_stated,
            filename=f"7-minute-briefing-{briefing.slug}.pdf",
            make=partial(typeset, briefing),
            page=briefing,
        )
    if not _holds_a_deck_made_here(pack) and any(finding.point_id for finding in review.findings.all()):
        yield PackEntry(
            title=_("Slides of the learning points"),
            kind=_("Slide deck"),
            format="PowerPoint",
            filename=f"{review.slug}-learning-points.pptx",
            make=lambda: review_deck.file(review, sites),
        )


def _holds_a_deck_made_here(pack: Pack) -> bool:
    """Whether the review's slides were composed here before and are held: a second copy would only confuse."""
    held = (entry.document for entry in pack.published if entry.document)
    return any(one.source == Document.Source.MADE_HERE and one.slide_count is not None for one in held)


def _is_only_a_named_briefing(item: "PackItem") -> bool:
    """A 7-minute briefing that is named and nowhere to be had: one written here stands in its place."""
    return item.kind == PackItemKind.SEVEN_MINUTE_BRIEFING and not item.is_held_here and not item.public_url


def _published_entry(item: "PackItem") -> PackEntry:
    document = item.document if item.document and item.document.is_ready else None
    being_made = item.document is not None and document is None
    suffix = PurePosixPath(document.filename).suffix if document else ""
    return PackEntry(
        title=item.title,
        kind=item.get_kind_display(),
        format=suffix.lstrip(".").upper(),
        date=item.date_as_stated,
        note=_("Its file is being made ready.") if being_made else item.note,
        url=item.public_url,
        filename=f"{slugify(item.title)[:80] or 'document'}{suffix}" if document else "",
        document=document,
    )

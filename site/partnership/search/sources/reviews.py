"""Reviews, and what is in their packs."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from briefings.models import BriefingPage
from learning.enums import PackItemKind, ReviewKind
from learning.models import Finding, PackItem, ReviewPage, ThemedResourcePage
from partnership.search.enums import EntryKind, Format
from partnership.search.registry import Draft, Key, PageSource, register
from partnership.search.sources.files import is_found_as_deck, public_files, text_of_item
from partnership.search.sources.inherited import OF_REVIEWS, current_points, formats_of, has_pack, points_of, told_by
from partnership.search.sources.text import THEME_WORDS, lines, other_words, shortened
from training.models import TrainingEvent

# What people call each kind of review. Serious case reviews became child safeguarding practice reviews in 2018
# (Children and Social Work Act 2017): who asks for the old name is shown both.
OTHER_NAMES: dict[str, tuple[str, ...]] = {
    ReviewKind.LCSPR: ("LCSPR", "CSPR", "child safeguarding practice review", "serious case review", "SCR"),
    ReviewKind.SCR: ("SCR", "serious case review"),
    ReviewKind.LLR: ("LLR", "local learning review"),
    ReviewKind.RAPID: ("rapid review",),
    ReviewKind.SAR: ("SAR", "safeguarding adults review"),
    ReviewKind.DHR: ("DHR", "domestic homicide review", "domestic abuse related death review"),
    ReviewKind.CPR: ("CPR", "child practice review"),
    ReviewKind.CMR: ("CMR", "case management review"),
}
DECK_KINDS = frozenset({PackItemKind.SLIDE_DECK, PackItemKind.LEARNING_PRESENTATION})


@register
class ReviewSource(PageSource):
    """A review makes an entry for itself, for its pack, for each item in that, and for the deck of its learning points."""

    model = ReviewPage

    def readable(self) -> QuerySet[Any]:
        pages = super().readable().select_related("publisher")
        return pages.prefetch_related(
            *OF_REVIEWS, "people", public_files("pack_items"), *points_of("findings"), *THEME_WORDS
        )

    def drafts(self, thing: ReviewPage) -> Iterator[Draft]:
        place = self.place(thing)
        if place is None:
            return
        site_id, path = place
        yield _review(thing, site_id, path)
        pack = reverse("review_pack", args=[thing.slug])
        if has_pack(thing):
            yield _pack(thing, site_id, pack)
        for item in thing.pack_items.all():
            if is_found_as_deck(item):
                continue
            yield _pack_item(thing, item, site_id, pack)
        if thing.findings.all():
            yield Draft(
                site_id=site_id,
                kind=EntryKind.DECK,
                part="deck",
                path=pack,
                title=_("Slides of the learning points: %(review)s") % {"review": thing.title},
                summary=_("A slide for each learning point, with speaker notes."),
                themes=tuple(thing.theme_list),
                hidden_terms=other_words(thing.theme_list),
                formats=(Format.SLIDES,),
                reviews=(thing,),
                points=current_points(thing.findings.all()),
            )

    def dependants(self, pk: int) -> Iterable[Key]:
        """Its learning points may have become public or stopped being so; others name it."""
        yield from told_by(Finding.objects.filter(review=pk))
        for model, named in (
            (TrainingEvent, TrainingEvent.objects.filter(reviews=pk).values_list("pk", flat=True)),
            (BriefingPage, BriefingPage.objects.filter(reviews=pk).values_list("pk", flat=True)),
            (ThemedResourcePage, ThemedResourcePage.objects.filter(reviews=pk).values_list("pk", flat=True)),
        ):
            yield from ((model._meta.label_lower, one) for one in named)


def _review(review: ReviewPage, site_id: int, path: str) -> Draft:
    stated = review.published
    text = lines(review.summary)
    return Draft(
        site_id=site_id,
        kind=EntryKind.REVIEW,
        path=path,
        title=review.title,
        summary=shortened(text) or shortened(review.search_description or review.get_kind_display()),
        body=lines(
            review.get_kind_display(),
            review.pseudonym,
            review.letter,
            review.local_reference,
            review.publisher,
            review.also_by,
            review.year,
            *(subject.get_age_band_display() for subject in review.subjects.all()),
            *(person.name for person in review.people.all()),
            text,
            review.publication_note,
            review.what_next,
        ),
        themes=tuple(review.theme_list),
        hidden_terms=(*OTHER_NAMES.get(review.kind, ()), *other_words(review.theme_list)),
        date=stated.date or (date(review.year, 1, 1) if review.year else None),
        date_as_stated=str(stated) or (str(review.year) if review.year else ""),
        formats=(Format.WEB,),
        has_pack=has_pack(review),
        reviews=(review,),
        points=current_points(review.findings.all()),
    )


def _pack(review: ReviewPage, site_id: int, path: str) -> Draft:
    """All that there is to pass on, by its name: what is in it is found by itself."""
    return Draft(
        site_id=site_id,
        kind=EntryKind.PACK,
        part="pack",
        path=path,
        title=_("Learning pack: %(review)s") % {"review": review.title},
        summary=shortened("; ".join(item.title for item in review.pack_items.all())),
        themes=tuple(review.theme_list),
        hidden_terms=("learning pack", "training pack", "resources", *other_words(review.theme_list)),
        formats=(Format.WEB,),
        has_pack=True,
        reviews=(review,),
        points=current_points(review.findings.all()),
    )


def _pack_item(review: ReviewPage, item: PackItem, site_id: int, pack: str) -> Draft:
    kind = item.get_kind_display()
    return Draft(
        site_id=site_id,
        kind=EntryKind.DECK if item.kind in DECK_KINDS else EntryKind.DOCUMENT,
        part=f"item-{item.pk}",
        path=pack,
        title=f"{item.title}: {review.title}",
        summary=kind if item.is_held_here or item.public_url else _("%(kind)s, not held here") % {"kind": kind},
        body=text_of_item(item, item.note),
        hidden_terms=("slides", "presentation") if item.kind in DECK_KINDS else (),
        themes=tuple(review.theme_list),
        formats=tuple(formats_of(item.public_file, item.public_url)),
        reviews=(review,),
        points=current_points(review.findings.all()),
        date=item.date,
        date_as_stated=item.date_as_stated,
    )

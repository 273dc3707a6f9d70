"""Reads of reviews."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import DateField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, ExtractYear
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from learning.enums import StatedDateKind
from learning.queries.pages import of_same_site
from learning.queries.prepared import Blank, Prepared
from learning.queries.prepared_for import Keys, PreparedFor, remember

if TYPE_CHECKING:
    from wagtail.models import Site

    from learning.models import ReviewPage


class ReviewQuerySet(PageQuerySet):
    """`live()` (from Wagtail) is what the public may see."""

    def of_site(self, site: "Site") -> "ReviewQuerySet":
        return self.descendant_of(site.root_page)

    def annotate_published_on(self) -> "ReviewQuerySet":
        """Adds `published_on`: the latest stated publication date known (a month counts as its first day), or null."""
        from learning.models import ReviewDate

        stated = ReviewDate.objects.filter(review=OuterRef("pk"), kind=StatedDateKind.PUBLISHED).order_by(
            F("date").desc(nulls_last=True)
        )
        return self.annotate(published_on=Subquery(stated.values("date")[:1], output_field=DateField()))

    def newest_first(self) -> "ReviewQuerySet":
        """By what is known: the year of publication (else the review's own), then the date; what has neither comes last."""
        known_year = Coalesce(ExtractYear("published_on"), F("year"), output_field=IntegerField())
        return (
            self.annotate_published_on()
            .annotate(known_year=known_year)
            .order_by(F("known_year").desc(nulls_last=True), F("published_on").desc(nulls_last=True), "title", "pk")
        )

    def has_pack(self) -> "ReviewQuerySet":
        """Reviews with anything to pass on besides their report."""
        from learning.models import PackItem

        items = PackItem.objects.filter(review=OuterRef("pk")).exclude(kind="report")
        return self.filter(Exists(items))

    def published_in(self, year: int) -> "ReviewQuerySet":
        """By the stated publication year where one is known, else the review's own year."""
        dated = self.annotate_published_on()
        return dated.filter(Q(published_on__year=year) | Q(published_on__isnull=True, year=year))


ReviewManager = PageManager.from_queryset(ReviewQuerySet)


def _related() -> ReviewQuerySet:
    """Reviews that everybody may read, tied to the one with the key `review` either way round: what a list of them names."""
    from learning.models import ReviewPage
    from learning.public_sources import is_restricted

    review = Blank("review", IntegerField())
    tie = ReviewPage.related_reviews.through.objects
    tied = Q(pk__in=tie.filter(from_reviewpage=review).values("to_reviewpage"))
    tied |= Q(pk__in=tie.filter(to_reviewpage=review).values("from_reviewpage"))
    open_to_all = ReviewPage.objects.live().filter(of_same_site()).exclude(is_restricted("path"))
    return open_to_all.filter(tied).only("title", "url_path", "year").order_by("title", "pk")


RELATED = Prepared(_related)


def fetch_for_list(reviews: Sequence["ReviewPage"]) -> None:
    """Fetches what a row of the list shows besides the review: its themes, stated dates and what is in its pack."""
    for relation, owner in (
        ("theme_items", "content_object_id"),
        ("stated_dates", "review_id"),
        ("pack_items", "review_id"),
    ):
        rows = OF_A_LIST[relation].belonging_to(reviews, owner)
        for review in reviews:
            remember(review, relation, rows[review.pk])


def _themes_of(reviews: Keys) -> QuerySet:
    from learning.models import ReviewPageTheme

    return ReviewPageTheme.objects.filter(content_object__in=reviews).select_related("tag").order_by("pk")


def _dates_of(reviews: Keys) -> QuerySet:
    from learning.models import ReviewDate

    return ReviewDate.objects.filter(review__in=reviews)


def _pack_items_of(reviews: Keys) -> QuerySet:
    from learning.models import PackItem

    return PackItem.objects.filter(review__in=reviews)


OF_A_LIST = {
    "theme_items": PreparedFor(_themes_of),
    "stated_dates": PreparedFor(_dates_of),
    "pack_items": PreparedFor(_pack_items_of),
}

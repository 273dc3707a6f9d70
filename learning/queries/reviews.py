"""Reads of reviews."""

from typing import TYPE_CHECKING

from django.db.models import DateField, Exists, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, ExtractYear
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from learning.enums import StatedDateKind
from learning.queries.pages import of_same_site
from learning.queries.prepared import Blank, Prepared

if TYPE_CHECKING:
    from wagtail.models import Site


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

    def for_list(self) -> "ReviewQuerySet":
        """With what a row of the list shows, in a number of queries that does not grow."""
        return self.select_related("publisher").prefetch_related(
            "theme_items__tag", "stated_dates", "pack_items__document"
        )


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

"""What of each kind everybody may read on one site: what the API gives, what is harvested and what lists are exported of.

Each read adds `changed_at`: when the thing last changed for readers, as far as it is known. Whoever asks for what is new
since a day relies on it: a learning point changes too when a page that makes it public is published.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from django.db.models import DateTimeField, Exists, F, Model, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property
from wagtail.models import Page, PageViewRestriction, Site

from briefings.models import (
    BriefingPage,
    BriefingPageTheme,
    BriefingPoint,
    NationalSummaryPage,
    NationalSummaryPageTheme,
    SummaryPoint,
)
from learning.models import (
    Finding,
    LearningPoint,
    LearningPointTheme,
    Partnership,
    ReviewPage,
    ReviewPageTheme,
    SeriesPage,
    Theme,
    ThemedResourcePage,
    ThemedResourcePageTheme,
    ThemedResourcePoint,
)
from training.models import Course, TrainingEvent

# For a page of which nobody knows when it was published: before any site of this kind.
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

AnyModel = TypeVar("AnyModel", bound=Model)


@dataclass
class Place:
    """Where a reader is: one partnership's site, and how its addresses begin ("https://learning.example.org")."""

    site: Site
    partnership: Partnership
    root_url: str

    @cached_property
    def private(self) -> tuple[str, ...]:
        """Where pages begin that are not for everybody: tree paths, asked for once."""
        return tuple(PageViewRestriction.objects.order_by().values_list("page__path", flat=True))

    def is_public(self, path: str = "") -> Q:
        """Whether the page at `path` ("review__") of a row is published on this site, for everybody."""
        here = Q(**{f"{path}live": True, f"{path}path__startswith": self.site.root_page.path})
        for start in self.private:
            here &= ~Q(**{f"{path}path__startswith": start})
        return here

    def page(self, page: Page) -> str:
        """The page's whole address: no query, for all that is given here is of this site."""
        return f"{self.root_url}/{page.url_path.removeprefix(self.site.root_page.url_path)}"

    def at(self, path: str) -> str:
        """The whole address of a path of this site ("/learning/4/"), or of what is elsewhere already."""
        return f"{self.root_url}{path}" if path.startswith("/") else path


def place_of(request: HttpRequest) -> Place:
    """The site that answers this request; 404 where there is none or it is nobody's."""
    site, partnership = Site.find_for_request(request), Partnership.for_request(request)
    if site is None or partnership is None:
        raise Http404
    return Place(site, partnership, request.build_absolute_uri("/").rstrip("/"))


def reviews(place: Place) -> QuerySet[ReviewPage]:
    return _pages(ReviewPage, place)


def briefings(place: Place) -> QuerySet[BriefingPage]:
    """Replaced ones too: they say what took their place."""
    return _pages(BriefingPage, place)


def summaries(place: Place) -> QuerySet[NationalSummaryPage]:
    return _pages(NationalSummaryPage, place)


def series(place: Place) -> QuerySet[SeriesPage]:
    return _pages(SeriesPage, place)


def resources(place: Place) -> QuerySet[ThemedResourcePage]:
    return _pages(ThemedResourcePage, place)


def points(place: Place) -> QuerySet[LearningPoint]:
    """The partnership's own that something published passes on, and others' that a published review of the site has found.

    Retired and replaced ones too: they say so.
    """
    ways = (
        (Finding.objects, "review"),
        (BriefingPoint.objects, "briefing"),
        (SummaryPoint.objects, "summary"),
        (ThemedResourcePoint.objects, "resource"),
    )
    published = [_last_published(rows, name, place) for rows, name in ways]
    return shown_points(place).annotate(changed_at=Greatest("updated_at", *published))


def shown_points(place: Place) -> QuerySet[LearningPoint]:
    """The same, without when they changed."""
    found_here = Finding.objects.filter(place.is_public("review__"), point=OuterRef("pk"))
    shown: QuerySet[LearningPoint] = LearningPoint.objects.public().filter(
        Q(partnership=place.partnership) | Exists(found_here)
    )
    return shown


def events(place: Place) -> QuerySet[TrainingEvent]:
    """Those shown to everybody. Who came is nobody's business here."""
    return TrainingEvent.objects.of(place.partnership).public().annotate(changed_at=Coalesce("updated_at", _long_ago()))


def courses(place: Place) -> QuerySet[Course]:
    """Those on offer. When a course that nobody has saved since this was kept last changed, is not known."""
    return Course.objects.of(place.partnership).offered().annotate(changed_at=Coalesce("updated_at", _long_ago()))


def themes(place: Place) -> QuerySet[Theme]:
    """Those that something published here carries. When a theme last changed is not known."""
    carried = Q()
    for rows, things in (
        (ReviewPageTheme, reviews(place)),
        (LearningPointTheme, shown_points(place)),
        (BriefingPageTheme, briefings(place)),
        (NationalSummaryPageTheme, summaries(place)),
        (ThemedResourcePageTheme, resources(place)),
    ):
        of_things = rows._default_manager.filter(tag=OuterRef("pk"), content_object__in=_bare(things))
        carried |= Q(Exists(of_things))
    return Theme.objects.filter(carried)


def _pages(model: type[AnyModel], place: Place) -> QuerySet[AnyModel]:
    """Live, under no view restriction, and in the tree of this site."""
    published = model._default_manager.filter(place.is_public())
    pages: Any = published.annotate(changed_at=Coalesce("last_published_at", "first_published_at", _long_ago()))
    found: QuerySet[AnyModel] = pages
    return found


def _bare(things: QuerySet[Any]) -> QuerySet[Any]:
    """Their keys alone, for a query inside another."""
    return things.order_by().values("pk")


def _last_published(rows: Any, name: str, place: Place) -> Any:
    """When the page of this kind that passes the outer point on was last published; long ago where none does."""
    at = f"{name}__last_published_at"
    passing = rows.filter(place.is_public(f"{name}__"), point=OuterRef("pk")).order_by(F(at).desc(nulls_last=True))
    return Coalesce(Subquery(passing.values(at)[:1], output_field=DateTimeField()), _long_ago())


def _long_ago() -> Value:
    return Value(LONG_AGO, output_field=DateTimeField())

"""The builder's second column: what can be put into the session. Proposed points, briefings, slides, or a part of one's own."""

from collections.abc import Collection
from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from briefings.models import BriefingPage
from learning.models import LearningPoint, Partnership, ReviewPage, Theme, ThemedResourcePage
from learning.slides.library import SlideSearch, found_slides
from learning.slides.tray import Tray
from media.models import Slide
from media.permissions import may_reuse_slides, readable_decks
from training.domain.session_words import PlanDetails
from training.enums import SegmentKind
from training.queries.live_briefings import live_briefings
from training.queries.proposals import PROPOSED, Audience, ProposalFilters, proposals
from training.sessions.ticked import SlideToTick, ticked_slides, ticked_text, to_tick

POINTS, BRIEFINGS, SLIDES, OWN = "points", "briefings", "slides", "own"
OWN_KINDS = (
    SegmentKind.WELCOME,
    SegmentKind.ACTIVITY,
    SegmentKind.DISCUSSION,
    SegmentKind.BREAK,
    SegmentKind.EVALUATION,
    SegmentKind.CLOSE,
)
BRIEFINGS_A_PAGE, SLIDES_A_PAGE = 10, 12
LONGEST_SEARCH = 100
Choice = tuple[Any, str]


def audience_of(details: PlanDetails) -> Audience:
    return Audience(details.kinds, details.agencies, details.level)


def asked_filters(query: Any) -> ProposalFilters:
    """From the address: `theme` (slug), `review` and `resource` (ids), `q`. What makes no sense is left out."""
    return ProposalFilters(
        theme=_clean(query.get("theme", "")),
        review=number(query.get("review", "")),
        resource=number(query.get("resource", "")),
        words=_clean(query.get("q", "")),
    )


def number(text: str) -> int | None:
    """A whole number that a database can hold; None for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


def theme_choices(partnership: Partnership) -> list[Choice]:
    themes = Theme.objects.filter(learning_learningpointtheme_items__content_object__partnership=partnership)
    return list(themes.distinct().order_by("name").values_list("slug", "name"))


def review_choices(partnership: Partnership) -> list[Choice]:
    reviews = ReviewPage.objects.live().filter(findings__point__partnership=partnership)
    return list(reviews.distinct().order_by("title").values_list("pk", "title"))


def resource_choices(partnership: Partnership) -> list[Choice]:
    """The themed resources of its series, such as Working Together Better, that pass on learning points."""
    if partnership.site is None:
        return []
    resources = ThemedResourcePage.objects.live().descendant_of(partnership.site.root_page)
    return list(resources.filter(resource_points__isnull=False).distinct().order_by("title").values_list("pk", "title"))


class Finding:
    """What is looked for, and what was found. Read where the template asks for it."""

    def __init__(
        self, request: HttpRequest, partnership: Partnership, details: PlanDetails, has: Collection[int]
    ) -> None:
        self._request, self._partnership, self._details, self._has = request, partnership, details, has
        self.query = request.POST if "whole" in request.POST else request.GET
        self.filters = asked_filters(self.query)
        tabs = [(POINTS, _("Learning points")), (BRIEFINGS, _("Briefings"))]
        tabs += [(SLIDES, _("Slides"))] if may_reuse_slides(request) else []
        self.tabs = [*tabs, (OWN, _("Something else"))]
        asked = self.query.get("find", "")
        self.tab = asked if asked in dict(self.tabs) else POINTS
        self.own_kinds = [(kind.value, kind.label) for kind in OWN_KINDS]

    @property
    def words(self) -> str:
        return self.filters.words

    @property
    def is_filtered(self) -> bool:
        return self.filters != ProposalFilters()

    @cached_property
    def page(self) -> int:
        return min(max(1, number(self.query.get("page", "")) or 1), 10_000)

    @cached_property
    def proposed(self) -> Any:
        """The proposals of this page, with `pages` as a paginator's page."""
        start = (self.page - 1) * PROPOSED
        found = proposals(
            self._partnership,
            audience_of(self._details),
            self.filters,
            leave_out=self._has,
            start=start,
        )
        pages = Paginator(range(found.count), PROPOSED).get_page(self.page)
        return {"found": found, "pages": pages}

    @cached_property
    def choices(self) -> dict[str, list[Choice]]:
        return {
            "themes": theme_choices(self._partnership),
            "reviews": review_choices(self._partnership),
            "resources": resource_choices(self._partnership),
        }

    @cached_property
    def briefings(self) -> Any:
        site = self._partnership.site
        found = live_briefings(site, self.words) if site is not None else BriefingPage.objects.none()
        return Paginator(found, BRIEFINGS_A_PAGE).get_page(self.page)

    @cached_property
    def slides(self) -> Any:
        slides = found_slides(self._request, SlideSearch.asked(self.query))
        return Paginator(slides, SLIDES_A_PAGE).get_page(self.page)

    @cached_property
    def ticked(self) -> list[int] | None:
        return ticked_slides(self.query)

    @property
    def ticked_text(self) -> str:
        """As the address has them, for the lists that do not show them."""
        return ticked_text(self._request, self.ticked)

    @cached_property
    def tray(self) -> list[SlideToTick]:
        """Those chosen in the slide library."""
        return to_tick(Tray(self._request).slides(), self.ticked, usually=True)

    @cached_property
    def found_slides(self) -> list[SlideToTick]:
        """This page of what was found, without what stands above it: a slide with two boxes could not be unticked."""
        above = {one.slide.pk for one in self.tray}
        return to_tick((slide for slide in self.slides if slide.pk not in above), self.ticked)

    @cached_property
    def ticked_before(self) -> list[SlideToTick]:
        """Those ticked on another page, or in another search."""
        shown = {one.slide.pk for one in (*self.tray, *self.found_slides)}
        keys = [key for key in self.ticked or () if key not in shown]
        if not keys:
            return []
        decks = readable_decks(self._request).order_by().values("pk")
        slides = Slide.objects.filter(document__in=decks, withdrawn_at=None).select_related("document").in_bulk(keys)
        return to_tick((slides[key] for key in keys if key in slides), keys)

    @property
    def slides_into(self) -> str:
        """The key of the part chosen for them."""
        return self.query.get("put-key", "")


def points_here(partnership: Partnership) -> QuerySet[LearningPoint]:
    """Learning points that can be put into a session of the partnership."""
    return LearningPoint.objects.current().shown_on_site_of(partnership)


def _clean(text: str) -> str:
    return " ".join(text.replace("\x00", " ")[:LONGEST_SEARCH].split())

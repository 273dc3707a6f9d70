"""A site of which everything is open, and then everything that is closed, tied to it by every relation there is.

Both are made apart, so that what readers get can be compared: with the closed things it has to be the same, to the letter.
Ties are written as rows, past what forms and pages would refuse, for what is refused today may be in a database already.
"""

from collections.abc import Iterable
from itertools import permutations, product
from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from briefings.models import (
    BriefingPage,
    BriefingPageTheme,
    BriefingPoint,
    NationalSummaryPage,
    NationalSummaryPageTheme,
    SummaryPoint,
)
from learning.domain.withdrawals import withdraw
from learning.models import (
    Campaign,
    CampaignLink,
    Finding,
    LearningPoint,
    LearningPointTheme,
    PackItem,
    ReviewPage,
    ReviewPageTheme,
    SlidePoint,
    ThemedResourceItem,
    ThemedResourcePage,
    ThemedResourcePageTheme,
    ThemedResourcePoint,
)
from media.models import Document, Slide
from partnership.alerts.enums import NewsKind
from partnership.alerts.models import NewsItem
from partnership.home.models import HomePage
from tests.factories.briefings import (
    BriefingIndexPageFactory,
    BriefingPageFactory,
    NationalIndexPageFactory,
    NationalSummaryPageFactory,
)
from tests.factories.learning import (
    AgencyFactory,
    AgencyKindFactory,
    InformationPageFactory,
    LearningPointFactory,
    PartnershipFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    SeriesPageFactory,
    ThemedResourcePageFactory,
    ThemeFactory,
)
from tests.factories.training import CourseFactory, TrainingEventFactory
from training.enums import EventStatus
from training.models import CoursePoint, PointTaught, TrainingEvent

SECRET = "zebrafinch"
"""In the name and the slug of everything that is closed, and nowhere else."""
STATES = ("draft", "private", "withdrawn", "within", "elsewhere")
"""How a page is closed: never published; private itself; taken back; below a private page; on another partnership's site."""


def open_world(home: HomePage, partnership: Any) -> SimpleNamespace:
    """One of each kind that everybody may read, tied to each other, under the names that the table of addresses uses."""
    with disable_reference_index_auto_update():
        return _open_world(home, partnership)


def _open_world(home: HomePage, partnership: Any) -> SimpleNamespace:
    theme, kind = (
        ThemeFactory(name="open theme", slug="open-theme"),
        AgencyKindFactory(name="Open kind", slug="open-kind"),
    )
    reviews, briefings = ReviewIndexPageFactory(parent=home), BriefingIndexPageFactory(parent=home)
    summaries, series = NationalIndexPageFactory(parent=home), SeriesPageFactory(parent=home)
    review = ReviewPageFactory(parent=reviews, publisher=partnership, title="Open review", slug="open", year=2024)
    newer = BriefingPageFactory(parent=briefings, title=f"{SECRET} newer", slug=f"{SECRET}-newer", live=False)
    older = BriefingPageFactory(parent=briefings, title="Older briefing", slug="older", superseded_by=newer)
    briefing = BriefingPageFactory(parent=briefings, title="Open briefing", slug="open")
    summary = NationalSummaryPageFactory(
        parent=summaries, title="Open summary", slug="open", key_findings="<p>Ask.</p>"
    )
    resource = ThemedResourcePageFactory(parent=series, title="Open resource", slug="open")
    information = InformationPageFactory(parent=home, title="What a review is", slug="about")
    point = LearningPointFactory(partnership=partnership, title="Open point")
    point.for_kinds.add(kind)
    nobodys = LearningPointFactory(partnership=partnership, title=f"{SECRET} newer point")
    older_point = LearningPointFactory(partnership=partnership, title="Older point", superseded_by=nobodys)
    course = CourseFactory(partnership=partnership, title="Open course", slug="open")
    unoffered = CourseFactory(partnership=partnership, title="Old course", slug="old", is_offered=False)
    events = [
        TrainingEventFactory(
            partnership=partnership,
            title=title,
            status=status,
            course=which,
        )
        for title, status, which in (
            ("Open held event", EventStatus.HELD, course),
            ("Open planned event", EventStatus.PLANNED, course),
            ("Open talk", EventStatus.HELD, unoffered),
        )
    ]
    campaign = Campaign.objects.create(
        partnership=partnership,
        year=timezone.localdate().year,
        month=timezone.localdate().month,
        title="Ask",
        theme=theme,
    )
    deck = _deck()
    world = SimpleNamespace(
        home=home, partnership=partnership, reviews=reviews, briefings=briefings, summaries=summaries, campaign=campaign,
        pages=SimpleNamespace(
            review=review, briefing=briefing, summary=summary, resource=resource, series=series, information=information
        ),
        older=older, older_point=older_point, events=events, deck=deck, the_point=point, the_course=course, the_theme=theme, the_kind=kind,
        review=review.slug, review_id=review.pk, briefing=briefing.slug, summary=summary.slug, series=series.slug,
        resource=resource.slug, point=point.pk, theme=theme.slug, setting=kind.slug, course=course.slug, event=events[0].pk,
        file=deck.pk, file_name=deck.filename,
        other_home=_other_site(), word_of_the_closed=ThemeFactory(name=f"{SECRET} theme", slug=f"{SECRET}-theme"),
        kind_of_the_closed=AgencyKindFactory(name="Kind of the closed", slug="kind-of-the-closed"),
    )  # fmt: skip
    one_of_each = SimpleNamespace(**{name: [page] for name, page in vars(world.pages).items()})
    _tie_pages(world, one_of_each, [point, older_point], theme)
    LearningPointTheme.objects.create(content_object=point, tag=theme)
    for event in world.events:
        PointTaught.objects.create(event=event, point=point, evidence=SECRET)
    _private_rows(world)
    CoursePoint.objects.create(course=course, point=point)
    _news(world.pages.__dict__.values(), home)
    return world


def _private_rows(world: SimpleNamespace) -> None:
    """What belongs to an open page, and is not for readers."""
    agency = AgencyFactory(name=f"{SECRET} agency", lead_email=f"{SECRET}@example.org")
    for event in world.events:
        event.invited.add(agency)
    waiting = Document.objects.create(title=SECRET, file=f"documents/{SECRET}.pdf", copy_state="waiting", sha256=SECRET)
    ThemedResourceItem.objects.create(resource=world.pages.resource, title="Named only", document=waiting)


def _deck() -> Document:
    deck = Document(title="Open deck", file=ContentFile(b"a deck", name="open.pptx"), format="pptx", slide_count=1)
    deck.save()
    Slide.objects.create(document=deck, number=1, title="Ask the child")
    return deck


def _other_site() -> Any:
    """Another partnership's home page: that there is one is no secret."""
    home = HomePage(title="Elsewhere", slug="elsewhere")
    Site.objects.get(is_default_site=True).root_page.get_parent().add_child(instance=home)
    site = Site.objects.create(hostname="other.example.org", root_page=home, site_name="Other")
    home.partnership = PartnershipFactory(site=site, name="Another partnership", slug="another")
    return home


def open_and_closed(home: HomePage, partnership: Any) -> SimpleNamespace:
    """Both at once: the open one, with the closed pages by kind as its `closed`."""
    world = open_world(home, partnership)
    world.closed = close_beside(world)
    return world


def close_beside(world: SimpleNamespace) -> SimpleNamespace:
    """Everything closed there can be, tied to all that is open. Gives the pages by kind, and the `points`."""
    with disable_reference_index_auto_update():
        return _close_beside(world)


def _close_beside(world: SimpleNamespace) -> SimpleNamespace:
    theme, kind = world.word_of_the_closed, world.kind_of_the_closed
    closed = _closed_pages(world)
    elsewhere = world.other_home.partnership
    points = [
        LearningPointFactory(partnership=whose, title=f"{SECRET} point", found=SECRET)
        for whose in (world.partnership, elsewhere)
    ]
    for point in points:
        point.for_kinds.add(kind, world.the_kind)
        for tag in (theme, world.the_theme):
            LearningPointTheme.objects.create(content_object=point, tag=tag)
    ours, theirs = (
        SimpleNamespace(
            **{name: [one for one in pages if _is_elsewhere(one) == is_theirs] for name, pages in vars(closed).items()}
        )
        for is_theirs in (False, True)
    )
    _tie_pages(world, ours, [world.the_point, points[0]], world.the_theme)
    _tie_pages(world, theirs, [world.the_point, points[1]], world.the_theme)
    _tie_themes(closed, theme)
    _tie_to_open_pages(world, closed)
    _events(world, closed, points)
    BriefingPage.objects.filter(pk=world.older.pk).update(superseded_by=_of(closed.briefing, "private"))
    BriefingPage.objects.filter(pk=_of(closed.briefing, "within").pk).update(superseded_by=world.pages.briefing)
    LearningPoint.objects.filter(pk=points[0].pk).update(superseded_by=world.the_point)
    LearningPoint.objects.filter(pk=world.the_point.pk).update(superseded_by=points[0])
    SlidePoint.objects.bulk_create(SlidePoint(slide=world.deck.slides.first(), point=point) for point in points[:1])
    for order, page in enumerate(_all(closed)):
        CampaignLink.objects.create(campaign=world.campaign, page=page, sort_order=order)
    _news(_all(closed), world.home)
    for page in _all(closed):
        if page.slug.endswith("withdrawn"):
            withdraw(page, reason=SECRET, is_named=False, by=None)
    closed.points = points
    return closed


def _closed_pages(world: SimpleNamespace) -> SimpleNamespace:
    other = world.other_home
    private = {name: _private(make(world, world.home)) for name, make in PARENTS.items()}
    theirs = {name: make(world, other) for name, make in PARENTS.items()}
    found: dict[str, list[Page]] = {}
    for name, state in product(PAGES, STATES):
        parent = {"within": private, "elsewhere": theirs}.get(state, {}).get(name) or OPEN_PARENTS[name](world)
        page = PAGES[name](
            parent=parent, title=f"{SECRET} {name} {state}", slug=f"{SECRET}-{state}", live=state != "draft"
        )
        found.setdefault(name, []).append(_private(page) if state == "private" else page)
    found["review"][-1].publisher = other.partnership
    ReviewPage.objects.filter(live=True, title__startswith=SECRET).update(publisher=world.partnership, year=2019)
    found["series"] = [private["resource"], theirs["resource"]]
    return SimpleNamespace(**found)


def _private(page: Any) -> Any:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return page


# What closed pages are made by, and below what: a private one of its kind, another site's, or the open one.
PAGES: dict[str, Any] = {
    "review": ReviewPageFactory,
    "briefing": BriefingPageFactory,
    "summary": NationalSummaryPageFactory,
    "resource": ThemedResourcePageFactory,
    "information": InformationPageFactory,
}
OPEN_PARENTS: dict[str, Any] = {
    "review": lambda world: world.reviews,
    "briefing": lambda world: world.briefings,
    "summary": lambda world: world.summaries,
    "resource": lambda world: world.pages.series,
    "information": lambda world: world.pages.information,
}
_NAMED = {"title": f"{SECRET} list", "slug": f"{SECRET}-list", "show_in_menus": True}
PARENTS: dict[str, Any] = {
    "review": lambda world, home: ReviewIndexPageFactory(parent=home, **_NAMED),
    "briefing": lambda world, home: BriefingIndexPageFactory(parent=home, **(_NAMED | {"slug": f"{SECRET}-briefings"})),
    "summary": lambda world, home: NationalIndexPageFactory(parent=home, **(_NAMED | {"slug": f"{SECRET}-national"})),
    "resource": lambda world, home: SeriesPageFactory(parent=home, **(_NAMED | {"slug": f"{SECRET}-series"})),
    "information": lambda world, home: InformationPageFactory(parent=home, **(_NAMED | {"slug": f"{SECRET}-about"})),
}


NEWS = {
    ReviewPage: NewsKind.REVIEW,
    BriefingPage: NewsKind.BRIEFING,
    NationalSummaryPage: NewsKind.NATIONAL,
    ThemedResourcePage: NewsKind.RESOURCE,
}


def _tie_pages(world: SimpleNamespace, pages: SimpleNamespace, points: list[LearningPoint], theme: Any) -> None:
    """The pages carry the theme, and pass the points on; the reviews among them have the open deck in their packs."""
    for review, point in product(pages.review, points):
        Finding.objects.create(review=review, point=point)
    for review in pages.review:
        PackItem.objects.create(review=review, title=f"{review.title}: slides", document=world.deck)
    for rows, name, tied in (
        (BriefingPoint, "briefing", pages.briefing),
        (SummaryPoint, "summary", pages.summary),
        (ThemedResourcePoint, "resource", pages.resource),
    ):
        rows.objects.bulk_create(rows(**{name: page, "point": point}) for page, point in product(tied, points))
    for resource in pages.resource:
        ThemedResourceItem.objects.create(resource=resource, title=f"{resource.title}: slides", document=world.deck)
    _tie_themes(pages, theme)
    through = TrainingEvent.reviews.through
    through.objects.bulk_create(
        through(trainingevent=event, reviewpage=review) for event, review in product(world.events, pages.review)
    )
    _reviews_behind(pages.review, [world.pages.briefing], [world.pages.resource])


def _tie_themes(pages: SimpleNamespace, theme: Any) -> None:
    for rows, tied in (
        (ReviewPageTheme, pages.review),
        (BriefingPageTheme, pages.briefing),
        (NationalSummaryPageTheme, pages.summary),
        (ThemedResourcePageTheme, pages.resource),
    ):
        rows.objects.bulk_create(rows(content_object=page, tag=theme) for page in tied)


def _tie_to_open_pages(world: SimpleNamespace, closed: SimpleNamespace) -> None:
    """Either way round: the closed reviews beside the open one, which the closed briefings and resources are about."""
    tie = ReviewPage.related_reviews.through
    for page in closed.review:
        for one, other in permutations((world.pages.review, page)):
            tie.objects.create(from_reviewpage=one, to_reviewpage=other)
    _reviews_behind([world.pages.review], closed.briefing, closed.resource)


def _reviews_behind(reviews: Iterable[ReviewPage], briefings: list[Any], resources: list[Any]) -> None:
    of_briefings, of_resources = BriefingPage.reviews.through, ThemedResourcePage.reviews.through
    for review in reviews:
        of_briefings.objects.bulk_create(of_briefings(briefingpage=page, reviewpage=review) for page in briefings)
        of_resources.objects.bulk_create(of_resources(themedresourcepage=page, reviewpage=review) for page in resources)


def _events(world: SimpleNamespace, closed: SimpleNamespace, points: list[LearningPoint]) -> None:
    """The open events taught a closed point, as the open course carries it; and events that are for staff alone."""
    elsewhere = world.other_home.partnership
    for partnership, is_public, status in product(
        (world.partnership, elsewhere), (True, False), (EventStatus.HELD, EventStatus.PLANNED)
    ):
        if partnership == world.partnership and is_public:
            continue
        event = TrainingEventFactory(
            partnership=partnership,
            title=f"{SECRET} event",
            is_public=is_public,
            status=status,
            course=world.the_course,
        )
        event.reviews.set([world.pages.review, *closed.review])
        PointTaught.objects.create(event=event, point=world.the_point)
    for event, point in product(world.events, points[:1]):
        PointTaught.objects.create(event=event, point=point, sort_order=9)
    for point in points[:1]:
        CoursePoint.objects.create(course=world.the_course, point=point, sort_order=9)


def _news(pages: Iterable[Page], home: HomePage) -> None:
    """Each was news once: where a page is closed later, that stays on record."""
    site = Site.objects.get(root_page=home)
    found = ((NEWS.get(type(page)), page) for page in pages)
    NewsItem.objects.bulk_create(
        NewsItem(site=site, kind=kind, source=page._meta.label_lower, source_id=page.pk) for kind, page in found if kind
    )


def _is_elsewhere(page: Page) -> bool:
    return "elsewhere" in page.url_path


def _of(pages: list[Any], state: str) -> Any:
    return next(page for page in pages if page.slug.endswith(state))


def _all(closed: SimpleNamespace) -> list[Any]:
    return [page for name in (*PAGES, "series") for page in getattr(closed, name)]

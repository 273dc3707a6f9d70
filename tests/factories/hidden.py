"""Data that could leak: next to what everybody may read stands everything that nobody may, each with `SECRET` in its texts.

`hide_everything` ties the one to the other in every way there is, so that whatever follows a tie without looking is found.
"""

from dataclasses import dataclass

from wagtail.models import PageViewRestriction, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from briefings.models import BriefingPage, BriefingPoint, NationalSummaryPage, SummaryPoint
from learning.domain.withdrawals import withdraw
from learning.enums import PersonRole
from learning.models import (
    LearningPoint,
    LearningPointTheme,
    Partnership,
    ReviewPage,
    ReviewPageTheme,
    ReviewPerson,
    SeriesPage,
    ThemedResourceItem,
    ThemedResourcePage,
    ThemedResourcePoint,
)
from media.models import Document
from partnership.home.models import HomePage
from tests.factories.briefings import (
    BriefingIndexPageFactory,
    BriefingPageFactory,
    NationalIndexPageFactory,
    NationalSummaryPageFactory,
)
from tests.factories.learning import (
    AgencyFactory,
    FindingFactory,
    LearningPointFactory,
    PartnershipFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    SeriesPageFactory,
    ThemedResourcePageFactory,
    ThemeFactory,
)
from tests.factories.training import CourseFactory, TrainingEventFactory
from training.models import Course, CoursePoint, PointTaught, TrainingEvent

SECRET = "SECRET"


@dataclass
class Open:
    """What everybody may read, one of each kind, and the theme it carries."""

    review: ReviewPage
    point: LearningPoint
    briefing: BriefingPage
    summary: NationalSummaryPage
    series: SeriesPage
    resource: ThemedResourcePage
    event: TrainingEvent
    course: Course
    theme: str
    withdrawn: ReviewPage


def hide_everything(home: HomePage, partnership: Partnership) -> Open:
    with disable_reference_index_auto_update():  # what refers to what is nobody's question here
        return _hide_everything(home, partnership)


def _hide_everything(home: HomePage, partnership: Partnership) -> Open:
    index = ReviewIndexPageFactory(parent=home)
    secret_theme, theme = ThemeFactory(name=SECRET, slug="secret-theme"), ThemeFactory()
    review = ReviewPageFactory(parent=index, publisher=partnership, title="Open review", slug="open")
    hidden = _hidden_reviews(index, partnership)
    points = [LearningPointFactory(partnership=partnership, title=SECRET, found=SECRET) for _ in range(3)]
    FindingFactory(review=hidden[0], point=points[0])
    FindingFactory(review=hidden[1], point=points[1])
    point = LearningPointFactory(partnership=partnership, title="Open point", superseded_by=points[0])
    FindingFactory(review=review, point=point)
    ReviewPageTheme.objects.create(content_object=hidden[1], tag=secret_theme)
    LearningPointTheme.objects.create(content_object=points[0], tag=secret_theme)
    ReviewPageTheme.objects.create(content_object=review, tag=theme)
    ReviewPerson.objects.create(review=review, name=SECRET, role=PersonRole.PUBLISHER_CONTACT)
    review.related_reviews.set(hidden)
    review.save()
    withdraw(hidden[2], reason=SECRET, is_named=True, by=None)
    briefing, summary = _briefings(home, review, hidden, points)
    series, resource = _series(home, review, hidden, points)
    event, course = _training(partnership, review, hidden, points)
    _other_site(theme)
    return Open(review, point, briefing, summary, series, resource, event, course, theme.slug, hidden[2])


def _hidden_reviews(index, partnership) -> list[ReviewPage]:
    """A draft, a private one, and one that is going to be withdrawn."""
    said = {"publisher": partnership, "pseudonym": SECRET, "summary": f"<p>{SECRET}</p>", "content_warning": SECRET}
    hidden = [
        ReviewPageFactory(parent=index, title=f"{SECRET} {number}", slug=f"secret-{number}", live=number > 0, **said)
        for number in range(3)
    ]
    PageViewRestriction.objects.create(page=hidden[1], restriction_type=PageViewRestriction.LOGIN)
    return hidden


def _briefings(home, review, hidden, points):
    index, national = BriefingIndexPageFactory(parent=home), NationalIndexPageFactory(parent=home)
    draft = BriefingPageFactory(parent=index, title=SECRET, slug="secret-briefing", live=False)
    briefing = BriefingPageFactory(
        parent=index, title="Open briefing", facilitator_note=SECRET, superseded_by=draft, reviewer=SECRET
    )
    briefing.reviews.set([review, *hidden])
    for section in briefing.sections:
        section.value["facilitator_note"] = SECRET
    briefing.save()
    private = BriefingPageFactory(parent=index, title=SECRET, slug="secret-private", introduction=SECRET)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    summary = NationalSummaryPageFactory(parent=national, title="Open summary", key_findings="<p>Ask.</p>")
    NationalSummaryPageFactory(parent=national, title=SECRET, slug="secret-summary", live=False)
    BriefingPoint.objects.create(briefing=draft, point=points[2])
    SummaryPoint.objects.create(summary=summary, point=LearningPointFactory(title="Nobody's"))
    return briefing, summary


def _series(home, review, hidden, points):
    series = SeriesPageFactory(parent=home, title="Open series")
    resource = ThemedResourcePageFactory(parent=series, title="Open resource", slug="open-resource")
    resource.reviews.set([review, *hidden])
    resource.save()
    waiting = Document.objects.create(title=SECRET, file=f"documents/{SECRET}.pdf", copy_state="waiting", sha256=SECRET)
    ThemedResourceItem.objects.create(resource=resource, title="Named only", document=waiting)
    draft = ThemedResourcePageFactory(parent=series, title=SECRET, slug="secret-resource", live=False)
    ThemedResourcePoint.objects.create(resource=draft, point=points[2])
    return series, resource


def _training(partnership, review, hidden, points):
    secret_course = CourseFactory(partnership=partnership, title=SECRET, slug="secret", is_offered=False)
    course = CourseFactory(partnership=partnership, title="Open course")
    CoursePoint.objects.create(course=course, point=points[0])
    agency = AgencyFactory(name=f"{SECRET} agency", lead_email=f"{SECRET}@example.org")
    event = TrainingEventFactory(partnership=partnership, title="Open event", course=secret_course, led_by=SECRET)
    event.reviews.set([review, *hidden])
    event.invited.set([agency])
    event.save()
    PointTaught.objects.create(event=event, point=points[0], evidence=SECRET)
    TrainingEventFactory(partnership=partnership, title=SECRET, is_public=False, course=course)
    return event, course


def _other_site(theme):
    """Another partnership's site, where all of this is published; and it carries the open theme too."""
    home = HomePage(title="Other", slug="other-home")
    Site.objects.get(is_default_site=True).root_page.get_parent().add_child(instance=home)
    site = Site.objects.create(hostname="other.example.org", root_page=home, site_name="Other")
    partnership = PartnershipFactory(site=site, name=f"{SECRET} partnership")
    review = ReviewPageFactory(
        parent=ReviewIndexPageFactory(parent=home), title=f"{SECRET} elsewhere", slug="elsewhere", publisher=partnership
    )
    ReviewPageTheme.objects.create(content_object=review, tag=theme)
    FindingFactory(review=review, point=LearningPointFactory(partnership=partnership, title=SECRET))
    TrainingEventFactory(partnership=partnership, title=SECRET)
    CourseFactory(partnership=partnership, title=SECRET, slug="elsewhere")
    BriefingPageFactory(parent=BriefingIndexPageFactory(parent=home), title=SECRET, slug="elsewhere")

"""The fictional partnership: enough of everything to show what the site can do, and gone with one command."""

import datetime

import pytest
from django.db.models import Count, Q, Sum

from briefings.models import BriefingPage, NationalSummaryPage
from learning.enums import PublicationState, ReviewKind, SuccessionKind
from learning.models import (
    Agency,
    AgencySuccession,
    Campaign,
    CampaignLink,
    LearningPoint,
    Partnership,
    ReviewPage,
    ThemedResourcePage,
)
from media.models import Document
from partnership.demo.loading import load_one, remove_fictional
from training.domain.team_use import refuse_team_use
from training.enums import AttendanceState, EventKind, SegmentKind, TeamUseState
from training.models import (
    Attendance,
    Course,
    Endorsement,
    FeedbackConfidence,
    FeedbackRound,
    RequiredContent,
    Segment,
    SessionPlan,
    TeamUse,
    TrainingEvent,
    Workforce,
)

SHORT = "exampleshire"

pytestmark = pytest.mark.django_db


def test_it_has_what_was_asked_for(loaded, db):
    held = {
        "reviews": ReviewPage.objects.count(),
        "points": LearningPoint.objects.count(),
        "briefings": BriefingPage.objects.count(),
        "agencies": Agency.objects.count(),
        "events": TrainingEvent.objects.filter(team_use=None, cascade_recipient=None).count(),
        "shared a cascade": TrainingEvent.objects.exclude(cascade_recipient=None).count(),
        "resources": ThemedResourcePage.objects.count(),
    }

    assert held == {
        "reviews": 12,
        "points": 60,
        "briefings": 12,
        "agencies": 25,
        "events": 40,
        "shared a cascade": 6,
        "resources": 4,
    }
    assert NationalSummaryPage.objects.count() >= 2
    assert Course.objects.count() >= 5


def test_it_shows_every_state_of_publication_but_the_unstated(loaded, db):
    states = set(ReviewPage.objects.values_list("publication_state", flat=True))

    assert states == set(PublicationState.values) - {PublicationState.NOT_STATED}


def test_it_shows_many_kinds_of_review(loaded, db):
    assert len(set(ReviewPage.objects.values_list("kind", flat=True)) & set(ReviewKind.values)) >= 9


def test_every_briefing_could_be_published_again(loaded, db):
    lengths = {briefing.title: (len(briefing.sections), briefing.word_count) for briefing in BriefingPage.objects.all()}

    assert {
        title: (count, words) for title, (count, words) in lengths.items() if count != 7 or not 400 <= words <= 700
    } == {}
    assert set(BriefingPage.objects.values_list("preset", flat=True)) == {"case", "topic", "audit", "national"}


def test_learning_points_are_shared_between_reviews(loaded, db):
    shared = LearningPoint.objects.annotate_reviews_found_in().filter(reviews_found_in__gt=1)

    assert shared.count() >= 10


def test_some_returns_are_awaited_and_some_points_never_taught(loaded, db):
    assert Attendance.objects.filter(state=AttendanceState.AWAITING).count() >= 5
    assert LearningPoint.objects.filter(Q(points_taught__isnull=True)).count() >= 5


def test_its_campaign_calendar_is_a_year_each_month_on_a_theme_of_its_own(loaded, db, client):
    months = list(Campaign.objects.order_by("year", "month"))

    at = [row.year * 12 + row.month for row in months]
    assert at == list(range(at[0], at[0] + 12))
    assert len({row.theme_id for row in months} - {None}) == 12
    linked = CampaignLink.objects.filter(page__live=True).count()
    assert (linked, client.get("/campaigns/").status_code) == (CampaignLink.objects.count(), 200)
    assert linked >= 12


def test_events_are_past_and_coming(loaded, db):
    today = datetime.date(2026, 11, 21)

    assert TrainingEvent.objects.held().count() >= 20
    assert TrainingEvent.objects.coming(on=today).count() >= 5


def test_teams_have_said_what_they_used_and_some_of_it_waits_to_be_looked_at(loaded, db):
    states = list(TeamUse.objects.values_list("state", flat=True))

    assert {state: states.count(state) for state in TeamUseState} == {"waiting": 3, "accepted": 3, "refused": 1}
    counted = TrainingEvent.objects.filter(team_use__isnull=False)
    assert set(counted.values_list("kind", "is_public")) == {(EventKind.TEAM_BRIEFING, False)}
    assert all(event.points_taught.exists() for event in counted)


COUNTED = (
    ReviewPage,
    LearningPoint,
    Attendance,
    Document,
    TeamUse,
    TrainingEvent,
    Segment,
    RequiredContent,
    Workforce,
    FeedbackConfidence,
)


def test_loading_again_adds_nothing_twice_and_what_somebody_has_decided_since_stays_decided(loaded, db):
    refuse_team_use(TeamUse.objects.waiting().first(), by=None, reason="A test")
    before = {model: model.objects.count() for model in COUNTED}

    load_one(SHORT)

    assert {model: model.objects.count() for model in COUNTED} == before
    assert TeamUse.objects.waiting().count() == 2


def test_its_trainers_have_plans_of_which_the_minutes_add_up(loaded, db):
    plans = SessionPlan.objects.annotate(filled=Sum("segments__minutes"))

    assert {plan.filled - plan.minutes for plan in plans} == {0}
    assert Segment.objects.exclude(point=None).filter(said={}).count() == 0


def test_people_said_more_of_some_sessions_than_may_be_shown_of_others(loaded, db):
    answers = FeedbackRound.objects.annotate(answers=Count("responses")).values_list("answers", flat=True)

    assert sorted(answers) == [4, 11, 17, 18, 31]


@pytest.mark.parametrize(
    "path", ["/", "/reviews/", "/reviews/family-d/", "/briefings/", "/training/", "/search/", "/nowhere/"]
)
def test_every_page_says_that_it_is_fictional(loaded, db, client, path):
    page = client.get(path, headers={"host": "127.0.0.1"}).content.decode()

    assert "Exampleshire does not exist" in page


def test_a_learning_presentation_is_held_and_read_in_the_browser(loaded, db, client):
    document = Document.objects.filter(pack_items__review__live=True, slide_count__isnull=False).first()

    page = client.get(f"/decks/{document.pk}/", headers={"host": "127.0.0.1"})

    assert page.status_code == 200
    assert document.pack_items.first().review.findings.first().point.title in page.content.decode()


def test_it_is_removed_whole(loaded, db):
    publishers = Partnership.objects.filter(name__contains="Exampleshire").count()

    points = LearningPoint.objects.all()
    plan = SessionPlan.objects.create(partnership=loaded.partnership, title="A trainer's own")
    Segment.objects.create(plan=plan, kind=SegmentKind.POINT, point=points[0])
    Endorsement.objects.create(plan=plan, level=loaded.partnership.levels.first())
    was, becomes = Agency.objects.all()[:2]
    AgencySuccession.objects.create(
        kind=SuccessionKind.MERGED, predecessor=was, successor=becomes, on=datetime.date(2026, 4, 1)
    )

    assert publishers > 1
    assert remove_fictional() is True
    assert not Partnership.objects.filter(name__contains="Exampleshire").exists()
    assert (ReviewPage.objects.count(), LearningPoint.objects.count(), TrainingEvent.objects.count()) == (0, 0, 0)
    assert (Agency.objects.count(), Document.objects.count(), TeamUse.objects.count()) == (0, 0, 0)
    assert (SessionPlan.objects.count(), RequiredContent.objects.count(), FeedbackRound.objects.count()) == (0, 0, 0)
    assert remove_fictional() is False

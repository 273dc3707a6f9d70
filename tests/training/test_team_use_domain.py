"""A team's word is taken once, counts once somebody has accepted it, and can be taken back without losing its figures."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry

from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory, LearningPointFactory, ReviewIndexPageFactory, ReviewPageFactory
from tests.factories.training import TeamUseFactory
from training.domain.team_use import (
    TeamUseAnswers,
    accept_team_use,
    receive_team_use,
    refuse_team_use,
    take_back_team_use,
)
from training.enums import Depth, EventKind, EventStatus, TeamUseState
from training.errors import (
    AgencyNotGiven,
    AgencyNotHere,
    FormSentAlready,
    ReasonNotGiven,
    StillCounted,
    TooManyTeamUses,
)
from training.models import Attendance, TeamUse, TrainingEvent
from training.queries.coverage import coverage
from training.queries.team_uses import UsedBy, used_by

pytestmark = pytest.mark.django_db
HALF_PAST_NINE = datetime(2026, 3, 12, 9, 30, tzinfo=UTC)


@pytest.fixture
def answers(agency):
    return TeamUseAnswers(
        agency=agency, setting="North team", date=date(2026, 3, 12), led_by="team manager", present=8, minutes=10
    )


@pytest.fixture
def use(briefing, partnership, answers):
    return receive_team_use(briefing, answers, partnership=partnership)


@pytest.fixture
def someone():
    return UserFactory(group="Moderators")


def layers_of(partnership, point, agency):
    """{layer: people} of the one cell."""
    row = next(coverage(partnership, points=[point]).rows)
    cell = next(cell for cell in row.cells if cell.agency == agency)
    return {layer.name: layer.people for layer in cell.layers}


def test_what_was_used_is_kept_as_it_was_that_day(briefing, partnership, answers, point):
    briefing.date_as_stated, briefing.last_published_at = "March 2026", timezone.now().replace(2026, 3, 2)
    use = receive_team_use(briefing, answers, partnership=partnership)

    assert (use.briefing_title, use.edition) == ("Neglect", "March 2026, published 2 March 2026")
    assert (list(use.points.all()), use.state) == ([point], TeamUseState.WAITING)


def test_the_same_said_twice_is_kept_once(briefing, partnership, answers):
    first = receive_team_use(briefing, answers, partnership=partnership, form_key="a")
    second = receive_team_use(briefing, answers, partnership=partnership, form_key="b")

    assert (second, TeamUse.objects.count()) == (first, 1)


def test_one_form_is_not_taken_for_two_meetings(briefing, partnership, answers):
    receive_team_use(briefing, answers, partnership=partnership, form_key="a")
    later = TeamUseAnswers(**{**answers.said(), "date": date(2026, 3, 19)})

    with pytest.raises(FormSentAlready):
        receive_team_use(briefing, later, partnership=partnership, form_key="a")
    assert TeamUse.objects.count() == 1


@pytest.mark.parametrize("limit", ["TEAM_USE_PER_ADDRESS", "TEAM_USE_PER_BRIEFING"])
def test_what_is_too_many_for_an_hour_is_refused_and_an_hour_later_taken(
    limit, settings, briefing, partnership, answers
):
    setattr(settings, limit, 1)
    receive_team_use(briefing, answers, partnership=partnership, address="192.0.2.1")
    another = TeamUseAnswers(**{**answers.said(), "present": 9})

    with pytest.raises(TooManyTeamUses):
        receive_team_use(briefing, another, partnership=partnership, address="192.0.2.1")
    in_an_hour = timezone.now() + timedelta(hours=1, seconds=1)
    receive_team_use(briefing, another, partnership=partnership, address="192.0.2.1", now=in_an_hour)
    assert TeamUse.objects.count() == 2


def test_nobody_is_stopped_by_another_address_or_by_one_that_is_not_known(settings, briefing, partnership, answers):
    settings.TEAM_USE_PER_ADDRESS = 1
    for present, address in enumerate(["192.0.2.1", "192.0.2.2", "", ""], start=1):
        said = TeamUseAnswers(**{**answers.said(), "present": present})
        receive_team_use(briefing, said, partnership=partnership, address=address)

    assert TeamUse.objects.count() == 4


def test_of_a_thousand_from_one_address_the_first_of_the_hour_are_kept(settings, briefing, partnership, answers):
    taken = 0
    for n in range(1000):
        said = TeamUseAnswers(**{**answers.said(), "setting": f"Team {n}"})
        with suppress(TooManyTeamUses):
            receive_team_use(briefing, said, partnership=partnership, address="192.0.2.1", now=HALF_PAST_NINE)
            taken += 1

    assert (taken, TeamUse.objects.count()) == (settings.TEAM_USE_PER_ADDRESS, settings.TEAM_USE_PER_ADDRESS)


def test_what_waits_counts_for_nothing(use, partnership, point, agency, briefing):
    assert layers_of(partnership, point, agency) == {}
    assert used_by(briefing) == UsedBy(0, 0)


def test_accepted_it_counts_as_a_team_briefing_beside_training(
    use, pass_on, partnership, point, agency, briefing, someone
):
    pass_on(came=5)
    accept_team_use(use, by=someone)

    assert layers_of(partnership, point, agency) == {"training": 5, "briefing": 8}
    assert used_by(briefing) == UsedBy(1, 1)


def test_its_event_says_what_the_team_said_and_no_word_that_it_typed(use, home, briefing, point, agency, someone):
    review = ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home))
    briefing.reviews.add(review)
    briefing.save()
    event = accept_team_use(use, by=someone).event

    assert (event.kind, event.status, event.is_public) == (EventKind.TEAM_BRIEFING, EventStatus.HELD, False)
    assert (event.title, str(event.date), event.host) == ("Team briefing: Neglect", "2026-03-12", agency)
    assert (event.place, event.led_by, event.description) == ("", "", "")
    assert [(row.point, row.depth) for row in event.points_taught.all()] == [(point, Depth.MENTIONED)]
    assert [(row.agency, row.people) for row in event.attendances.all()] == [(agency, 8)]
    assert list(event.reviews.all()) == [review]


def test_accepting_twice_makes_one_event(use, someone):
    stale = TeamUse.objects.get(pk=use.pk)
    first = accept_team_use(use, by=someone)
    second = accept_team_use(stale, by=someone)

    assert first.event == second.event
    assert (TrainingEvent.objects.count(), Attendance.objects.count()) == (1, 1)
    assert (second.decided_by, second.state) == (someone, TeamUseState.ACCEPTED)


def test_the_points_are_those_of_the_day_even_where_the_briefing_is_gone(use, briefing, point, someone):
    briefing.delete()
    use.refresh_from_db()
    event = accept_team_use(use, by=someone).event

    assert [row.point for row in event.points_taught.all()] == [point]


def test_an_agency_that_is_not_in_the_list_is_chosen_by_who_accepts(partnership, briefing, agency, someone):
    use = TeamUseFactory(partnership=partnership, briefing=briefing, agency_as_given="Scouts")
    with pytest.raises(AgencyNotGiven):
        accept_team_use(use, by=someone)
    use.refresh_from_db()
    assert (use.state, TrainingEvent.objects.count()) == (TeamUseState.WAITING, 0)

    accept_team_use(use, by=someone, agency=agency)
    assert (use.agency, use.agency_as_given, use.event.attendances.get().agency) == (agency, "Scouts", agency)


def test_another_partnerships_agency_is_not_taken(use, someone):
    with pytest.raises(AgencyNotHere):
        accept_team_use(use, by=someone, agency=AgencyFactory())

    assert TrainingEvent.objects.count() == 0


def test_a_refusal_says_why_and_counts_nothing(use, someone):
    with pytest.raises(ReasonNotGiven):
        refuse_team_use(use, by=someone, reason="  ")
    refuse_team_use(use, by=someone, reason="A test")

    use.refresh_from_db()
    assert (use.state, use.reason, TrainingEvent.objects.count()) == (TeamUseState.REFUSED, "A test", 0)


def test_what_counts_is_not_refused_before_it_is_taken_back(use, someone):
    accept_team_use(use, by=someone)

    with pytest.raises(StillCounted):
        refuse_team_use(use, by=someone, reason="A test")


def test_taken_back_it_no_longer_counts_and_its_figures_stay(use, partnership, point, agency, someone):
    event = accept_team_use(use, by=someone).event
    take_back_team_use(use, by=someone, reason="18, not 8")

    event.refresh_from_db()
    assert (use.state, event.status) == (TeamUseState.WAITING, EventStatus.CANCELLED)
    assert event.attendances.get().people == 8
    assert layers_of(partnership, point, agency) == {}


def test_corrected_and_accepted_again_it_is_the_same_event_with_what_it_said_before_in_the_log(
    use, partnership, someone
):
    event = accept_team_use(use, by=someone).event
    take_back_team_use(use, by=someone, reason="18, and not that agency")
    use.present, use.agency = 18, AgencyFactory(partnerships=[partnership])
    use.save()
    accept_team_use(use, by=someone)

    assert (use.event, TrainingEvent.objects.get().status) == (event, EventStatus.HELD)
    assert [(row.agency, row.people) for row in event.attendances.all()] == [(use.agency, 18)]
    logged = ModelLogEntry.objects.filter(action="training.team_use").order_by("-pk").first().data
    assert [next(iter(logged[when]["agencies"].values()))["came"] for when in ("before", "after")] == [8, 18]


def test_a_depth_set_by_hand_stays_when_it_is_accepted_again(use, someone):
    event = accept_team_use(use, by=someone).event
    event.points_taught.update(depth=Depth.PRACTISED)
    take_back_team_use(use, by=someone, reason="The date")
    accept_team_use(use, by=someone)

    assert [row.depth for row in event.points_taught.all()] == [Depth.PRACTISED]


def test_nothing_that_the_team_typed_is_in_the_log(briefing, partnership, agency, someone):
    said = {
        name: f"Secret {name}" for name in ("setting", "led_by", "struck", "will_change", "barriers", "agency_as_given")
    }
    answers = TeamUseAnswers(agency=agency, date=date(2026, 3, 12), present=8, minutes=10, **said)
    use = receive_team_use(briefing, answers, partnership=partnership)
    accept_team_use(use, by=someone)
    take_back_team_use(use, by=someone, reason="Wrong")
    refuse_team_use(use, by=someone, reason="Wrong")

    logged = [f"{entry.label} {entry.data}" for entry in ModelLogEntry.objects.all()]
    assert len(logged) == 5
    assert [line for line in logged if "Secret" in line] == []


def test_points_of_other_briefings_are_not_touched(use, someone, partnership):
    LearningPointFactory(partnership=partnership)
    assert accept_team_use(use, by=someone).event.points_taught.count() == 1

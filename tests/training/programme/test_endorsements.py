"""Endorsing single-agency sessions: line by line, until a day; not yet; withdrawn; and who is told what."""

from datetime import UTC, date, datetime

import pytest
from wagtail.log_actions import registry

from tests.factories.accounts import UserFactory
from tests.factories.learning import LearningPointFactory, LevelFactory, ThemeFactory
from tests.factories.training import (
    CourseFactory,
    PointTaughtFactory,
    RequiredContentFactory,
    SegmentFactory,
    SessionPlanFactory,
    TrainingEventFactory,
)
from training.enums import EventKind, EventStatus, SegmentKind
from training.models import Endorsement, TrainingEvent
from training.queries.endorsements import endorsement_list

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.fixture
def manager(client):
    user = UserFactory(group="Training managers")
    client.force_login(user)
    return user


@pytest.fixture
def level(partnership):
    return LevelFactory(partnership=partnership, name="Level 2")


@pytest.fixture
def lines(level):
    return [RequiredContentFactory(level=level, title=title, sort_order=n) for n, title in enumerate(["Care", "Voice"])]


@pytest.fixture
def plan(partnership, level):
    return SessionPlanFactory(partnership=partnership, level=level)


@pytest.fixture
def event(partnership, plan):
    kind = EventKind.SINGLE_AGENCY
    return TrainingEventFactory(partnership=partnership, kind=kind, status=EventStatus.PLANNED, plan=plan)


def url(event):
    return f"/training/events/{event.pk}/endorse/"


def answers(lines, **said):
    return {**{f"met_{line.pk}": "yes" for line in lines}, "decision": "yes", "until": "March 2028", **said}


def endorsed(session, level, **fields):
    about = {"event": session} if isinstance(session, TrainingEvent) else {"plan": session}
    return Endorsement.objects.create(
        **about, level=level, **{"is_endorsed": True, "valid_until": date(2028, 3, 31), **fields}
    )


def logged(thing):
    return [(entry.action, entry.user) for entry in registry.get_logs_for_instance(thing)]


# Deciding ------------------------------------------------------------------------------------------------------------


def test_endorsed_it_holds_to_the_end_of_the_month_and_keeps_what_was_found(client, manager, level, lines, event):
    client.post(url(event), answers(lines, **{f"note_{lines[0].pk}": "Slide 2"}))

    kept = Endorsement.objects.get()
    assert (kept.event, kept.level, kept.valid_until, kept.decided_by) == (event, level, date(2028, 3, 31), manager)
    assert kept.answers == [
        {"requirement": lines[0].pk, "title": "Care", "met": True, "note": "Slide 2"},
        {"requirement": lines[1].pk, "title": "Voice", "met": True, "note": ""},
    ]
    assert logged(event) == [("training.endorse", manager)]


def test_not_yet_says_what_to_add(client, manager, lines, event):
    client.post(url(event), answers(lines, decision="no", note="Add the voice", **{f"met_{lines[1].pk}": "no"}))

    kept = Endorsement.objects.get()
    assert (kept.is_endorsed, kept.valid_until, kept.note) == (False, None, "Add the voice")
    assert logged(event) == [("training.not_endorsed", manager)]


def test_a_plan_is_endorsed_in_the_same_way(client, manager, lines, plan):
    client.post(f"/training/sessions/{plan.pk}/endorse/", answers(lines))

    assert Endorsement.objects.get().plan == plan


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"decision": ""}, "Choose whether it is endorsed."),
        ({"met": "no"}, "It cannot be endorsed yet: not met is “Voice”."),
        ({"met": ""}, "“Voice”: say whether it is met."),
        ({"until": ""}, "Say until when the endorsement holds"),
        ({"until": "20 November 2026"}, "a day that is still to come"),
        ({"until": "2028"}, "“2028” is no day or month"),
        ({"until": "31 Febuary 2028"}, "is not a date"),
        ({"decision": "no", "note": " "}, "Say why in a few words"),
    ],
    ids=str,
)
def test_what_cannot_be_decided_is_told_and_nothing_is_lost(said, sentence, client, manager, lines, event):
    said = {f"met_{lines[1].pk}" if name == "met" else name: value for name, value in said.items()}

    response = client.post(url(event), answers(lines, **{f"note_{lines[0].pk}": "Slide 2", **said}))

    text = response.content.decode()
    assert response.status_code == 422
    assert sentence in text
    assert 'value="Slide 2"' in text
    assert not Endorsement.objects.exists()


def test_a_decision_sent_twice_is_one(client, manager, lines, event):
    for _ in range(2):
        client.post(url(event), answers(lines))

    assert Endorsement.objects.count() == 1


def test_only_what_is_required_now_is_asked(client, manager, level, lines, event):
    RequiredContentFactory(level=level, retired_on="2026-01-01")
    RequiredContentFactory(level=LevelFactory())

    asked = client.get(url(event)).context["form"].asked

    assert [row.line for row in asked] == lines


# What covers a line by itself ----------------------------------------------------------------------------------------


def test_a_line_is_met_by_a_part_that_says_so_or_carries_its_point_or_theme(
    client, manager, partnership, level, plan, event
):
    point, themed = (LearningPointFactory(partnership=partnership) for _ in range(2))
    theme = ThemeFactory()
    themed.themes.add(theme)
    themed.save()
    said, by_point, by_theme, not_met = (
        RequiredContentFactory(level=level, sort_order=n, **fields)
        for n, fields in enumerate([{}, {"point": point}, {"theme": theme}, {"point": LearningPointFactory()}])
    )
    SegmentFactory(plan=plan, title="Round of names").covers.add(said)
    SegmentFactory(plan=plan, kind=SegmentKind.POINT, title="Ask", point=point)
    PointTaughtFactory(event=event, point=themed)

    form = client.get(url(event)).context["form"]

    assert {row.line: row.covered_by for row in form.asked} == {
        said: ["Round of names"],
        by_point: ["Ask"],
        by_theme: [themed.title],
        not_met: [],
    }
    assert [row.met.value() for row in form.asked] == ["yes", "yes", "yes", None]


# Which level ---------------------------------------------------------------------------------------------------------


def test_without_a_level_of_its_own_the_levels_with_a_list_are_offered(client, manager, partnership, level, lines):
    LevelFactory(partnership=partnership)
    event = TrainingEventFactory(partnership=partnership, kind=EventKind.SINGLE_AGENCY)

    context = client.get(url(event)).context

    assert (list(context["levels"]), context["level"]) == ([level], None)
    assert client.get(f"{url(event)}?level={level.pk}").context["form"].level == level


@pytest.mark.parametrize("number", ["0", "999999", "x", "9" * 40])
def test_a_level_that_is_not_there_is_not_found(number, client, manager, lines, event):
    assert client.get(url(event), {"level": number}).status_code == 404


@pytest.mark.parametrize("kind", [EventKind.COURSE, EventKind.LEARNING_EVENT, EventKind.CASCADE])
def test_what_the_partnership_holds_is_not_endorsed_by_it(kind, client, manager, partnership, lines):
    assert client.get(url(TrainingEventFactory(partnership=partnership, kind=kind))).status_code == 404


def test_trainers_endorse_nothing(client, lines, event):
    client.force_login(UserFactory(group="Trainers"))

    assert client.post(url(event), answers(lines)).status_code == 403
    assert not Endorsement.objects.exists()


def test_nothing_of_another_partnership_is_here(client, manager, partnership, other_partnership, lines, level):
    kind = EventKind.SINGLE_AGENCY
    event = TrainingEventFactory(partnership=other_partnership, kind=kind)
    plan = SessionPlanFactory(partnership=other_partnership)
    theirs = endorsed(event, level)

    assert client.post(url(event), answers(lines)).status_code == 404
    assert client.post(f"/training/sessions/{plan.pk}/endorse/", answers(lines)).status_code == 404
    assert client.post(f"/training/endorsements/{theirs.pk}/withdraw/", {"why": "No"}).status_code == 404


# What readers are told -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "is_told"),
    [
        ({}, True),
        ({"valid_until": date(2026, 11, 21)}, True),
        ({"valid_until": date(2026, 11, 20)}, False),
        ({"is_endorsed": False, "note": "Secret to readers"}, False),
        ({"withdrawn_on": date(2026, 11, 21), "withdrawn_why": "Secret to readers"}, False),
    ],
    ids=["holds", "last day", "ran out", "not yet", "withdrawn"],
)
@pytest.mark.parametrize("of", ["event", "plan"])
def test_everybody_is_told_what_holds_and_only_that(of, fields, is_told, client, level, event, plan):
    endorsed(event if of == "event" else plan, level, **fields)

    text = client.get(event.get_absolute_url()).content.decode()

    assert ("Endorsed for Level 2 until" in text) is is_told
    assert "Secret to readers" not in text


def test_the_last_word_counts(client, level, event):
    endorsed(event, level, decided_on=date(2026, 1, 1))
    endorsed(event, level, decided_on=date(2026, 2, 1), is_endorsed=False)

    assert "Endorsed for Level 2" not in client.get(event.get_absolute_url()).content.decode()


def test_those_who_run_events_are_told_what_is_missing(client, level, event):
    endorsed(event, level, is_endorsed=False, note="Add the voice")
    client.force_login(UserFactory(group="Trainers"))

    assert "Add the voice" in client.get(event.get_absolute_url()).content.decode()


# Withdrawing, and the list -------------------------------------------------------------------------------------------


def test_withdrawn_it_no_longer_holds_and_says_why(client, manager, level, event):
    given = endorsed(event, level)

    response = client.post(f"/training/endorsements/{given.pk}/withdraw/", {"why": "Out of date"})

    given.refresh_from_db()
    assert (response.url, given.holds(), given.withdrawn_why) == ("/training/endorsements/", False, "Out of date")
    assert logged(event) == [("training.withdraw_endorsement", manager)]


@pytest.mark.parametrize(
    ("fields", "data", "sentence"),
    [
        ({}, {"why": " "}, "Say why in a few words"),
        ({"is_endorsed": False}, {"why": "No"}, "there is nothing to withdraw"),
        ({"withdrawn_on": date(2026, 1, 1)}, {"why": "No"}, "there is nothing to withdraw"),
    ],
    ids=["why not", "never given", "withdrawn before"],
)
def test_what_cannot_be_withdrawn_is_told(
    fields,
    data,
    sentence,
    client,
    manager,
    level,
    event,
):
    given = endorsed(event, level, **fields)

    response = client.post(f"/training/endorsements/{given.pk}/withdraw/", data)

    assert (response.status_code, sentence in response.content.decode()) == (422, True)


def test_the_list_tells_what_runs_out_soon_from_what_has_and_what_holds(partnership, level, plan):
    def decided(**fields):
        kind = EventKind.SINGLE_AGENCY
        return endorsed(TrainingEventFactory(partnership=partnership, kind=kind), level, **fields)

    later, soon = decided(valid_until=date(2027, 2, 19)), decided(valid_until=date(2026, 11, 21))
    out, holds = decided(valid_until=date(2026, 11, 20)), decided(valid_until=date(2027, 2, 20))
    not_yet, withdrawn = decided(is_endorsed=False), decided(withdrawn_on=date(2026, 11, 21))
    endorsed(plan, level, valid_until=date(2026, 12, 1), decided_on=date(2026, 1, 1))
    renewed = endorsed(plan, level)

    found = endorsement_list(partnership)

    assert (found.running_out, found.run_out) == ([soon, later], [out])
    assert (found.holding, set(found.not_yet)) == ([holds, renewed], {not_yet, withdrawn})


def test_managers_are_led_to_the_list_and_to_endorsing(client, manager, partnership, event, level):
    course = TrainingEventFactory(partnership=partnership, course=CourseFactory(partnership=partnership))

    assert b"/training/endorsements/" in client.get("/training/").content
    assert url(event) in [tool.url for tool in client.get(event.get_absolute_url()).context["tools"]]
    assert url(course) not in [tool.url for tool in client.get(course.get_absolute_url()).context["tools"]]


def test_the_plans_own_page_tells_of_it_and_leads_managers_to_it(client, manager, partnership, level, plan):
    endorsed(plan, level)

    text = client.get(plan.get_absolute_url()).content.decode()

    assert "Endorsed for Level 2 until 31 March 2028" in text
    assert f"/training/sessions/{plan.pk}/endorse/" in text


def test_trainers_are_led_from_an_event_to_its_plan_and_readers_are_not(client, plan, event):
    to_readers = client.get(event.get_absolute_url()).content.decode()
    client.force_login(UserFactory(group="Trainers"))
    to_trainers = client.get(event.get_absolute_url()).content.decode()

    assert (plan.title in to_readers, plan.get_absolute_url() in to_trainers) == (False, True)

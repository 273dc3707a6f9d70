"""The list of plans, a new one, and the builder's page, for people without JavaScript too."""

from datetime import date

import pytest
from django.utils import timezone

from learning.models import LearningPoint
from tests.factories.learning import AgencyFactory, AgencyKindFactory, LearningPointFactory, ThemeFactory
from tests.factories.training import RequiredContentFactory, SegmentFactory, SessionPlanFactory
from training.domain.segment_sources import take_source
from training.domain.session_clones import clone_plan
from training.enums import SegmentKind
from training.models import Segment, SessionPlan

pytestmark = pytest.mark.django_db

THURSDAY = {"minutes": "90", "size": "25", "mode": "in_person", "suggest": "on"}


def text_of(response):
    return response.content.decode()


@pytest.fixture
def level(partnership):
    return partnership.levels.create(name="Level 2")


def test_a_thursday_trainer_gets_a_running_order_that_adds_up(signed_in, partnership, level):
    LearningPointFactory.create_batch(4, partnership=partnership)

    response = signed_in.post("/training/sessions/new/", THURSDAY | {"level": level.pk})

    plan = SessionPlan.objects.get()
    assert response["Location"] == plan.get_absolute_url()
    assert (plan.title, plan.size) == ("Level 2, 90 minutes", 25)
    kinds = list(plan.segments.values_list("kind", flat=True))
    assert kinds == ["welcome", *["point", "discussion"] * 3, "evaluation", "close"]
    page = text_of(signed_in.get(response["Location"]))
    assert "It adds up exactly." in page
    assert "Never passed on here. Not tied to a published review." in page  # the fourth point


def test_plans_that_nobody_gave_a_title_can_be_told_apart(signed_in, partnership, level):
    for _time in range(3):
        signed_in.post("/training/sessions/new/", THURSDAY | {"level": level.pk})
    first = SessionPlan.objects.earliest("pk")
    for _time in range(2):
        clone_plan(first, by=first.owner)

    titles = list(SessionPlan.objects.order_by("pk").values_list("title", flat=True))

    assert titles[:3] == ["Level 2, 90 minutes", "Level 2, 90 minutes (2)", "Level 2, 90 minutes (3)"]
    assert titles[3:] == ["Level 2, 90 minutes (copy)", "Level 2, 90 minutes (copy) (2)"]


def test_one_click_from_the_gap_list_begins_with_its_points(signed_in, partnership, level):
    kind = AgencyKindFactory(slug="hv")
    agency = AgencyFactory(kind=kind, partnerships=[partnership])
    ask, listen, other = (
        LearningPointFactory(partnership=partnership, title=title) for title in ("Ask", "Listen", "Other")
    )
    theme = ThemeFactory(slug="of-its-own")

    address = f"/training/sessions/new/?point={listen.pk}&point={ask.pk}&point=x&point=99999&level={level.pk}&kind=hv"
    page = signed_in.get(f"{address}&agency={agency.pk}&theme={theme.slug}&minutes=60")

    form = page.context["form"]
    assert [point.title for point in page.context["points"]] == ["Listen", "Ask"]
    assert [form[name].value() for name in ("level", "kinds", "agencies", "minutes")] == [
        level.pk,
        [kind.pk],
        [agency.pk],
        60,
    ]
    sent = {"point": [ask.pk], "kinds": [kind.pk], "theme": theme.slug}
    made = signed_in.post("/training/sessions/new/", THURSDAY | sent)
    plan = SessionPlan.objects.get()
    assert made["Location"] == f"{plan.get_absolute_url()}?theme=of-its-own"
    assert [segment.point for segment in plan.segments.exclude(point=None)] == [ask]
    assert other not in [segment.point for segment in plan.segments.all()]


def test_more_points_than_there_is_time_for_are_said_to_be_left_out(signed_in, partnership):
    points = LearningPointFactory.create_batch(4, partnership=partnership)

    made = signed_in.post(
        "/training/sessions/new/",
        {"minutes": "20", "mode": "in_person", "suggest": "on", "point": [one.pk for one in points]},
    )

    assert "There was no time for 1 learning point you chose." in text_of(signed_in.get(made["Location"]))


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("minutes", "-5", "Minutes: give a whole number from 5 to 1440."),
        ("minutes", "ninety", "Minutes: give a whole number from 5 to 1440."),
        ("minutes", "9999999999999999999999", "Minutes: give a whole number from 5 to 1440."),
        ("minutes", "", "Minutes: give a whole number from 5 to 1440."),
        ("size", "4.5", "People: give a whole number from 1 to 1000."),
        ("size", "100000", "People: give a whole number from 1 to 1000."),
        ("title", "x" * 201, "Write it in 200 characters or fewer; it has 201."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(signed_in, partnership, field, value, told):
    response = signed_in.post("/training/sessions/new/", THURSDAY | {"for_roles": "new starters", field: value})

    page = text_of(response)
    assert (response.status_code, told in page, f'value="{value}"' in page, 'value="new starters"' in page) == (
        422,
        True,
        True,
        True,
    )
    assert SessionPlan.objects.count() == 0


def test_the_list_is_of_ones_own_of_everybody_or_of_those_put_away(signed_in, partnership, trainer, colleague, plan):
    SessionPlanFactory(partnership=partnership, owner=colleague, title="Kim’s")
    SessionPlanFactory(partnership=partnership, owner=trainer, title="Old", archived_at=timezone.now())

    def titles(query):
        return [one.title for one in signed_in.get(f"/training/sessions/{query}").context["plans"]]

    assert titles("") == titles("?show=nonsense") == [plan.title]
    assert titles("?show=all") == ["Kim’s", plan.title]
    assert titles("?show=away") == ["Old"]
    assert (titles("?show=all&q=KIM"), titles("?q=kim"), titles("?page=99&q=%00neglect")) == (
        ["Kim’s"],
        [],
        [plan.title],
    )


@pytest.mark.parametrize(
    ("minutes", "told"), [(85, "5 minutes still free."), (91, "1 minute too long."), (90, "It adds up exactly.")]
)
def test_minutes_are_added_up_in_words(signed_in, plan, minutes, told):
    SegmentFactory(plan=plan, minutes=minutes - 5)
    SegmentFactory(plan=plan, minutes=5, order=1, title="Later")

    page = text_of(signed_in.get(plan.get_absolute_url()))

    assert told in page
    starts, ends = (f"{at // 60}:{at % 60:02}" for at in (minutes - 5, minutes))
    assert f">{starts} to {ends}<" in page


def test_where_the_plan_says_when_it_begins_each_part_says_its_time_by_the_clock(send, signed_in, plan):
    SegmentFactory(plan=plan, minutes=15)
    SegmentFactory(plan=plan, minutes=40, order=1)
    said = {"title": "Neglect", "minutes": "90", "mode": "in_person", "starts_at": "9.30am"}

    sent = send("details", **said)

    page = text_of(signed_in.get(plan.get_absolute_url()))
    assert sent.status_code == 302
    assert (">09:30 to 09:45<" in page, ">09:45 to 10:25<" in page, "From 09:30 to 10:25." in page) == (True,) * 3
    assert 'name="plan-starts_at" value="09:30"' in page
    refused = send("details", **(said | {"starts_at": "3"}))
    assert refused.status_code == 422
    assert "Is “3” in the morning or in the afternoon? Add am or pm." in text_of(refused)


def test_changes_in_its_sources_are_offered_only_where_there_are_some(signed_in, plan, point):
    segment = SegmentFactory(plan=plan, kind=SegmentKind.POINT, point=point)
    take_source(segment)
    segment.save()
    assert "in its sources" not in text_of(signed_in.get(plan.get_absolute_url()))

    point.found = "Something else"
    point.save()

    assert ">1 change in its sources</a>" in text_of(signed_in.get(plan.get_absolute_url()))


def test_care_is_always_there_and_too_large_a_group_is_warned_of(signed_in, plan):
    SessionPlan.objects.update(size=26, support_contacts="Ring Jo")

    page = text_of(signed_in.get(plan.get_absolute_url()))

    assert "26 people are more than the 25 of the largest group" in page
    assert "This session talks about children who have died" in page
    assert "Ring Jo" in page
    SessionPlan.objects.update(size=25)
    assert "of the largest group" not in text_of(signed_in.get(plan.get_absolute_url()))


def test_what_the_level_requires_is_covered_by_a_point_a_theme_or_the_trainers_word(
    signed_in, plan, partnership, level
):
    themed, plain = (LearningPointFactory(partnership=partnership, title=title) for title in ("Themed", "Plain"))
    theme = ThemeFactory()
    themed.theme_items.model.objects.create(content_object=themed, tag=theme)
    lines = [
        RequiredContentFactory(level=level, title="by theme", theme=theme),
        RequiredContentFactory(level=level, title="by point", point=plain),
        RequiredContentFactory(level=level, title="by word"),
        RequiredContentFactory(level=level, title="missing", theme=ThemeFactory()),
    ]
    RequiredContentFactory(level=level, title="no longer", retired_on=date(2026, 1, 1))
    SessionPlan.objects.update(level=level)
    for point in (themed, plain):
        SegmentFactory(plan=plan, kind=SegmentKind.POINT, point=point, source_title=point.title)
    SegmentFactory(plan=plan, title="Quiz").covers.add(lines[2])

    requirements = signed_in.get(plan.get_absolute_url()).context["requirements"]

    assert {one.line.title: [str(segment) for segment in one.covered_by] for one in requirements} == {
        "by theme": ["Themed"],
        "by point": ["Plain"],
        "by word": ["Quiz"],
        "missing": [],
    }


def test_a_point_retired_or_superseded_after_it_was_planned_is_flagged(signed_in, plan, partnership):
    newer = LearningPointFactory(partnership=partnership, title="Better said")
    old, older = LearningPointFactory.create_batch(2, partnership=partnership)
    for point in (old, older):
        SegmentFactory(plan=plan, kind=SegmentKind.POINT, point=point, source_title=point.title)
    LearningPoint.objects.filter(pk=old.pk).update(retired_on=date(2026, 1, 1), retired_why="The law changed.")
    LearningPoint.objects.filter(pk=older.pk).update(superseded_by=newer)

    page = text_of(signed_in.get(plan.get_absolute_url()))

    assert "This learning point was retired after it was planned. The law changed. Keep it, or choose another." in page
    assert "This learning point was superseded by “Better said”." in page


@pytest.mark.parametrize(
    "query", ["?find=briefings&q=neglect", "?find=slides&q=x", "?find=own", "?page=9999&review=x&theme=%00&resource=9"]
)
def test_every_way_of_finding_answers(signed_in, plan, briefing, query):
    response = signed_in.get(f"{plan.get_absolute_url()}{query}")

    assert response.status_code == 200
    assert ("Neglect</a>" in text_of(response)) == ("briefings" in query)


def test_a_hundred_parts_are_shown_and_there_is_no_room_for_more(signed_in, plan):
    Segment.objects.bulk_create(Segment(plan=plan, kind="activity", order=n) for n in range(100))

    assert "This plan is full." in text_of(signed_in.get(plan.get_absolute_url()))


def test_the_training_page_leads_trainers_to_their_plans(signed_in, partnership, client):
    assert 'href="/training/sessions/"' in text_of(signed_in.get("/training/"))
    client.logout()
    assert 'href="/training/sessions/"' not in text_of(client.get("/training/"))

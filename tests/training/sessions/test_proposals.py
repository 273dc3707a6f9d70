"""What is proposed for a session and why, against a slow and obvious recomputation."""

import random
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learning.models import Finding
from tests.factories.learning import (
    AgencyFactory,
    AgencyKindFactory,
    FindingFactory,
    LearningPointFactory,
    LevelFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    SeriesPageFactory,
    ThemedResourcePageFactory,
    ThemeFactory,
)
from tests.factories.training import AttendanceFactory, PointTaughtFactory, TrainingEventFactory
from training.enums import AttendanceState, EventKind, EventStatus
from training.queries.proposals import Audience, ProposalFilters, Standing, proposals

pytestmark = pytest.mark.django_db

AS_AT = date(2026, 11, 21)


@pytest.fixture
def visiting(db):
    return AgencyKindFactory(name="Health visiting team", slug="hv")


@pytest.fixture
def visitors(visiting, partnership):
    return AgencyFactory(kind=visiting, partnerships=[partnership], name="Northside Health Visitors")


@pytest.fixture
def found_in(home, partnership):
    """Has so many published reviews of that year and before find a point."""
    index = ReviewIndexPageFactory(parent=home)

    def find(point, count, year):
        for n in range(count):
            FindingFactory(review=ReviewPageFactory(parent=index, year=year - n), point=point)

    return find


def told(partnership, *kinds, agencies=(), filters=None, **asked):
    found = proposals(partnership, Audience(kinds, tuple(agencies)), filters, as_at=AS_AT, **asked)
    return [(one.point.title, one.why) for one in found.proposals]


def order(partnership, *kinds, **asked):
    return [title for title, _why in told(partnership, *kinds, **asked)]


def test_never_passed_on_says_so_and_where_it_was_found(partnership, point, visiting, found_in):
    found_in(point, 4, 2025)

    assert told(partnership, visiting) == [
        (point.title, "Never passed on to health visiting team. Found in 4 reviews, latest 2025.")
    ]


def test_what_they_had_long_ago_says_when_and_how_many(partnership, point, visiting, visitors, pass_on, found_in):
    found_in(point, 1, 2024)
    pass_on(agency=visitors, date_as_stated="15 September 2025", came=9, walked_in=3)
    pass_on(agency=visitors, date_as_stated="15 March 2024", came=40)

    ((_title, why),) = told(partnership, visiting)

    assert why == "Last passed on to health visiting team 14 months ago (12 people). Found in 1 review, of 2024."


def test_what_others_had_does_not_hide_what_they_have_not(partnership, point, visiting, pass_on):
    pass_on(date_as_stated="15 September 2025")

    ((_title, why),) = told(partnership, visiting)
    ((_title, of_both),) = told(partnership, visiting, point.points_taught.get().event.attendances.get().agency.kind)

    assert why.startswith("Never passed on to health visiting team.")
    assert of_both.startswith("Never passed on to health visiting team. Last passed on to kind ")


@pytest.mark.parametrize("has_row", [True, False], ids=["a row that waits", "an invitation without a row"])
def test_a_return_that_is_awaited_is_no_proof_either_way(partnership, point, visiting, visitors, pass_on, has_row):
    never = LearningPointFactory(partnership=partnership, title="Zzz, never")
    event = pass_on(agency=visitors, state=AttendanceState.AWAITING, came=None, has_row=has_row)
    event.invited.add(visitors)
    event.save()

    (first, second) = told(partnership, visiting)

    assert (first[0], second[0]) == (never.title, point.title)
    assert "returns still awaited" in second[1]
    assert "Never" not in second[1]


def test_a_return_that_will_not_be_sent_leaves_it_open(partnership, point, visiting, visitors, pass_on):
    pass_on(agency=visitors, state=AttendanceState.WILL_NOT_BE_SENT, came=None)

    ((_title, why),) = told(partnership, visiting)

    assert why.startswith("Never passed on to health visiting team. 1 return will not be sent")


def test_nobody_came_is_not_passed_on(partnership, point, visiting, visitors, pass_on):
    pass_on(agency=visitors, came=0)
    pass_on(agency=visitors, status=EventStatus.CANCELLED)
    pass_on(agency=visitors, date_as_stated="1 May 2027")

    ((_title, why),) = told(partnership, visiting)

    assert why.startswith("Never passed on")


def test_most_widely_found_first_then_newest(partnership, visiting, found_in):
    once, twice, newer = (LearningPointFactory(partnership=partnership, title=title) for title in ("a", "b", "c"))
    found_in(once, 1, 2020)
    found_in(twice, 2, 2019)
    found_in(newer, 1, 2025)

    assert order(partnership, visiting) == ["b", "c", "a"]
    assert order(partnership, visiting, start=1, limit=1) == ["c"]


def test_what_is_retired_elsewhere_or_for_others_is_not_proposed(partnership, other_partnership, visiting):
    LearningPointFactory(partnership=partnership, title="retired", retired_on=date(2026, 1, 1))
    LearningPointFactory(partnership=other_partnership, title="elsewhere")
    for_police = LearningPointFactory(partnership=partnership, title="police")
    for_police.for_kinds.set([AgencyKindFactory(name="Police force")])
    for_level_3 = LearningPointFactory(partnership=partnership, title="level 3")
    for_level_3.levels.set([LevelFactory(name="Level 3")])
    for_police.save(), for_level_3.save()
    used = LearningPointFactory(partnership=partnership, title="used")
    LearningPointFactory(partnership=partnership, title="fits")

    found = proposals(partnership, Audience((visiting,), (), LevelFactory()), leave_out={used.pk}, as_at=AS_AT)

    assert [one.point.title for one in found.proposals] == ["fits"]
    assert order(partnership, leave_out={used.pk}) == ["fits", "level 3", "police"]


def test_filters_narrow_by_theme_review_series_and_words(home, partnership, found_in):
    a, b, c = (LearningPointFactory(partnership=partnership, title=f"ask {title}") for title in "abc")
    a.theme_items.model.objects.create(content_object=a, tag=ThemeFactory(slug="of-its-own"))
    found_in(b, 1, 2025)
    resource = ThemedResourcePageFactory(parent=SeriesPageFactory(parent=home))
    resource.resource_points.model.objects.create(resource=resource, point=c)

    asked = [
        ProposalFilters(theme="of-its-own"),
        ProposalFilters(review=Finding.objects.get().review_id),
        ProposalFilters(resource=resource.pk),
        ProposalFilters(words="ASK b"),
        ProposalFilters(theme="of-its-own", resource=resource.pk),
    ]

    assert [order(partnership, filters=one) for one in asked] == [["ask a"], ["ask b"], ["ask c"], ["ask b"], []]


def test_nine_kinds_are_taken_together_and_nobody_is_left_out(partnership, point, pass_on):
    kinds = [AgencyKindFactory(name=f"Kind {letter}") for letter in "abcdefghij"]
    pass_on(agency=AgencyFactory(kind=kinds[-1]), date_as_stated="15 September 2025", came=4)

    ((_title, why),) = told(partnership, *kinds)

    assert "Never passed on to kind a, kind b, kind c, kind d, kind e, kind f or kind g." in why
    assert "Last passed on to kind h, kind i, kind j 14 months ago (4 people)." in why


@pytest.mark.parametrize("points", [10, 60])
def test_the_number_of_queries_does_not_grow(partnership, visiting, visitors, points):
    made = LearningPointFactory.create_batch(points, partnership=partnership)
    for point in made:
        event = TrainingEventFactory(partnership=partnership)
        PointTaughtFactory(event=event, point=point)
        AttendanceFactory(event=event, agency=visitors)

    with CaptureQueriesContext(connection) as captured:
        found = proposals(partnership, Audience((visiting,), (visitors,)), as_at=AS_AT)

    assert (found.count, len(captured)) == (points, 7)


@pytest.mark.parametrize("seed", range(3))
def test_a_random_history_comes_out_as_it_would_by_hand(seed, partnership):
    chance = random.Random(seed)
    points = LearningPointFactory.create_batch(6, partnership=partnership)
    kinds = AgencyKindFactory.create_batch(3)
    agencies = [AgencyFactory(kind=kind, partnerships=[partnership]) for kind in kinds for _ in range(2)]
    events = [_random_event(chance, partnership, points, agencies) for _ in range(14)]

    for audience in (Audience(), Audience((kinds[0],)), Audience((kinds[0], kinds[1]), (agencies[5],))):
        found = proposals(partnership, audience, as_at=AS_AT)
        targets = [[a for a in agencies if a.kind == kind] for kind in audience.kinds]
        targets += [[agency] for agency in audience.agencies]
        expected = {point.pk: _recomputed(point, events, targets or [agencies]) for point in points}

        assert {one.point.pk: (one.standing, [had.last for had in one.had]) for one in found.proposals} == expected
        by_hand = sorted(points, key=lambda one: _order_by_hand(one, *expected[one.pk]))
        assert [one.point.pk for one in found.proposals] == [one.pk for one in by_hand]


@pytest.mark.parametrize("seed", range(3))
def test_the_first_few_are_those_of_the_whole_list(seed, partnership, found_in):
    """They are found in another way where nobody has had any of them."""
    chance = random.Random(seed)
    points = LearningPointFactory.create_batch(8, partnership=partnership)
    for point in chance.sample(points, 3):
        found_in(point, chance.randint(1, 2), chance.choice([2024, 2025]))
    kinds = AgencyKindFactory.create_batch(2)
    agencies = [AgencyFactory(kind=kind, partnerships=[partnership]) for kind in kinds]
    for _ in range(4):
        _random_event(chance, partnership, points, agencies)

    for audience in (Audience(), Audience((kinds[0],)), Audience((kinds[0],), (agencies[1],))):
        whole = proposals(partnership, audience, as_at=AS_AT)
        left_out = {whole.proposals[0].point.pk}
        rest = proposals(partnership, audience, as_at=AS_AT, leave_out=left_out, limit=1)
        for start, limit in ((0, 1), (0, 2), (0, 3), (1, 1), (2, 2), (7, 2)):
            few = proposals(partnership, audience, as_at=AS_AT, start=start, limit=limit)
            assert (few.count, few.proposals) == (8, whole.proposals[start : start + limit])
        assert whole.proposals[0].standing == Standing.NEVER
        assert (rest.count, rest.proposals) == (7, whole.proposals[1:2])


def _random_event(chance, partnership, points, agencies):
    event = TrainingEventFactory(
        partnership=partnership,
        kind=chance.choice(EventKind.values),
        status=chance.choice([EventStatus.HELD] * 4 + [EventStatus.PLANNED]),
        date_as_stated=f"{chance.randint(1, 28)} May {chance.randint(2021, 2027)}",
    )
    for point in chance.sample(points, 2):
        PointTaughtFactory(event=event, point=point)
    for agency in chance.sample(agencies, 2):
        state = chance.choice([AttendanceState.RETURNED] * 3 + [AttendanceState.AWAITING])
        came = chance.choice([0, 4]) if state == AttendanceState.RETURNED else None
        AttendanceFactory(event=event, agency=agency, state=state, came=came)
    if chance.random() < 0.3:
        event.invited.through.objects.create(trainingevent=event, agency=chance.choice(agencies))
    return event


def _recomputed(point, events, targets):
    held = [e for e in events if e.status == EventStatus.HELD and e.date <= AS_AT]
    held = [e for e in held if e.points_taught.filter(point=point).exists()]
    lasts, awaited = [], False
    for agencies in targets:
        days = [e.date for e in held for row in e.attendances.all() if row.agency in agencies and row.people]
        lasts.append(max(days, default=None))
        for event in held:
            answered = {row.agency_id for row in event.attendances.all()}
            awaited |= any(row.people is None for row in event.attendances.all() if row.agency in agencies)
            awaited |= any(one in agencies and one.pk not in answered for one in event.invited.all())
    if all(lasts):
        return Standing.HAD, lasts
    if any(lasts):
        return Standing.NOT_ALL, lasts
    return (Standing.AWAITED if awaited else Standing.NEVER), lasts


def _order_by_hand(point, standing, lasts):
    """No review has found any: after how much they have had of it, the newest comes first."""
    longest_ago = min(lasts) if standing == Standing.HAD else date.min
    return standing, longest_ago, -point.created_at.timestamp()

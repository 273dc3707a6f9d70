"""What an event passed on in truth: points, depth, evidence, assurance, by whom, from which deck."""

import pytest
from wagtail.log_actions import registry

from tests.factories.learning import LearningPointFactory
from tests.factories.training import PointTaughtFactory, SegmentFactory, SessionPlanFactory
from training.enums import Assurance, Depth, EventStatus
from training.models import SessionEdition

pytestmark = pytest.mark.django_db


@pytest.fixture
def point(partnership):
    return LearningPointFactory(partnership=partnership, title="Ask the child")


def address(event):
    return f"/training/events/{event.pk}/taught/"


def said(*points, **more):
    data = {"do": "save", "point": [point.pk for point in points]}
    for point in points:
        data |= {f"taught-{point.pk}": "1", f"depth-{point.pk}": "taught", f"assurance-{point.pk}": "claimed"}
    return data | {"-".join(name.rsplit("_", 1)) if name[-1].isdigit() else name: more[name] for name in more}


def kept(event):
    return [(row.point.title, row.depth, row.assurance, row.evidence) for row in event.points_taught.all()]


def test_the_plan_is_where_it_starts(client, event, point, partnership):
    event.plan = SessionPlanFactory(partnership=partnership)
    event.save()
    other = LearningPointFactory(partnership=partnership, title="Look beneath")
    SegmentFactory(plan=event.plan, point=point, depth=Depth.PRACTISED)
    SegmentFactory(plan=event.plan, point=other, order=1)

    first = client.get(address(event)).context["form"].rows
    client.post(address(event), said(other))
    then = client.get(address(event)).context["form"].rows

    assert [(row.point, row.is_taught, row.depth) for row in first] == [
        (point, True, Depth.PRACTISED),
        (other, True, Depth.TAUGHT),
    ]
    assert [(row.point, row.is_taught) for row in then] == [(other, True), (point, False)]


def test_what_is_said_is_kept_with_what_it_said_before(client, event, point, partnership):
    plan = SessionPlanFactory(partnership=partnership)
    edition = SessionEdition.objects.create(plan=plan, number=1, label="2025-26")
    event.plan = plan
    event.save()
    gone = PointTaughtFactory(event=event, point=LearningPointFactory(partnership=partnership, title="Gone")).point

    response = client.post(
        address(event),
        said(
            point,
            **{
                f"depth_{point.pk}": "practised",
                f"assurance_{point.pk}": "evidenced",
                f"evidence_{point.pk}": "Sign-in sheet",
                "led_by": "health trainer",
                "edition": edition.pk,
            },
        ),
    )

    event.refresh_from_db()
    log = registry.get_logs_for_instance(event).get(action="training.taught")
    assert response.status_code == 302
    assert kept(event) == [("Ask the child", Depth.PRACTISED, Assurance.EVIDENCED, "Sign-in sheet")]
    assert (event.led_by, event.edition) == ("health trainer", edition)
    assert (list(log.data["before"]["points"]), list(log.data["after"]["points"])) == ([str(gone.pk)], [str(point.pk)])


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("depth", "deeply", "Choose how deeply it was passed on."),
        ("assurance", "sure", "Choose how far anybody can rely on it."),
        ("assurance", "checked", "Say what the evidence is, or choose “Claimed”."),
        ("evidence", "x" * 301, "Write it in 300 characters or fewer; it has 301."),
    ],
)
def test_what_cannot_be_is_told_at_its_field_and_kept_in_the_form(field, value, told, client, event, point):
    response = client.post(address(event), said(point, **{f"{field}_{point.pk}": value, "led_by": "trainer"}))

    assert response.status_code == 422
    assert [error for _place, error in response.context["form"].problems] == [f"Ask the child: {told}"]
    assert (response.context["form"].led_by, kept(event)) == ("trainer", [])


def test_a_point_is_found_by_words_of_its_title_and_added(client, event, point, other_partnership):
    LearningPointFactory(partnership=other_partnership, title="Ask the child elsewhere")

    found = client.post(address(event), said(words="CHILD ask") | {"do": "enter"})
    added = client.post(address(event), said() | {"do": "add", "add": [point.pk]})

    assert found.context["found"] == [point]
    assert [(row.point, row.is_taught) for row in added.context["form"].rows] == [(point, True)]
    assert kept(event) == []


def test_two_people_do_not_overwrite_each_other_unawares(client, event, point, partnership):
    mark = client.get(address(event)).context["mark"]
    other = PointTaughtFactory(event=event, point=LearningPointFactory(partnership=partnership, title="Theirs")).point

    told = client.post(address(event), said(point) | {"mark": mark})

    assert (told.status_code, [row[0] for row in kept(event)]) == (409, [other.title])
    client.post(address(event), said(point) | {"mark": told.context["mark"]})
    assert [row[0] for row in kept(event)] == ["Ask the child"]


def test_a_cancelled_event_passed_nothing_on(client, event, point):
    event.status = EventStatus.CANCELLED
    event.save()

    assert client.post(address(event), said(point)).status_code == 409
    assert kept(event) == []

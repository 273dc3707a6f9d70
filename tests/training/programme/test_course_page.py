"""A course's page: what it is, when it is next held, what it has passed on, and what of that everybody may see."""

import json
import re
from datetime import UTC, datetime

import pytest

from tests.factories.learning import FindingFactory, LearningPointFactory, LevelFactory, ReviewPageFactory
from tests.factories.training import CourseFactory, PointTaughtFactory, TrainingEventFactory
from training.enums import Depth, EventStatus, Mode

pytestmark = pytest.mark.django_db
PLANNED = EventStatus.PLANNED


@pytest.fixture(autouse=True)
def today(time_machine):
    time_machine.move_to(datetime(2026, 11, 21, 12, tzinfo=UTC))


@pytest.fixture
def level(partnership):
    return LevelFactory(
        partnership=partnership, name="Level 2", description="For regular contact.", equivalences="Group B"
    )


@pytest.fixture
def course(partnership, level):
    return CourseFactory(partnership=partnership, title="Neglect", slug="neglect", level=level)


@pytest.fixture
def public_point(home, partnership):
    point = LearningPointFactory(partnership=partnership, title="Ask what a day is like")
    FindingFactory(review=ReviewPageFactory(parent=home), point=point)
    return point


def page(client, course):
    return client.get(course.get_absolute_url())


def structured(response):
    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', response.content.decode(), re.S)
    return json.loads(block)["@graph"][0]


def test_it_says_what_is_known_and_the_levels_words_where_it_has_none(client, course):
    course.audience, course.renewal = "Everyone", "Every three years"
    course.save()

    text = page(client, course).content.decode()

    for said in ("For regular contact.", "Group B", "Everyone", "Every three years", "participatory"):
        assert said in text


@pytest.mark.parametrize(("hours", "said"), [("1", "1 hour<"), ("6.0", "6 hours"), ("1.5", "1.5 hours")])
def test_it_says_what_it_counts_as(hours, said, client, course):
    course.hours = hours
    course.save()

    assert f"<dd>{said}" in page(client, course).content.decode()


def test_its_own_equivalences_come_before_the_levels(course):
    course.equivalences = "Health level 2"

    assert course.equivalent_to == "Health level 2"


def test_a_course_of_which_only_the_title_is_known_has_a_page(client, partnership):
    course = CourseFactory(partnership=partnership, level=None)

    assert page(client, course).status_code == 200


def test_its_dates_are_those_to_come_that_everybody_may_see(client, partnership, course):
    for title, status, stated, public in [
        ("to come", PLANNED, "1 December 2026", True),
        ("moved", EventStatus.MOVED, "30 November 2026", True),
        ("for one agency", PLANNED, "1 December 2026", False),
        ("called off", EventStatus.CANCELLED, "1 December 2026", True),
        ("long ago", EventStatus.HELD, "1 May 2024", True),
    ]:
        TrainingEventFactory(
            partnership=partnership, course=course, title=title, status=status, date_as_stated=stated, is_public=public
        )
    TrainingEventFactory(partnership=partnership, title="of another course", status=PLANNED)

    assert [event.title for event in page(client, course).context["coming"]] == ["moved", "to come"]


def test_a_point_that_is_not_public_is_named_to_those_who_see_counts(
    client, admin_client, partnership, course, public_point
):
    inner = LearningPointFactory(partnership=partnership, title="Not published")
    for point in (public_point, inner):
        course.course_points.create(point=point)
    course.save()

    told, all_told = (page(one, course).context["points"] for one in (client, admin_client))

    assert [(row.point, row.is_linked) for row in told] == [(public_point, True)]
    assert [(row.point, row.is_linked) for row in all_told] == [(public_point, True), (inner, False)]


def test_what_its_events_passed_on_is_told_with_how_often_when_last_and_how_deeply(
    client, partnership, course, public_point
):
    for stated, depth in [("3 March 2024", Depth.PRACTISED), ("5 May 2025", Depth.MENTIONED)]:
        event = TrainingEventFactory(partnership=partnership, course=course, date_as_stated=stated)
        PointTaughtFactory(event=event, point=public_point, depth=depth)

    (told,) = page(client, course).context["passed_on"]

    assert (told.point, told.times, told.last.year, told.depth) == (public_point, 2, 2025, Depth.PRACTISED)


@pytest.mark.parametrize(
    "fields", [{"is_public": False}, {"status": PLANNED}, {"status": EventStatus.CANCELLED}], ids=str
)
def test_what_was_not_passed_on_to_everybodys_knowledge_is_not_told(fields, client, partnership, course, public_point):
    PointTaughtFactory(event=TrainingEventFactory(partnership=partnership, course=course, **fields), point=public_point)

    assert page(client, course).context["passed_on"] == []


def test_one_no_longer_on_offer_keeps_its_page_and_leaves_the_catalogue(client, partnership, course):
    course.link, course.is_offered = "https://example.org/book", False
    course.save()

    text = page(client, course).content.decode()

    assert "This course is no longer on offer." in text
    assert ("https://example.org/book" in text, "ld+json" in text) == (False, False)
    assert list(client.get("/training/").context["courses"]) == []


def test_another_partnerships_course_is_not_here(client, partnership, other_partnership):
    assert page(client, CourseFactory(partnership=other_partnership)).status_code == 404


def test_the_catalogue_is_a_part_of_the_training_page(client, course):
    assert client.get("/training/courses/").url == "/training/#courses"
    assert course.get_absolute_url() in client.get("/training/").content.decode()


# For machines --------------------------------------------------------------------------------------------------------


def test_search_engines_are_told_of_the_course_and_its_dates(client, partnership, course):
    course.outcomes, course.duration_minutes, course.introduction = "Notice\nName it", 90, "A morning."
    course.save()
    event = TrainingEventFactory(
        partnership=partnership,
        course=course,
        title="Neglect, spring",
        status=PLANNED,
        date_as_stated="",
        starts_at=datetime(2027, 6, 1, 8, 30, tzinfo=UTC),
        ends_at=datetime(2027, 6, 1, 11, 0, tzinfo=UTC),
        place="Town hall",
        mode=Mode.IN_PERSON,
        booking_url="https://example.org/book",
    )

    found = structured(page(client, course))

    assert found["@type"] == "Course"
    assert (found["teaches"], found["timeRequired"], found["description"]) == (
        ["Notice", "Name it"],
        "PT90M",
        "A morning.",
    )
    assert found["provider"]["name"] == partnership.name
    assert found["hasCourseInstance"] == [
        {
            "@type": "CourseInstance",
            "name": "Neglect, spring",
            "url": f"http://testserver{event.get_absolute_url()}",
            "startDate": "2027-06-01T09:30:00+01:00",
            "endDate": "2027-06-01T12:00:00+01:00",
            "eventStatus": "https://schema.org/EventScheduled",
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": {"@type": "Place", "name": "Town hall", "address": "Town hall"},
            "offers": {"@type": "Offer", "url": "https://example.org/book"},
            "courseMode": "Onsite",
            "courseWorkload": "PT90M",
        }
    ]


@pytest.mark.parametrize(
    "title",
    ['</script><img src=x onerror="alert(1)">', "<!--<script>", "a & b \\ \" ' \u2028 c"],
    ids=["end", "open", "odd"],
)
def test_no_title_gets_out_of_the_block(title, client, course):
    course.title = title
    course.save()

    response = page(client, course)

    assert structured(response)["name"] == title
    assert "<img src=x" not in response.content.decode()
    assert (
        response.content.decode().count("<script") == 3
    )  # the block, what search proposes, and the way out of the site

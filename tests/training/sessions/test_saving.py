"""What is sent to the builder, by buttons and by its script: kept, merged, or told in words; never lost, never a 500."""

from uuid import uuid4

import pytest

from media.models import Slide
from tests.factories.learning import LearningPointFactory
from tests.factories.media import DocumentFactory
from tests.factories.training import SegmentFactory
from training.domain import session_plans as verbs
from training.domain.session_words import PlanDetails, SegmentWords
from training.enums import SegmentKind
from training.models import Segment, SessionPlan

pytestmark = pytest.mark.django_db

WRITTEN = {"title": "Try it", "minutes": "20", "text": "In pairs", "notes": "Slowly", "depth": ""}


@pytest.fixture
def segment(plan):
    return SegmentFactory(plan=plan, title="Before", minutes=10)


@pytest.fixture
def mark(segment):
    return SegmentWords.of(segment).mark


def titles(plan):
    return list(plan.segments.order_by("order").values_list("title", flat=True))


def test_a_part_is_saved_and_the_reader_led_back_to_it(send, plan, segment, mark):
    response = send("save", key=segment.key, mark=mark, version=1, **WRITTEN)

    assert response["Location"] == f"{plan.get_absolute_url()}#part-{segment.key}"
    segment.refresh_from_db()
    assert (segment.title, segment.minutes, segment.text, segment.notes) == ("Try it", 20, "In pairs", "Slowly")


def test_the_script_is_told_the_new_version_and_mark(send, plan, segment, mark):
    said = send("save", json=True, key=segment.key, mark=mark, version=1, **WRITTEN).json()

    segment.refresh_from_db()
    assert (said["version"], said["mark"], said["key"]) == (2, SegmentWords.of(segment).mark, str(segment.key))
    assert "20 of 90 minutes" in said["standing"]
    again = send("save", json=True, key=segment.key, mark=mark, version=1, **WRITTEN)
    assert (again.status_code, again.json()["version"]) == (200, 2)


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("minutes", "-1", "Minutes: give a whole number from 0 to 1440."),
        ("minutes", "ten", "Minutes: give a whole number from 0 to 1440."),
        ("minutes", "1441", "Minutes: give a whole number from 0 to 1440."),
        ("text", "y" * 10_001, "Write it in 10000 characters or fewer; it has 10001."),
        ("title", "y" * 201, "Write it in 200 characters or fewer; it has 201."),
    ],
)
def test_what_cannot_be_kept_is_said_and_stays_in_its_field(send, segment, mark, field, value, told):
    sent = WRITTEN | {field: value, "key": segment.key, "mark": mark, "version": 1}

    page = send("save", **sent)
    said = send("save", json=True, **sent)

    assert (page.status_code, said.status_code) == (422, 422)
    assert all(text in page.content.decode() for text in (told, value, "Slowly"))
    assert said.json()["errors"] == [[field, told]]
    assert Segment.objects.get().title == "Before"


def test_two_who_wrote_in_one_part_see_both_texts(send, plan, segment, mark, colleague):
    verbs.save_segment(plan, segment.key, SegmentWords(title="Theirs", minutes=10), by=colleague, mark=mark)
    sent = {"key": segment.key, "mark": mark, "version": 1, **WRITTEN}

    page = send("save", **sent)
    said = send("save", json=True, **sent)

    text = page.content.decode()
    assert (page.status_code, said.status_code) == (409, 409)
    for shown in (
        "Kim Ode has changed this while you were writing",
        "Theirs",
        "Try it",
        "In pairs",
        "Mine over theirs",
    ):
        assert shown in text
        assert shown in said.json()["html"]
    assert titles(plan) == ["Theirs"]
    send("save", key=segment.key, mark=page.context["mark"], version=2, **WRITTEN)
    assert titles(plan) == ["Try it"]


def test_both_can_be_kept_one_after_the_other(send, plan, segment, mark, colleague):
    verbs.save_segment(plan, segment.key, SegmentWords(title="Theirs", minutes=10), by=colleague, mark=mark)
    key = uuid4()

    for _again in range(2):
        send("both", key=segment.key, new_key=key, mark=mark, version=1, **WRITTEN)

    assert titles(plan) == ["Theirs", "Try it"]


def test_other_parts_that_somebody_else_changed_are_merged_and_told(send, plan, segment, mark, colleague):
    other = SegmentFactory(plan=plan, title="Other", order=1)
    verbs.save_segment(plan, other.key, SegmentWords(title="Theirs"), by=colleague)

    said = send("save", json=True, key=segment.key, mark=mark, version=1, **WRITTEN).json()

    assert (said["merged"], said["told"]) == (
        True,
        "Kim Ode has changed other parts of this plan meanwhile. Theirs and yours are both kept.",
    )
    assert titles(plan) == ["Try it", "Theirs"]


def test_what_was_written_in_a_part_that_is_gone_can_be_put_in_again(send, plan, segment, mark, colleague):
    verbs.remove_segment(plan, segment.key, by=colleague)
    sent = {"key": segment.key, "kind": "activity", **WRITTEN}

    page = send("save", mark=mark, version=1, **sent)
    assert (page.status_code, "Kim Ode has taken this part out" in page.content.decode()) == (409, True)
    assert "Put it in again" in page.content.decode()
    send("again", **sent)

    assert titles(plan) == ["Try it"]


def test_buttons_of_a_part_keep_what_is_written_in_it(send, plan, segment, mark):
    second = SegmentFactory(plan=plan, title="Second", order=1)

    send("down", key=segment.key, mark=mark, version=1, **WRITTEN)
    assert titles(plan) == ["Second", "Try it"]
    send("up", key=segment.key)
    send("copy", key=second.key)

    assert titles(plan) == ["Try it", "Second", "Second"]
    send("remove", key=second.key, mark=SegmentWords.of(second).mark)
    assert titles(plan) == ["Try it", "Second"]


def test_the_order_is_sent_as_a_list_of_keys(send, plan, segment):
    other = SegmentFactory(plan=plan, title="Other", order=1)

    response = send("order", json=True, order=[other.key, "nonsense", segment.key])

    assert (response.status_code, titles(plan)) == (200, ["Other", "Before"])


def test_points_briefings_and_slides_are_put_in_with_what_they_say(send, plan, partnership, briefing, trainer):
    point = LearningPointFactory(partnership=partnership, title="Ask")
    deck = DocumentFactory(format="pptx", uploaded_by_user=trainer)
    slides = [Slide.objects.create(document=deck, number=n, title=f"Slide {n}") for n in (1, 2)]
    key = uuid4()

    send("add", kind="point", point=point.pk, key=key)
    send("add", kind="point", point=point.pk, key=key)
    send("add", kind="briefing", briefing=briefing.pk)
    send("slides", kind="slides", slide=[slides[1].pk])
    shown = plan.segments.get(kind="slides")
    send("slides", kind="slides", key=shown.key, slide=[slides[1].pk, slides[0].pk, 99999, "x"])

    told = [(one.kind, str(one), one.minutes, bool(one.source_mark)) for one in plan.segments.order_by("order")]
    assert told == [("point", "Ask", 10, True), ("briefing", "Neglect", 10, True), ("slides", "Slides", 10, False)]
    assert [row.source_title for row in shown.slides.all()] == ["Slide 2", "Slide 1"]
    send(f"slide_down:{shown.slides.first().pk}")
    assert [row.source_title for row in shown.slides.all()] == ["Slide 1", "Slide 2"]
    send(f"slide_up:{shown.slides.first().pk}")  # it is the first: nothing to do
    send(f"slide_up:{shown.slides.last().pk}", key=shown.key, **WRITTEN)
    assert [row.source_title for row in shown.slides.all()] == ["Slide 2", "Slide 1"]
    assert plan.segments.get(key=shown.key).text == "In pairs"  # what was written in the part is saved with it
    send(f"drop_slide:{shown.slides.first().pk}")
    assert [row.source_title for row in shown.slides.all()] == ["Slide 1"]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"do": "add", "kind": "point", "point": "999999"}, "That learning point cannot be put in"),
        ({"do": "add", "kind": "briefing", "briefing": "x"}, "That briefing cannot be put in"),
        ({"do": "add", "kind": "dance"}, "Choose what kind of part it is."),
        ({"do": "slides", "kind": "slides"}, "Tick at least one slide."),
        ({"do": "save", "minutes": "5"}, "It could not be read which part this is about."),
        ({"do": "up", "key": "\x00"}, "It could not be read which part this is about."),
        ({"do": "dance"}, "That could not be read. Nothing has changed."),
        ({}, "That could not be read. Nothing has changed."),
        ({"do": "drop_slide:x", "version": "x"}, None),
        ({"do": "slide_up:99999"}, None),
        ({"do": "order"}, None),
    ],
)
def test_nonsense_is_answered_with_a_sentence(signed_in, plan, segment, fields, told):
    page = signed_in.post(plan.get_absolute_url(), fields)
    said = signed_in.post(plan.get_absolute_url(), fields, headers={"Accept": "application/json"})

    assert (page.status_code, said.status_code) == ((422, 422) if told else (302, 200))
    assert told is None or (told in page.content.decode() and told in said.json()["told"])
    assert titles(plan) == ["Before"]


def test_details_are_saved_and_two_who_changed_them_see_both(send, plan, colleague):
    mark = PlanDetails.of(plan).mark
    fields = {"title": "Mine", "minutes": "60", "mode": "live_online", "size": "12", "version": 1, "mark": mark}

    send("details", **fields)
    kept = SessionPlan.objects.get()
    assert (kept.title, kept.minutes, kept.mode, kept.size) == ("Mine", 60, "live_online", 12)
    page = send("details", **fields | {"title": "Mine again"})
    assert (page.status_code, "Mine again" in page.content.decode()) == (409, True)
    wrong = send("details", **fields | {"minutes": "x"})
    assert (wrong.status_code, "Minutes: give a whole number from 5 to 1440." in wrong.content.decode()) == (422, True)


def test_a_running_order_is_suggested_around_the_points_chosen_so_far(send, plan, partnership):
    points = LearningPointFactory.create_batch(2, partnership=partnership)
    for point in points:
        send("add", kind=SegmentKind.POINT, point=point.pk)

    send("suggest")

    assert [one.point for one in plan.segments.order_by("order") if one.point] == points
    assert sum(plan.segments.values_list("minutes", flat=True)) == plan.minutes


def test_a_plan_put_away_says_so_and_comes_back(send, plan, segment, mark):
    send("away")
    page = send("save", key=segment.key, mark=mark, version=2, **WRITTEN)
    assert (page.status_code, "was put away. Bring it back first" in page.content.decode()) == (409, True)
    assert "Slowly" in page.content.decode()
    send("back")

    assert SessionPlan.objects.get().archived_at is None


def test_there_is_room_for_a_hundred_parts_and_no_more(send, plan):
    Segment.objects.bulk_create(Segment(plan=plan, kind="activity", order=n) for n in range(100))

    page = send("add", kind="break")

    assert (page.status_code, "A session can have 100 parts at most." in page.content.decode()) == (409, True)


def test_the_way_back_leads_nowhere_else(send, plan, segment):
    own = plan.get_absolute_url()

    assert send("up", key=segment.key, next=f"{own}?find=own")["Location"] == f"{own}?find=own#part-{segment.key}"
    assert send("up", key=segment.key, next="https://example.org/")["Location"] == f"{own}#part-{segment.key}"

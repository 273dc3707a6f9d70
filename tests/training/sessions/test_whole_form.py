"""The builder without its script: one form has all that was typed, and whatever is pressed, nothing of it is lost."""

from uuid import UUID

import lxml.html
import pytest

from media.models import Slide
from tests.factories.learning import LearningPointFactory
from tests.factories.media import DocumentFactory
from tests.factories.training import SegmentFactory
from training.domain import session_plans as verbs
from training.domain.session_words import PlanDetails, SegmentWords
from training.models import Segment, SessionPlan

pytestmark = pytest.mark.django_db


@pytest.fixture
def parts(plan):
    return [
        SegmentFactory(plan=plan, title=title, order=n, minutes=10) for n, title in enumerate(("One", "Two", "Three"))
    ]


@pytest.fixture
def press(signed_in, plan):
    """Types into the page as it is (fields of parts by "<n>-title"), and presses a button of it."""

    def do(button, query="", *, page=None, **typed):
        html = page or signed_in.get(f"{plan.get_absolute_url()}{query}").content
        form = lxml.html.fromstring(html).get_element_by_id("plan-form")
        assert form.xpath(f"//button[@name='do'][@value='{button}']"), button
        fields = [*((name, value) for name, value in form.form_values() if name not in typed), *typed.items()]
        sent = {}
        for name, value in [*fields, ("do", button)]:
            sent.setdefault(name, []).extend(value if isinstance(value, list) else [value])
        return signed_in.post(plan.get_absolute_url(), sent)

    return do


@pytest.fixture
def decide(signed_in, plan):
    """Presses a button of the page that asks whose words are to stay."""

    def do(page, choice):
        forms = lxml.html.fromstring(page.content).forms
        (form,) = [form for form in forms if form.get("data-decision") is not None]
        sent = {"do": [choice]}
        for name, value in form.form_values():
            sent.setdefault(name, []).append(value)
        return signed_in.post(plan.get_absolute_url(), sent)

    return do


def titles(plan):
    return list(plan.segments.order_by("order").values_list("title", flat=True))


def typed(part, **words):
    return {f"{part.key}-{name}": value for name, value in words.items()}


def text_of(response):
    return response.content.decode()


def test_pressed_in_one_part_what_was_typed_in_others_is_saved_too(press, plan, parts):
    one, two, three = parts
    words = typed(one, title="First", text="In pairs") | typed(two, notes="Slowly") | {"plan-aims": "Ask"}

    response = press(f"up:{three.key}", **words)

    assert response["Location"] == f"{plan.get_absolute_url()}?find=points#part-{three.key}"
    assert titles(plan) == ["First", "Three", "Two"]
    assert (plan.segments.get(pk=one.pk).text, plan.segments.get(pk=two.pk).notes) == ("In pairs", "Slowly")
    assert SessionPlan.objects.get().aims == "Ask"


def test_where_nothing_was_typed_nothing_is_written(press, plan, parts):
    before = SessionPlan.objects.get().version

    press("save")

    assert SessionPlan.objects.get().version == before


def test_what_cannot_be_kept_stays_in_its_field_and_the_rest_is_kept(press, plan, parts):
    one, two, three = parts

    page = press(f"down:{one.key}", **typed(two, minutes="ten", text="Talk"), **typed(three, title="Last"))

    assert page.status_code == 422
    assert all(
        text in text_of(page) for text in ("Minutes: give a whole number from 0 to 1440.", 'value="ten"', ">Talk<")
    )
    assert titles(plan) == ["One", "Two", "Last"]
    press(f"down:{one.key}", page=page.content, **typed(two, minutes="12"))
    assert titles(plan) == ["Two", "One", "Last"]
    assert plan.segments.get(pk=two.pk).text == "Talk"


def test_two_parts_in_which_somebody_else_wrote_are_decided_one_after_the_other(
    press, decide, signed_in, plan, parts, colleague
):
    one, two, three = parts
    page = signed_in.get(plan.get_absolute_url()).content
    for part in (one, two):
        verbs.save_segment(plan, part.key, SegmentWords(title=f"Theirs, {part}"), by=colleague)
    mine = {part: typed(part, title=f"Mine, {part}") for part in parts}

    asked = press("save", page=page, **mine[one], **mine[two], **mine[three])
    for choice in ("both", "save"):
        assert (asked.status_code, "Nothing is lost" in text_of(asked)) == (409, True)
        asked = decide(asked, choice)

    assert asked.status_code == 302
    assert titles(plan) == ["Theirs, One", "Mine, One", "Mine, Two", "Mine, Three"]


def test_a_part_that_is_taken_out_is_not_asked_about(press, plan, parts):
    one, _two, three = parts

    press(f"remove:{one.key}", **typed(one, minutes="ten"), **typed(three, title="Last"))

    assert titles(plan) == ["Two", "Last"]


def test_put_in_from_beside_it_what_was_typed_is_kept(press, plan, parts, partnership):
    point = LearningPointFactory(partnership=partnership, title="Ask")
    words = typed(parts[0], title="First")

    press(f"add:point:{point.pk}", **words)
    press("add:own", "?find=own", **{"own-title": "Quiz", "own-minutes": "7", "own-kind": "activity"})
    page = press("add:own", "?find=own", **{"own-title": "Game", "own-minutes": "x"})

    assert titles(plan) == ["First", "Two", "Three", "", "Quiz"]
    assert plan.segments.get(title="Quiz").minutes == 7
    assert (page.status_code, 'value="Game"' in text_of(page)) == (422, True)


def test_a_part_of_ones_own_that_was_begun_comes_back(press, signed_in, parts):
    response = press(f"up:{parts[1].key}", "?find=own", **{"own-title": "Quiz", "own-text": "Ten questions"})

    page = text_of(signed_in.get(response["Location"]))
    assert ('name="own-title" value="Quiz"' in page, ">Ten questions</textarea>" in page) == (True, True)
    assert 'value="Quiz"' not in text_of(signed_in.get(response["Location"]))


def test_looking_for_something_keeps_what_was_typed(press, plan, parts):
    words = typed(parts[0], title="First")

    found = press("find", "?find=briefings", q="neglect", **words)
    shown = press("show:own", "?find=briefings&q=neglect", **typed(parts[1], title="Second"))

    assert found["Location"] == f"{plan.get_absolute_url()}?find=briefings&q=neglect#find"
    assert shown["Location"] == f"{plan.get_absolute_url()}?find=own#find"
    assert titles(plan) == ["First", "Second", "Three"]


def test_slides_are_put_in_and_moved_with_what_was_typed(press, plan, parts, trainer):
    deck = DocumentFactory(format="pptx", uploaded_by_user=trainer)
    first, second = (Slide.objects.create(document=deck, number=n, title=f"Slide {n}") for n in (1, 2))
    press("slides", "?find=slides", **typed(parts[0], title="First"), **{"put-slide": second.pk})
    shown = plan.segments.get(kind="slides")
    press("slides", "?find=slides", **{"put-slide": first.pk, "put-key": str(shown.key)})

    press(f"slide_up:{shown.slides.last().pk}:{shown.key}", **typed(shown, notes="Slowly"))

    assert [row.source_title for row in shown.slides.all()] == ["Slide 1", "Slide 2"]
    assert (titles(plan)[0], Segment.objects.get(pk=shown.pk).notes) == ("First", "Slowly")


@pytest.fixture
def slides(trainer):
    deck = DocumentFactory(format="pptx", uploaded_by_user=trainer)
    titles = ["Last week", "Neglect", "Neglect again"]
    return [Slide.objects.create(document=deck, number=n, title=title) for n, title in enumerate(titles, 1)]


def boxes(page):
    """What the page's boxes for slides say, by the slide's id."""
    found = lxml.html.fromstring(page.content).xpath("//input[@name='put-slide']")
    return {int(box.get("value")): box.get("checked") is not None for box in found}


@pytest.mark.parametrize("button", ["up:{two}", "find", "show:points", "save", "add:own"])
def test_slides_that_are_ticked_stay_ticked_whatever_is_pressed(press, signed_in, plan, parts, slides, button):
    neglect, again = slides[1:]
    shown = SegmentFactory(plan=plan, kind="slides", order=9)
    ticks = {"put-slide": neglect.pk, "put-key": str(shown.key)}
    page = signed_in.get(f"{plan.get_absolute_url()}?find=slides").content
    if button == "add:own":  # it is on another list: the ticks go there, and back
        page = signed_in.get(press("show:own", page=page, **ticks)["Location"]).content
        ticks = {"own-title": "Quiz"}

    at = press(button.format(two=parts[1].key), page=page, **ticks)["Location"]
    page = signed_in.get(at).content
    back = signed_in.get(at if "find=slides" in at else press("show:slides", page=page)["Location"])

    assert boxes(back) == {slides[0].pk: False, neglect.pk: True, again.pk: False}
    assert f'value="{shown.key}" selected' in text_of(back)


def test_slides_ticked_in_one_search_are_put_in_with_those_of_the_next(press, signed_in, plan, slides):
    last, neglect, again = slides
    at = press("find", "?find=slides", q="neglect", **{"put-slide": last.pk})["Location"]
    found = signed_in.get(at)
    assert boxes(found) == {last.pk: True, neglect.pk: False, again.pk: False}
    assert "Ticked before" in text_of(found)

    done = press("slides", page=found.content, **{"put-slide": [last.pk, again.pk]})

    assert [row.source_title for row in plan.segments.get().slides.all()] == ["Last week", "Neglect again"]
    assert not any(boxes(signed_in.get(done["Location"])).values())


def test_a_slide_of_the_library_that_was_unticked_stays_so(press, signed_in, slides):
    session = signed_in.session
    session["chosen_slides"] = [slides[0].pk]
    session.save()

    response = press("save", "?find=slides", **{"put-slide": []})

    assert not any(boxes(signed_in.get(response["Location"])).values())


def test_ticks_come_back_after_a_question_about_a_part(press, decide, signed_in, plan, parts, slides, colleague):
    page = signed_in.get(f"{plan.get_absolute_url()}?find=slides").content
    for part in parts[:2]:
        verbs.save_segment(plan, part.key, SegmentWords(title=f"Theirs, {part}"), by=colleague)
    mine = typed(parts[0], title="Mine") | typed(parts[1], title="Mine too")

    asked = press("save", page=page, **mine, **{"put-slide": slides[0].pk})
    theirs = lxml.html.fromstring(asked.content).xpath("//a[@data-theirs]/@href")
    for _question in range(2):
        asked = decide(asked, "save")

    assert boxes(signed_in.get(asked["Location"]))[slides[0].pk] is True
    assert boxes(signed_in.get(*theirs))[slides[0].pk] is True


@pytest.mark.parametrize("asked", ["x", "1.x.-3", "9" * 40, "1." * 300, "\0", "²"])
def test_ticks_of_nonsense_are_left_out(signed_in, plan, slides, asked):
    page = signed_in.get(plan.get_absolute_url(), {"find": "slides", "ticked": asked})

    assert (page.status_code, len(boxes(page))) == (200, 3)


def test_whom_it_is_for_is_asked_about_where_somebody_else_changed_it(press, signed_in, plan, parts, colleague):
    page = signed_in.get(plan.get_absolute_url()).content
    verbs.change_details(plan, PlanDetails("Theirs", minutes=45), by=colleague)

    asked = press("details", page=page, **{"plan-title": "Mine"}, **typed(parts[0], title="First"))

    assert (asked.status_code, SessionPlan.objects.get().title) == (409, "Theirs")
    assert titles(plan) == ["First", "Two", "Three"]


@pytest.mark.parametrize("do", ["", "x", "up:x", "add:point:x", "add:x:1", "slide_up:x:x", "page:x", "remove:x"])
def test_nonsense_is_answered_with_a_sentence_or_the_page(signed_in, plan, parts, do):
    fields = {"whole": "1", "part": ["x", str(UUID(int=1))], "do": do, "x-title": "y", "plan-mark": "z"}

    assert signed_in.post(plan.get_absolute_url(), fields).status_code in (302, 409, 422)

"""What trainers do to a plan, and two of them at once."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import ModelLogEntry

from learning.models import LearningPoint
from media.models import Slide
from tests.factories.learning import AgencyKindFactory, LearningPointFactory
from tests.factories.media import DocumentFactory
from tests.factories.training import RequiredContentFactory, SegmentFactory
from training.domain import session_plans as verbs
from training.domain import session_slides as slide_verbs
from training.domain.session_words import PlanDetails, SegmentIdea, SegmentWords
from training.enums import SegmentKind
from training.models import Segment, SessionPlan
from training.session_errors import ChangedMeanwhile, PlanPutAway, SegmentChanged, SegmentGone, TooManySegments

pytestmark = pytest.mark.django_db

ACTIVITY = SegmentIdea(SegmentKind.ACTIVITY, SegmentWords(title="Try it", minutes=15))


def titles(plan):
    return [segment.title for segment in plan.segments.order_by("order", "pk")]


@pytest.fixture
def three(plan):
    """Three parts of the plan, in this order."""
    return [SegmentFactory(plan=plan, title=title, order=n) for n, title in enumerate(("one", "two", "three"))]


def test_a_new_plan_has_its_parts_in_order_and_is_logged(partnership, trainer):
    point = LearningPointFactory(partnership=partnership, title="Ask")
    ideas = [SegmentIdea(SegmentKind.POINT, SegmentWords(minutes=10), point), ACTIVITY]
    kind = AgencyKindFactory()

    plan = verbs.create_plan(partnership, PlanDetails("Neglect", kinds=(kind,)), ideas, by=trainer)

    told = [(str(segment), segment.minutes, segment.order) for segment in plan.segments.all()]
    assert told == [("Ask", 10, 0), ("Try it", 15, 1)]
    assert (plan.owner, list(plan.for_kinds.all())) == (trainer, [kind])
    assert plan.segments.first().said["found"] == point.found
    assert ModelLogEntry.objects.for_instance(plan).values_list("action", flat=True).get() == "wagtail.create"


def test_nothing_is_made_where_a_part_cannot_be(partnership, trainer):
    too_long = SegmentIdea(SegmentKind.ACTIVITY, SegmentWords(title="x" * 201))

    with pytest.raises(ValidationError):
        verbs.create_plan(partnership, PlanDetails("Neglect"), [ACTIVITY, too_long], by=trainer)

    assert (SessionPlan.objects.count(), Segment.objects.count()) == (0, 0)


def test_the_same_key_again_is_the_same_part(plan, trainer):
    key = uuid4()

    first = verbs.add_segment(plan, ACTIVITY, by=trainer, key=key)
    again = verbs.add_segment(plan, ACTIVITY, by=trainer, key=key)

    assert (first.pk, plan.segments.count()) == (again.pk, 1)


def test_a_part_goes_where_it_usually_goes_or_where_it_is_put(plan, trainer, three):
    SegmentFactory(plan=plan, title="evaluation", kind=SegmentKind.EVALUATION, order=3)
    SegmentFactory(plan=plan, title="close", kind=SegmentKind.CLOSE, order=4)

    verbs.add_segment(plan, ACTIVITY, by=trainer)
    verbs.add_segment(plan, ACTIVITY, by=trainer, after=three[0].key)
    verbs.add_segment(plan, SegmentIdea(SegmentKind.CLOSE, SegmentWords(title="really")), by=trainer)

    expected = ["one", "Try it", "two", "three", "Try it", "evaluation", "close", "really"]
    assert titles(plan) == expected


def test_there_is_room_for_a_hundred_parts(plan, trainer):
    Segment.objects.bulk_create(Segment(plan=plan, kind="activity", order=n) for n in range(99))

    verbs.add_segment(plan, ACTIVITY, by=trainer)
    with pytest.raises(TooManySegments, match="100 parts at most"):
        verbs.add_segment(plan, ACTIVITY, by=trainer)
    with pytest.raises(TooManySegments):
        verbs.copy_segment(plan, plan.segments.first().key, by=trainer)


def test_two_who_change_different_parts_are_merged(plan, trainer, colleague, three):
    marks = [SegmentWords.of(segment).mark for segment in three]

    verbs.save_segment(plan, three[0].key, SegmentWords(title="first"), by=colleague, mark=marks[0])
    verbs.save_segment(plan, three[1].key, SegmentWords(title="second"), by=trainer, mark=marks[1])

    assert titles(plan) == ["first", "second", "three"]


def test_the_second_who_changes_the_same_part_is_told_and_nothing_is_overwritten(plan, trainer, colleague, three):
    mark = SegmentWords.of(three[0]).mark
    verbs.save_segment(plan, three[0].key, SegmentWords(title="theirs"), by=colleague, mark=mark)

    with pytest.raises(SegmentChanged, match="Kim Ode") as caught:
        verbs.save_segment(plan, three[0].key, SegmentWords(title="mine"), by=trainer, mark=mark)

    (difference,) = caught.value.differences
    assert (difference.label, difference.theirs, difference.mine) == ("Title", "theirs", "mine")
    assert titles(plan)[0] == "theirs"
    verbs.save_segment(plan, three[0].key, SegmentWords(title="mine"), by=trainer, mark=caught.value.mark)
    assert titles(plan)[0] == "mine"


def test_a_save_whose_answer_was_lost_may_be_sent_again(plan, trainer, three):
    mark = SegmentWords.of(three[0]).mark
    words = SegmentWords(title="mine", minutes=7)

    verbs.save_segment(plan, three[0].key, words, by=trainer, mark=mark)
    version = SessionPlan.objects.get(pk=plan.pk).version
    verbs.save_segment(plan, three[0].key, words, by=trainer, mark=mark)

    assert SessionPlan.objects.get(pk=plan.pk).version == version == 2


def test_a_part_that_was_taken_out_meanwhile_is_said_to_be_gone(plan, trainer, colleague, three):
    verbs.remove_segment(plan, three[0].key, by=colleague)

    with pytest.raises(SegmentGone, match="Kim Ode has taken this part out"):
        verbs.save_segment(plan, three[0].key, SegmentWords(title="mine"), by=trainer, mark="x")
    verbs.remove_segment(plan, three[0].key, by=trainer)  # which it is already

    assert [(segment.title, segment.order) for segment in plan.segments.all()] == [("two", 0), ("three", 1)]


def test_what_somebody_else_has_just_written_is_not_taken_out_unseen(plan, trainer, colleague, three):
    mark = SegmentWords.of(three[0]).mark
    verbs.save_segment(plan, three[0].key, SegmentWords(title="theirs"), by=colleague, mark=mark)

    with pytest.raises(SegmentChanged):
        verbs.remove_segment(plan, three[0].key, by=trainer, mark=mark)
    verbs.remove_segment(plan, three[0].key, by=trainer)

    assert titles(plan) == ["two", "three"]


@pytest.mark.parametrize(("places", "expected"), [(1, "two one three"), (9, "two three one"), (-1, "one two three")])
def test_a_part_moves_as_far_as_there_is_room(plan, trainer, three, places, expected):
    verbs.move_segment(plan, three[0].key, places, by=trainer)

    assert titles(plan) == expected.split()


def test_an_order_keeps_what_it_does_not_name_after_what_it_stood_after(plan, trainer, three):
    new = SegmentFactory(plan=plan, title="new", order=3)  # another trainer's, after "three"
    one, two, last = (segment.key for segment in three)

    verbs.reorder_segments(plan, [last, uuid4(), one, two, last], by=trainer)

    assert titles(plan) == ["three", "new", "one", "two"]
    assert [segment.order for segment in plan.segments.all()] == [0, 1, 2, 3]
    assert new.plan == plan


def test_a_copy_has_all_that_the_first_has(plan, trainer, partnership):
    line = RequiredContentFactory(level=partnership.levels.create(name="Level 2"))
    first = SegmentFactory(plan=plan, title="Slides", kind=SegmentKind.SLIDES, notes="Slowly")
    first.covers.add(line)
    slide = Slide.objects.create(document=DocumentFactory(format="pptx"), number=1, title="Ask")
    slide_verbs.add_slides(plan, first.key, [slide, slide], by=trainer)
    key = uuid4()

    copy = verbs.copy_segment(plan, first.key, by=trainer, new_key=key)
    verbs.copy_segment(plan, first.key, by=trainer, new_key=key)

    assert (copy.notes, list(copy.covers.all()), copy.order) == ("Slowly", [line], 1)
    assert [(row.slide, row.source_title) for row in copy.slides.all()] == [(slide, str(slide))]
    assert plan.segments.count() == 2


def test_details_changed_by_two_are_told_apart(plan, trainer, colleague):
    mark = PlanDetails.of(plan).mark
    verbs.change_details(plan, PlanDetails("Theirs", minutes=60), by=colleague, mark=mark)

    with pytest.raises(ChangedMeanwhile) as caught:
        verbs.change_details(plan, PlanDetails("Mine"), by=trainer, mark=mark)
    assert [one.label for one in caught.value.differences] == ["Title", "Minutes"]
    verbs.change_details(plan, PlanDetails("Mine"), by=trainer, mark=caught.value.mark)

    kept = SessionPlan.objects.get(pk=plan.pk)
    assert (kept.title, kept.minutes, kept.version) == ("Mine", 90, 3)


def test_a_plan_put_away_is_not_changed_until_it_is_brought_back(plan, trainer):
    verbs.archive_plan(plan, by=trainer)

    with pytest.raises(PlanPutAway):
        verbs.add_segment(plan, ACTIVITY, by=trainer)
    verbs.bring_back_plan(plan, by=trainer)
    verbs.add_segment(plan, ACTIVITY, by=trainer)

    actions = ModelLogEntry.objects.for_instance(plan).order_by("pk").values_list("action", flat=True)
    assert (list(actions), plan.segments.count()) == (["training.put_away", "training.bring_back"], 1)


def test_a_learning_point_that_is_planned_is_not_deleted(plan, trainer, partnership):
    point = LearningPointFactory(partnership=partnership)
    verbs.add_segment(plan, SegmentIdea(SegmentKind.POINT, SegmentWords(), point), by=trainer)

    with pytest.raises(Exception, match="protected"):
        LearningPoint.objects.get(pk=point.pk).delete()

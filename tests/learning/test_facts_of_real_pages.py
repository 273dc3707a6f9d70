"""Every fact that real pages have shown the model must survive."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from learning.enums import PackItemKind, PersonRole, PublicationState, ReviewKind, StatedDateKind, WithheldReason
from learning.models import PackItem, ReviewDate, ReviewPage, ReviewPerson, ThemeAlternative
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory
from tests.factories.learning import (
    PackItemFactory,
    ReviewDateFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    ThemeFactory,
)
from tests.factories.training import TrainingEventFactory
from training.enums import EventKind

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(home):
    return ReviewIndexPageFactory(parent=home)


def test_a_learning_event_may_come_after_its_report(index):
    review = ReviewPageFactory(parent=index)
    review.stated_dates = [
        ReviewDate(kind=StatedDateKind.LEARNING_EVENT, date_as_stated="May 2018"),
        ReviewDate(kind=StatedDateKind.PUBLISHED, date_as_stated="14.12.2017"),
    ]

    review.full_clean()
    review.save()

    assert [row.date for row in review.stated_dates.order_by("pk")] == [date(2018, 5, 1), date(2017, 12, 14)]


def test_a_briefing_may_come_160_days_after_its_report(index, home):
    review = ReviewPageFactory(parent=index)
    ReviewDateFactory(review=review, kind=StatedDateKind.PUBLISHED, date_as_stated="25th May 2022")
    briefing = BriefingPageFactory(
        parent=BriefingIndexPageFactory(parent=home), date_as_stated="1st November 2022", reviews=[review]
    )

    briefing.full_clean()

    assert (briefing.date - review.stated_dates.get().date).days == 160


def test_a_pack_may_have_no_report_and_a_report_no_pack(index):
    without_report = ReviewPageFactory(parent=index, publication_state=PublicationState.NOT_PUBLISHED)
    without_pack = ReviewPageFactory(parent=index)
    PackItemFactory(review=without_report, kind=PackItemKind.LEARNING_REPORT)
    PackItemFactory(review=without_pack, kind=PackItemKind.REPORT)

    assert list(ReviewPage.objects.has_pack()) == [without_report]


def test_one_pack_serves_two_children(index):
    review = ReviewPageFactory(parent=index, title="Child M1 and M2", pseudonym="Child M1 & M2")
    review.subjects = [
        *review.subjects.all(),
        *[type(review.subjects.model())(age_band=band) for band in ("1_5", "6_10")],
    ]
    review.save()

    assert [str(subject) for subject in ReviewPage.objects.get(pk=review.pk).subjects.all()] == ["1 to 5", "6 to 10"]


def test_one_event_is_about_two_reviews(index, partnership):
    reviews = [ReviewPageFactory(parent=index), ReviewPageFactory(parent=index)]
    event = TrainingEventFactory(partnership=partnership, kind=EventKind.LEARNING_EVENT)
    event.reviews = reviews
    event.save()

    assert [list(review.training_events.all()) for review in reviews] == [[event], [event]]


def test_one_review_has_several_reports(index):
    review = ReviewPageFactory(parent=index)
    review.pack_items = [PackItem(kind=PackItemKind.REPORT, title=f"Report {part}") for part in ("one", "two", "three")]
    review.full_clean()
    review.save()

    assert review.pack_items.filter(kind=PackItemKind.REPORT).count() == 3


def test_a_briefing_serves_several_reviews_or_none(index, home):
    briefings = BriefingIndexPageFactory(parent=home)
    several = BriefingPageFactory(
        parent=briefings, reviews=[ReviewPageFactory(parent=index), ReviewPageFactory(parent=index)]
    )
    none = BriefingPageFactory(parent=briefings, source_kind="audit", source_note="Audit of strategy discussions")

    assert (several.reviews.count(), none.reviews.count()) == (2, 0)
    none.full_clean()


def test_two_areas_each_have_a_child_q(index, partnership, other_partnership):
    ReviewPageFactory(parent=index, pseudonym="Child Q", year=2022, publisher=partnership)

    ReviewPage(
        title="Child Q",
        slug="child-q-2",
        pseudonym="Child Q",
        year=2022,
        publisher=other_partnership,
        path="x",
        depth=4,
    ).clean()


@pytest.mark.parametrize(("name", "year"), [("Child Q", 2022), ("child q ", 2022)])
def test_one_publisher_has_a_name_once_a_year(index, partnership, name, year):
    ReviewPageFactory(parent=index, pseudonym="Child Q", year=2022, publisher=partnership)
    second = ReviewPage(
        title="Child Q", slug="child-q-2", pseudonym=name, year=year, publisher=partnership, path="x", depth=4
    )

    with pytest.raises(ValidationError, match="already has a review of that name and year"):
        second.clean()


def test_a_report_not_published_says_why_who_decided_and_the_next_look(index):
    from learning.domain.publication import publication_reason

    review = ReviewPageFactory(
        parent=index,
        publication_state=PublicationState.NOT_PUBLISHED,
        withheld_reason=WithheldReason.COURT,
        decided_by="the partnership's executive",
        next_look=date(2027, 1, 5),
    )

    assert publication_reason(review) == (
        "Reason: court proceedings. Decided by the partnership's executive. To be looked at again on 5 January 2027."
    )


def test_authors_and_chair_are_named_and_children_are_not(index):
    review = ReviewPageFactory(parent=index)
    review.people = [
        ReviewPerson(name="Edina Carmi", role=PersonRole.PANEL_CHAIR),
        ReviewPerson(name="Jane Wonnacott", role=PersonRole.AUTHOR),
    ]
    review.save()

    assert [person.name for person in review.authors] == ["Jane Wonnacott"]
    assert {field.name for field in review.subjects.model._meta.fields} == {"id", "sort_order", "review", "age_band"}


def test_a_briefing_past_its_review_date_says_so():
    from briefings.models import BriefingPage

    briefing = BriefingPage(review_by=date(2026, 3, 1))

    assert [briefing.is_past_review(on=day) for day in (date(2026, 3, 1), date(2026, 3, 2))] == [False, True]


def test_a_theme_keeps_the_words_it_replaced_and_why():
    dna = ThemeAlternative.objects.get(theme__name="was not brought", label="did not attend")

    assert dna.is_retired
    assert "did" not in dna.note.split()[:1]
    assert dna.note


def test_a_retired_theme_says_when_why_and_what_to_use_instead():
    theme = ThemeFactory(
        name="old word", retired_on=date(2026, 1, 1), retired_why="Blames.", successor=ThemeFactory(name="new word")
    )

    assert (theme.is_retired, theme.successor.name) == (True, "new word")


@pytest.mark.parametrize("kind", ReviewKind.values)
def test_every_kind_of_review_can_be_held(index, kind):
    ReviewPageFactory(parent=index, kind=kind).full_clean()

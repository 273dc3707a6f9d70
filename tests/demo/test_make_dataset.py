"""A synthetic partnership: as much as was asked for, the same each time, and whole."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from learning.models import Agency, Finding, LearningPoint, Partnership, ReviewPage
from training.models import Attendance, PointTaught, TrainingEvent

pytestmark = pytest.mark.django_db
SIZE = {"reviews": 7, "points": 12, "events": 6, "agencies": 5, "attendance": 20, "taught": 3}


def make(**options):
    output = StringIO()
    call_command("make_dataset", **(SIZE | options), stdout=output)
    return output.getvalue()


def told():
    """What was made, without ids."""
    return {
        "events": list(TrainingEvent.objects.order_by("pk").values_list("title", "kind", "status", "date_as_stated")),
        "attendance": list(
            Attendance.objects.order_by("pk").values_list("event__title", "agency__name", "state", "came", "walked_in")
        ),
        "taught": list(PointTaught.objects.order_by("pk").values_list("event__title", "point__title", "depth")),
        "found": list(Finding.objects.order_by("pk").values_list("review__slug", "point__title")),
    }


def test_there_is_as_much_as_was_asked_for():
    make()

    models = (ReviewPage, LearningPoint, TrainingEvent, Agency, Attendance, PointTaught)
    assert [model.objects.count() for model in models] == [7, 12, 6, 5, 20, 18]


def test_the_same_seed_makes_the_same_and_another_does_not():
    found = []
    for seed in (1, 1, 2):
        make(seed=seed)
        found.append(told())
        Attendance.objects.all().delete()
        TrainingEvent.objects.all().delete()
        Page.objects.get(slug="synthetic").delete()
        LearningPoint.objects.all().delete()
        Agency.objects.all().delete()
        Partnership.objects.all().delete()

    assert found[0] == found[1] != found[2]


def test_the_tree_of_pages_is_whole_and_takes_further_pages():
    make()
    index = Page.objects.get(slug="reviews")

    assert Page.find_problems() == ([], [], [], [], [])
    index.add_child(instance=ReviewPage(title="One more", slug="one-more"))
    assert [page.slug for page in index.get_children()] == [f"review-0000{n}" for n in range(7)] + ["one-more"]


def test_a_review_is_shown_to_readers(client):
    make()
    review = ReviewPage.objects.first()

    response = client.get("/reviews/review-00000/", headers={"host": "synthetic.localhost:8000"})

    assert (response.status_code, response.context["page"]) == (200, review)


def test_it_is_not_made_beside_real_partnerships(partnership):
    with pytest.raises(CommandError, match=r"^There are real partnerships here: Exampleshire\."):
        make()

    assert ReviewPage.objects.count() == 0
    make(yes=True)
    assert ReviewPage.objects.count() == 7


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"attendance": 31}, "31 rows of attendance do not fit: 6 events of 5 agencies have room for 30,"),
        ({"reviews": -1}, "A number cannot be below 0."),
    ],
    ids=["more attendance than there is room for", "below zero"],
)
def test_numbers_that_do_not_go_together_are_refused(options, message):
    with pytest.raises(CommandError, match=f"^{message}"):
        make(**options)

    assert Partnership.objects.count() == 0


def test_there_is_only_one():
    make()

    with pytest.raises(CommandError, match=r"^There is a synthetic partnership already\."):
        make()

"""Kingston and Richmond's page: kinds of review, key themes, authors, dates, publishers."""

import pytest

from learning.enums import PersonRole, PublicationState
from learning.models import ReviewPage

SHORT = "kingstonrichmond"

pytestmark = pytest.mark.django_db


@pytest.fixture
def reviews(loaded, db):
    return {review.slug: review for review in ReviewPage.objects.descendant_of(loaded.home)}


def named(reviews, word):
    return next(review for review in reviews.values() if word.lower() in review.title.lower())


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("neglect", "llr"),
        ("Young Person W", "lcspr"),
        ("Child V", "lcspr"),
        ("Ulric", "llr"),
        ("St Paul", "scr"),
        ("Family A", "scr"),
        ("Child B", "scr"),
    ],
)
def test_each_review_is_of_its_kind(reviews, word, kind):
    assert named(reviews, word).kind == kind


def test_maria_is_both_a_domestic_homicide_review_and_a_serious_case_review(reviews):
    assert named(reviews, "Maria").kind in {"joint", "dhr"}


@pytest.mark.parametrize(
    ("word", "theme"),
    [
        ("neglect", "kinship care"),
        ("neglect", "connected networks"),
        ("neglect", "public law outline and pre-proceedings"),
        ("Young Person W", "was not brought"),
        ("Young Person W", "COVID-19"),
        ("Child V", "medical neglect"),
        ("Child V", "domestic abuse"),
        ("St Paul", "safeguarding culture"),
        ("Family A", "risk assessment"),
        ("Child B", "online gaming"),
        ("Child B", "self-harm"),
    ],
)
def test_key_themes_are_tagged_and_stated_as_learning(reviews, word, theme):
    review = named(reviews, word)

    assert theme in [tag.name for tag in review.theme_list]
    assert review.findings.exists()


def test_baby_ulric_has_no_themes_so_nothing_is_learned_yet(reviews):
    ulric = named(reviews, "Ulric")

    assert (ulric.theme_list, ulric.findings.count()) == ([], 0)


@pytest.mark.parametrize(
    ("word", "role", "names"),
    [
        ("St Paul", PersonRole.AUTHOR, ["Jane Wonnacott"]),
        ("St Paul", PersonRole.PANEL_CHAIR, ["Edina Carmi"]),
        ("Family A", PersonRole.AUTHOR, ["Edina Carmi", "Nicki Walker Hall"]),
        ("Child B", PersonRole.AUTHOR, ["Susan Ellery"]),
    ],
)
def test_authors_and_chairs_are_named(reviews, word, role, names):
    assert [person.name for person in named(reviews, word).people.all() if person.role == role] == names


@pytest.mark.parametrize(
    ("word", "stated"),
    [("Maria", "March 2021"), ("St Paul", "January 2020"), ("Family A", "November 2015"), ("Child B", "June 2015")],
)
def test_dates_are_as_stated(reviews, word, stated):
    assert named(reviews, word).published.text == stated


def test_publishers_are_the_bodies_of_their_time(reviews):
    assert named(reviews, "Maria").publisher.name == "Richmond Community Safety Partnership"
    assert named(reviews, "St Paul").publisher.name == "Richmond Local Safeguarding Children Board"


def test_young_person_w_is_a_summary_of_learning(reviews):
    assert named(reviews, "Young Person W").publication_state == PublicationState.SUMMARY_ONLY


def test_anonymous_publication_is_explained_and_no_review_is_tied_to_it(read, reviews):
    page = read("/reviews/").content.decode()

    assert "anonymously" in page
    assert not any(review.publication_state == PublicationState.ANONYMOUS_NSPCC for review in reviews.values())


@pytest.mark.parametrize("query", ["kind=scr", "theme=neglect", "year=2015", "publisher=richmond-lscb", "pack=1"])
def test_the_list_filters(read, query):
    shown = read(f"/reviews/?{query}").context["reviews"]

    assert 0 < len(shown.object_list) < 8

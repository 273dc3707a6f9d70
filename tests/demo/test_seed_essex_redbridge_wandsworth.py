"""The three pages without a list of their own reviews: a series, national learning, a publication rule."""

import pytest
from django.db import transaction

from briefings.models import NationalSummaryPage
from learning.models import InformationPage, ReviewPage, SeriesPage, ThemedResourcePage
from partnership.demo.loading import load_one

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def sites(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield {short: load_one(short) for short in ("essex", "redbridge", "wandsworth")}
        transaction.set_rollback(True)


@pytest.fixture
def read(sites, db, client):
    return lambda short, path: client.get(path, headers={"host": f"{short}.localhost:8000"}).content.decode()


def words_of(home):
    pages = InformationPage.objects.live().descendant_of(home)
    return " ".join(page.introduction + page.body.render_as_block() for page in pages)


def test_essex_has_working_together_better_with_voice_of_the_child_first(sites, db):
    series = SeriesPage.objects.descendant_of(sites["essex"].home).get(slug="working-together-better")

    assert [resource.title for resource in series.resources()] == ["Voice of the child"]
    assert "2" in series.level.name


def test_essex_asks_each_setting_to_reflect(sites, db):
    resource = ThemedResourcePage.objects.descendant_of(sites["essex"].home).get()

    assert resource.reflection_questions.count() >= 3
    assert [theme.name for theme in resource.theme_list] == ["voice of the child"]


def test_essex_explains_the_rapid_review_and_serious_harm(sites, db):
    words = words_of(sites["essex"].home)

    assert "15 days" in words
    assert "intellectual" in words


def test_redbridge_has_no_review_of_its_own_since_its_last_serious_case_review(sites, db):
    review = ReviewPage.objects.descendant_of(sites["redbridge"].home).get()

    assert (review.kind, review.published.text) == ("scr", "14 January 2020")
    assert [item.kind for item in review.pack_items.all()] == ["report", "slide_deck"]


def test_redbridge_says_as_at_august_2021(read):
    assert "August 2021" in read("redbridge", "/reviews/")


def test_redbridge_holds_the_triennial_analyses_as_national_learning(sites, db, read):
    years = NationalSummaryPage.objects.descendant_of(sites["redbridge"].home).values_list("source_name", flat=True)

    assert any("Pathways to Harm" in name for name in years)
    assert any("Complexity and Challenge" in name for name in years)
    assert "Pathways" in read("redbridge", "/national/")


def test_redbridge_describes_the_sub_groups_template(sites, db):
    assert "template" in words_of(sites["redbridge"].home)


def test_wandsworth_states_the_six_month_rule_with_its_exceptions(sites, db):
    words = words_of(sites["wandsworth"].home)

    assert all(phrase in words.lower() for phrase in ("six months", "inquest", "chapter 5", "2023"))


def test_wandsworth_with_no_reviews_says_so_kindly(read):
    page = read("wandsworth", "/reviews/")

    assert "Filter" not in page or "no reviews" in page.lower() or "not list" in page.lower()


@pytest.mark.parametrize("short", ["essex", "redbridge", "wandsworth"])
@pytest.mark.parametrize("path", ["/", "/reviews/", "/themes/", "/training/", "/search/?q=review"])
def test_every_site_answers(sites, db, client, short, path):
    assert client.get(path, headers={"host": f"{short}.localhost:8000"}).status_code == 200

"""Lists as CSV and JSON: the rows of the page, under the same filters, and nothing that is hidden."""

import csv
import io
from pathlib import Path

import pytest
from django.urls import reverse

from learning.enums import PublicationState
from learning.models import ReviewDate, ReviewPage, ReviewPageTheme
from partnership.lists.views import LISTS
from tests.factories.learning import ReviewDateFactory, ReviewIndexPageFactory, ReviewPageFactory, ThemeFactory
from tests.security.closed_world import SECRET, open_and_closed

pytestmark = pytest.mark.django_db

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "api.md"
RECORD = "https://library.nspcc.org.uk/HeritageScripts/Hapi.dll/search2?RecordNumber=C9876"


def lines_of(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.fixture
def reviews(home, partnership) -> list[ReviewPage]:
    index = ReviewIndexPageFactory(parent=home)
    return [ReviewPageFactory(parent=index, publisher=partnership, year=2020 + number) for number in range(3)]


def test_no_file_of_a_list_says_what_is_closed(client, home, partnership, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    open_and_closed(home, partnership)

    said = {one.name: client.get(reverse(f"{one.url_name}_csv")).content.decode() for one in LISTS}
    told = {one.name: client.get(reverse(f"{one.url_name}_json")) for one in LISTS}

    titles = {name: [row.get("title", row.get("slug")) for row in one.json()["rows"]] for name, one in told.items()}
    assert [name for name, text in said.items() if SECRET.lower() in text.lower()] == []
    assert [name for name, one in told.items() if SECRET.lower() in one.content.decode().lower()] == []
    assert [name for name, rows in titles.items() if not rows] == []


def test_an_anonymous_review_has_no_address_elsewhere(client, reviews):
    ReviewDate.objects.create(review=reviews[0], date_as_stated=f"2019 {RECORD}")
    ReviewPage.objects.filter(pk=reviews[0].pk).update(
        publication_state=PublicationState.ANONYMOUS_NSPCC, external_url=RECORD
    )

    assert "C9876" not in client.get("/reviews.csv").content.decode()
    assert "C9876" not in client.get("/reviews.json").content.decode()


def test_both_hold_the_same_rows_and_dates_as_they_were_stated(client, reviews):
    ReviewDateFactory(review=reviews[0], date_as_stated="May 2018")

    lines, rows = lines_of(client.get("/reviews.csv")), client.get("/reviews.json").json()["rows"]

    assert [line["title"] for line in lines] == [row["title"] for row in rows]
    dated = next(row for row in rows if row["id"] == reviews[0].pk)
    assert (dated["published_as_stated"], dated["published_on"], dated["published_precision"]) == (
        "May 2018",
        "2018-05-01",
        "month",
    )


@pytest.mark.parametrize("query", ["kind=scr", "year=2021", "theme=", "theme=no-such", "publisher=nobody", "pack=1"])
def test_a_file_has_what_the_page_shows_under_the_same_filters(client, reviews, query):
    ReviewPage.objects.filter(pk=reviews[2].pk).update(kind="scr")
    ReviewPageTheme.objects.create(content_object=reviews[1], tag=ThemeFactory())

    shown = client.get(f"/reviews/?{query}").context_data["reviews"]

    assert [line["title"] for line in lines_of(client.get(f"/reviews.csv?{query}"))] == [one.title for one in shown]


def test_the_page_leads_to_the_files_of_what_it_shows(client, reviews):
    assert 'href="/reviews.csv"' in client.get("/reviews/").content.decode()
    assert 'href="/reviews.json?year=2021"' in client.get("/reviews/?year=2021&page=1").content.decode()


def test_a_spreadsheet_runs_nothing_of_it(client, reviews):
    ReviewPage.objects.filter(pk=reviews[0].pk).update(title='=HYPERLINK("http://x")')

    assert '\'=HYPERLINK("http://x")' in [line["title"] for line in lines_of(client.get("/reviews.csv"))]


@pytest.mark.parametrize("query", ["theme=%00", "level=%00&kind=%00", "level=9" * 40, f"series={'x' * 10_000}"])
def test_what_cannot_be_read_as_a_filter_breaks_nothing(client, partnership, query):
    answers = {one.name: client.get(f"/{one.name}.json?{query}").status_code for one in LISTS}

    assert answers == dict.fromkeys(answers, 200)


def test_who_has_it_gets_nothing(client, reviews, django_assert_num_queries):
    etag = client.get("/reviews.csv")["ETag"]

    with django_assert_num_queries(1):  # whose site it is, which is kept outside of tests
        assert client.get("/reviews.csv", headers={"If-None-Match": etag}).status_code == 304


@pytest.mark.parametrize("one", LISTS, ids=lambda one: one.name)
def test_columns_are_for_good_and_stand_in_the_document(one):
    section = DOCUMENT.read_text().partition(f"### `/{one.name}.csv`")[2].partition("### ")[0]

    assert [f"`{column.name}`" in section for column in one.columns] == [True] * len(one.columns)

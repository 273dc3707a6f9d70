"""How the API is asked: pages, filters, conditions, other sites' pages, and everything that is no question."""

import json
from datetime import datetime, timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from learning.models import LearningPoint, ReviewPage, ReviewPageTheme
from partnership.api.v1 import LISTS
from tests.factories.learning import (
    FindingFactory,
    LearningPointFactory,
    ReviewDateFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    ThemeFactory,
)
from tests.factories.training import TrainingEventFactory
from training.enums import EventStatus

pytestmark = pytest.mark.django_db

LIST = "/api/v1/reviews/"


@pytest.fixture
def reviews(home, partnership) -> list[ReviewPage]:
    index = ReviewIndexPageFactory(parent=home)
    return [ReviewPageFactory(parent=index, publisher=partnership, year=2020 + number) for number in range(3)]


def titles(response) -> list[str]:
    return [one["title"] for one in response.json()["results"]]


def test_pages_lead_from_the_first_to_the_last_and_back(client, reviews):
    first = client.get(LIST, {"limit": 2}).json()
    last = client.get(first["next"])

    assert (first["count"], first["pages"], first["previous"]) == (3, 2, None)
    assert [one["title"] for one in first["results"]] + titles(last) == [one.title for one in reviews]
    assert last.json()["next"] is None
    assert f'<{last.json()["previous"]}>; rel="prev"' in last["Link"]
    assert 'rel="next"' not in last["Link"]


def test_a_review_says_its_dates_as_they_were_stated(client, reviews):
    ReviewDateFactory(review=reviews[0], date_as_stated="May 2018")

    told = client.get(f"{LIST}{reviews[0].pk}/").json()

    assert told["published"] == {"value": "2018-05-01", "precision": "month", "as_stated": "May 2018"}
    assert told["address"] == f"http://testserver/reviews/{reviews[0].slug}/"
    assert told["api"] == f"http://testserver{LIST}{reviews[0].pk}/"


def test_filters_narrow(client, reviews):
    theme = ThemeFactory()
    ReviewPageTheme.objects.create(content_object=reviews[1], tag=theme)
    ReviewPage.objects.filter(pk=reviews[2].pk).update(kind="scr", last_published_at=timezone.now())
    since = timezone.localdate() - timedelta(days=1)

    asked = {"theme": theme.slug}, {"kind": "scr"}, {"year": 2020}, {"publisher": "nobody"}, {"updated_since": since}

    assert [titles(client.get(LIST, query)) for query in asked] == [
        [reviews[1].title],
        [reviews[2].title],
        [reviews[0].title],
        [],
        [reviews[2].title],
    ]


def test_a_retired_theme_stands_for_the_one_used_instead(client, reviews):
    theme = ThemeFactory()
    ThemeFactory(slug="old", retired_on=timezone.localdate(), successor=theme)
    ReviewPageTheme.objects.create(content_object=reviews[1], tag=theme)

    assert titles(client.get(LIST, {"theme": "old"})) == [reviews[1].title]


def test_a_point_has_changed_when_the_review_that_makes_it_public_is_published(client, reviews, partnership):
    point = LearningPointFactory(partnership=partnership)
    FindingFactory(review=reviews[0], point=point)
    LearningPoint.objects.update(updated_at=datetime(2024, 1, 1, tzinfo=timezone.get_current_timezone()))
    ReviewPage.objects.filter(pk=reviews[0].pk).update(last_published_at=timezone.now())

    told = client.get("/api/v1/points/", {"updated_since": timezone.localdate() - timedelta(days=1)})

    assert titles(told) == [point.title]


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ("page=0", "“page” has to be a whole number from 1 up."),
        ("page=-1", "“page” has to be a whole number from 1 up."),
        ("page=1e9", "“page” has to be a whole number from 1 up."),
        (f"page={'9' * 10_000}", "“page” has to be a whole number from 1 up."),
        ("limit=101", "“limit” has to be a whole number from 1 to 100."),
        ("limit=", "“limit” has to be a whole number from 1 to 100."),
        ("kind=%00", "“kind”: there is no “?”."),
        ("theme=no-such", "“theme”: there is no “no-such” here."),
        ("theme=%00", "“theme”: there is no “?” here."),
        (f"theme={'a' * 10_000}", f"“theme”: there is no “{'a' * 60}…” here."),
        ("year=99999", "“year”: it has to be a year in four digits: 2024."),
        ("updated_since=0001-01-01", "“updated_since”: it has to be a day"),
        ("updated_since=9999-12-31T23:59:59-14:00", "“updated_since”: it has to be a day"),
        ("updated_since=2024-02-31", "“updated_since”: it has to be a day"),
        ("q=neglect", "This address knows no parameter “q”. It knows kind, limit, page, publisher, theme"),
        ("year=2020&year=2021", "“year” is given 2 times: give it once."),
        (quote("<script>") + "=1", "This address knows no parameter “<script>”."),
    ],
    ids=lambda value: value[:30],
)
def test_what_is_no_question_gets_a_sentence(client, partnership, query, says):
    response = client.get(f"{LIST}?{query}")

    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"].startswith(says)


@pytest.mark.parametrize(
    "address",
    ["?page=999999999", "999999999/", f"{'9' * 30}/", "no-such/", "%00/", "a%0Ab/", "../nowhere", "1/more/"],
)
def test_what_is_not_there_is_not_found_in_json(client, reviews, address):
    response = client.get(LIST + address)

    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == 404


@pytest.mark.parametrize("accept", ["text/html", "application/xml;q=0.9", "*/*", "\x00", "a/b" * 3000, "; q=,"])
def test_whatever_is_accepted_it_is_json(client, reviews, accept):
    response = client.get(LIST, headers={"Accept": accept})

    assert (response.status_code, response["Content-Type"]) == (200, "application/json")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_changed(client, reviews, method):
    response = getattr(client, method)(LIST, data=json.dumps({}), content_type="application/json")

    assert (response.status_code, response["Content-Type"]) == (405, "application/problem+json")


@pytest.mark.parametrize("name", [*LISTS, "themes"])
def test_who_has_it_is_told_so_without_a_query(client, partnership, django_assert_num_queries, name):
    etag = client.get(reverse(f"api_{name}"))["ETag"]

    with django_assert_num_queries(0):
        again = client.get(reverse(f"api_{name}"), headers={"If-None-Match": etag})

    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


def test_a_change_shows_at_once(client, reviews, django_capture_on_commit_callbacks):
    etag = client.get(LIST)["ETag"]
    with django_capture_on_commit_callbacks(execute=True):
        reviews[0].title = "Renamed"
        reviews[0].save()

    again = client.get(LIST, headers={"If-None-Match": etag})

    assert titles(again)[0] == "Renamed"
    assert again["ETag"] != etag


def test_last_modified_is_the_last_change_and_is_asked_without_a_query(client, reviews, django_assert_num_queries):
    with time_machine.travel("2026-05-01T09:00:00Z", tick=False):
        client.get(LIST)
    with time_machine.travel("2026-05-01T09:10:00Z", tick=False):
        said = client.get(LIST)["Last-Modified"]
        with django_assert_num_queries(0):
            again = client.get(LIST, headers={"If-Modified-Since": said})
        before = client.get(LIST, headers={"If-Modified-Since": "Fri, 01 May 2026 08:59:59 GMT"})
        to_come = client.get(LIST, headers={"If-Modified-Since": "Fri, 01 May 2099 08:59:59 GMT"})

    assert said == "Fri, 01 May 2026 09:00:00 GMT"
    assert [one.status_code for one in (again, before, to_come)] == [304, 200, 200]


def test_what_depends_on_the_day_is_new_on_another_day(client, partnership):
    event = TrainingEventFactory(partnership=partnership, status=EventStatus.PLANNED, date_as_stated="2 May 2026")
    address = "/api/v1/events/?coming=true"
    with time_machine.travel("2026-05-02T22:00:00Z", tick=False):
        first = client.get(address)
    with time_machine.travel("2026-05-02T23:30:00Z", tick=False):  # half past midnight in London
        headers = {"If-None-Match": first["ETag"], "If-Modified-Since": "Sat, 02 May 2026 22:30:00 GMT"}
        both = client.get(address, headers=headers)
        only_since = client.get(address, headers={"If-Modified-Since": headers["If-Modified-Since"]})

    assert titles(first) == [event.title]
    assert (both.status_code, titles(both)) == (200, [])
    assert only_since.status_code == 200


def test_a_star_is_no_proof_of_having_something(client, partnership):
    assert client.get(f"{LIST}1/", headers={"If-None-Match": "*"}).status_code == 404


@pytest.mark.parametrize("address", [LIST, "/api/", "/api/v2/", "/oai/?verb=Identify", "/feeds/all.atom"])
def test_other_sites_pages_may_read_it(client, partnership, address):
    response = client.get(address, headers={"Origin": "https://elsewhere.example.org"})

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in response


@pytest.mark.parametrize("address", ["/", "/search/", "/apiary/", "/accounts/login/"])
def test_other_sites_pages_may_read_nothing_else(client, partnership, address):
    response = client.get(address, headers={"Origin": "https://elsewhere.example.org"})

    assert "Access-Control-Allow-Origin" not in response
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"


def test_a_browser_that_asks_beforehand_is_answered(client, partnership, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.options(LIST, headers={"Origin": "https://elsewhere.example.org"})

    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


def test_the_page_for_people_names_every_list_and_filter(client, partnership):
    said = client.get("/api/").content.decode()

    assert all(f'href="{reverse(f"api_{name}")}"' in said for name in LISTS)
    assert "updated_since" in said

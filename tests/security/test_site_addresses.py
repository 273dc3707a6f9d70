"""Contrast, health, robots, the accessibility statement, and addresses that do not exist."""

from unittest import mock

import pytest
from django.db import OperationalError

pytestmark = pytest.mark.django_db


def test_high_contrast_is_remembered_and_leads_back(client, site):
    response = client.get("/contrast/?to=high&next=/themes/%3Fa%3D1")

    cookie = response.cookies["contrast"]
    assert (response.status_code, response["Location"]) == (302, "/themes/?a=1")
    assert (cookie.value, cookie["httponly"], cookie["samesite"], cookie["path"]) == ("high", True, "Lax", "/")


def test_standard_colours_forget_the_cookie(client, site):
    client.cookies["contrast"] = "high"

    assert client.get("/contrast/?to=standard").cookies["contrast"]["max-age"] == 0


def test_asked_without_a_wish_it_changes_over(client, site):
    assert client.get("/contrast/").cookies["contrast"].value == "high"
    assert client.get("/contrast/").cookies["contrast"].value == ""


def test_asking_twice_for_high_contrast_stays_high(client, site):
    client.get("/contrast/?to=high")

    assert client.get("/contrast/?to=high").cookies["contrast"].value == "high"


def test_the_cookie_stays_on_https_where_the_site_is_on_https(client, site):
    assert client.get("/contrast/?to=high", secure=True).cookies["contrast"]["secure"] is True


@pytest.mark.parametrize(
    "evil",
    [
        "https://evil.example/",
        "//evil.example/",
        "///evil.example/",
        "/\\evil.example/",
        "http:evil.example",
        "javascript:alert(1)",
        "themes/",
        "/\t/evil.example/",
        "/contrast/?next=/contrast/",
        "",
    ],
)
def test_it_never_leads_off_the_site_nor_round_in_circles(client, site, evil):
    assert client.get("/contrast/", {"next": evil})["Location"] == "/"


def test_it_is_kept_by_no_cache(client, site):
    assert "no-store" in client.get("/contrast/")["Cache-Control"]


def test_only_reading_is_allowed(client, site):
    assert client.post("/contrast/").status_code == 405


def test_a_page_shown_in_high_contrast_says_so_and_may_not_be_mixed_up_in_a_cache(client, partnership):
    client.get("/contrast/?to=high")

    response = client.get("/accessibility/")

    assert 'class="contrast-high"' in response.content.decode()
    assert "Cookie" in response["Vary"]


def test_a_reader_gets_no_cookie_at_all_without_asking_for_one(client, partnership):
    assert not client.get("/accessibility/").cookies


def test_healthz_asks_the_database_once_and_says_nothing_else(client, django_assert_num_queries):
    with django_assert_num_queries(1):
        response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]


def test_healthz_says_when_the_database_is_away(client):
    with mock.patch("partnership.home.views.connection.cursor", side_effect=OperationalError("secret detail")):
        response = client.get("/healthz")

    assert (response.status_code, response.content) == (503, b"the database does not answer\n")


def test_robots_are_kept_from_the_desk_and_told_where_the_pages_are(client, site):
    lines = client.get("/robots.txt").content.decode().splitlines()

    assert {"Disallow: /admin/", "Disallow: /accounts/login/", "Disallow: /search/?", "Disallow: /coverage/"} <= set(
        lines
    )
    assert "Sitemap: http://testserver/sitemap.xml" in lines


def test_the_sitemap_lists_published_pages_only(client, home):
    from tests.factories.learning import InformationPageFactory

    InformationPageFactory(parent=home, title="Shown", slug="shown")
    InformationPageFactory(parent=home, title="Draft", slug="draft", live=False)

    xml = client.get("/sitemap.xml").content.decode()

    assert "<loc>http://testserver/shown/</loc>" in xml
    assert "draft" not in xml


def test_an_unknown_address_answers_404_with_a_page_that_helps(client, partnership):
    response = client.get("/no/such/page/")

    html = response.content.decode()
    assert response.status_code == 404
    assert "We cannot find that page" in html
    assert partnership.name in html


def test_an_unknown_address_is_404_even_before_there_is_a_site(client):
    assert client.get("/no/such/page/").status_code == 404


def test_a_fault_answers_500_with_a_page_that_helps_and_says_nothing_about_it(client, partnership, monkeypatch):
    def fail(request):
        raise RuntimeError("secret detail")

    client.raise_request_exception = False
    monkeypatch.setattr("partnership.home.context.Partnership.for_request", fail)

    response = client.get("/accessibility/")

    assert response.status_code == 500
    assert "Sorry, something went wrong on our side" in response.content.decode()
    assert "secret detail" not in response.content.decode()


@pytest.mark.parametrize(
    "path", ["/\x00", "/themes/%00/", "/reviews/%ff%fe/", "/" + "a" * 5000 + "/", "/uploads/images/..%2f..%2fx"]
)
def test_odd_addresses_are_404_never_500(client, partnership, path):
    assert client.get(path).status_code == 404

"""Every link of every kind of page leads somewhere on this site, for a reader and for a training manager."""

import re
from collections import Counter
from html import unescape
from urllib.parse import urljoin, urlsplit

import pytest
from django.test import Client

from tests.browser.addresses import COVERAGE, PUBLIC, path_of
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.browser

LINK = re.compile(r'<a\b[^>]*\bhref="([^"#]*)')
ELSEWHERE = re.compile(r"^(https?:|mailto:|tel:)")
ONE_OF_MANY = re.compile(r"^(/coverage/cell/|/training/sessions/new/)\?")  # a cell of a table, a line of a list
A_FEW = 5
LISTED = re.compile(r"<loc>([^<]+)")
MADE_ON_ASKING = re.compile(r"\.(zip|pdf|pptx|docx|txt|html)$|^/contrast/|^/admin/")  # walked, one of each, elsewhere


def links_from(client: Client, server, paths: list[str]) -> dict[str, str]:
    """Each address of this site that those pages link to, with one page that does."""
    found: dict[str, str] = {}
    walked: Counter[str] = Counter()
    for path in paths:
        page = client.get(path, headers={"host": server.url.removeprefix("http://")}).content.decode()
        for link in map(unescape, LINK.findall(page)):
            if not link or ELSEWHERE.match(link) or MADE_ON_ASKING.search(link) or urljoin(path, link) in found:
                continue
            if alike := ONE_OF_MANY.match(link):
                walked[alike[1]] += 1
                if walked[alike[1]] > A_FEW:
                    continue
            found[urljoin(path, link)] = path
    return found


def listed(client: Client, server) -> set[str]:
    """What the list for search engines names: tests/structured_data/test_sitemap.py sees that each of those answers."""
    told = client.get("/sitemap.xml", headers={"host": server.url.removeprefix("http://")}).content.decode()
    return {urlsplit(address).path for address in LISTED.findall(told)}


def worth_asking(links: dict[str, str], known: set[str]) -> dict[str, str]:
    """All of them, but of each kind that is listed a few: a review beside a hundred others shows nothing more."""
    found, met = {}, Counter[str]()
    for link, page in links.items():
        if link in known:
            folder = link.rstrip("/").rpartition("/")[0]
            met[folder] += 1
            if met[folder] > A_FEW:
                continue
        found[link] = page
    return found


def dead(client: Client, server, links: dict[str, str]) -> list[str]:
    host, found = {"host": server.url.removeprefix("http://")}, []
    for link, page in worth_asking(links, listed(client, server)).items():
        answer = client.get(link, headers=host, follow=True)
        answer.close()  # as a server does; a file stays open otherwise
        if answer.status_code != 200:
            found.append(f"{link} on {page}")
    return found


def test_no_link_a_reader_meets_is_dead(server, client):
    links = links_from(client, server, [path_of(address) for address in PUBLIC.values()])
    assert len(links) > 100
    assert dead(client, server, links) == []


def test_no_link_a_training_manager_meets_is_dead(server, client):
    client.force_login(
        UserFactory(group="Training managers"), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    links = links_from(client, server, ["/coverage/", *map(path_of, COVERAGE.values())])
    assert len(links) > 50
    assert dead(client, server, links) == []


def test_a_link_to_what_is_listed_nowhere_is_always_asked(server, client):
    known = listed(client, server)
    links = dict.fromkeys([*sorted(known), "/learning/999999/", "/themes/no-such-theme/"], "/")

    assert "/themes/neglect/" in known
    assert len(worth_asking(links, known)) < len(known) / 2
    assert dead(client, server, {link: "/" for link in links if link not in known}) == [
        "/learning/999999/ on /",
        "/themes/no-such-theme/ on /",
    ]

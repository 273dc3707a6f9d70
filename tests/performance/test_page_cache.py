"""What the page cache keeps, for whom, and that nothing it gives is ever out of date."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from partnership.content_version import content_version
from partnership.page_cache import AnonymousPageCacheMiddleware, KeptPage
from partnership.shelf import Shelf
from tests.factories.accounts import UserFactory
from tests.performance.conftest import says

pytestmark = pytest.mark.usefixtures("page_cache")


class Made:
    """A site of one answer that counts how often it had to be made."""

    def __init__(self, content="<p>Hello</p>", content_type="text/html; charset=utf-8", status=200, headers=None):
        self.times = 0
        self._answer = {"content": content, "content_type": content_type, "status": status, "headers": headers}

    def __call__(self, request):
        self.times += 1
        return HttpResponse(**self._answer)


def ask_twice(made, path="/guide/", cookies=None, **headers):
    """The second answer, through one middleware."""
    cache = AnonymousPageCacheMiddleware(made)
    for _ in range(2):
        request = RequestFactory().get(path, **headers)
        request.COOKIES.update(cookies or {})
        response = cache(request)
    return response


# What must not be kept --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "path", ["/admin/", "/accounts/login/", "/coverage/", "/healthz", "/search/?q=a", "/contrast/", "/documents/1/a/"]
)
def test_these_addresses_are_never_kept(path):
    made = Made()
    ask_twice(made, path)
    assert made.times == 2


@pytest.mark.parametrize(
    "answer",
    [
        {"headers": {"Cache-Control": "private"}},
        {"headers": {"Cache-Control": "max-age=0, no-cache, no-store, must-revalidate"}},
        {"headers": {"Vary": "Accept-Language"}},
        {"headers": {"Vary": "*"}},
        {"headers": {"Content-Encoding": "br"}},
        {"content_type": "application/pdf"},
        {"content_type": "text/csv"},
        {"status": 404},
        {"status": 301},
        {"content": "x" * 600_000},
    ],
    ids=lambda answer: str(answer)[:50],
)
def test_these_answers_are_never_kept(answer):
    made = Made(**answer)
    ask_twice(made)
    assert made.times == 2


def test_an_answer_that_sets_a_cookie_is_never_kept():
    def sets_one(request):
        response = HttpResponse("hello")
        response.set_cookie("csrftoken", "secret")
        return response

    assert ask_twice(sets_one).has_header("ETag") is False


def test_a_streamed_answer_passes_through():
    response = ask_twice(lambda request: StreamingHttpResponse([b"one", b"two"], content_type="text/html"))
    assert b"".join(response.streaming_content) == b"onetwo"


@pytest.mark.parametrize("cookie", ["sessionid", "messages"])
def test_a_reader_with_a_session_or_a_message_is_never_answered_from_the_cache(cookie):
    made = Made()
    ask_twice(made, cookies={cookie: "anything"})
    assert made.times == 2


def test_a_reader_with_a_password_in_the_request_is_never_answered_from_the_cache():
    made = Made()
    ask_twice(made, HTTP_AUTHORIZATION="Basic YTpi")
    assert made.times == 2


def test_a_form_that_is_sent_always_arrives():
    made = Made()
    cache = AnonymousPageCacheMiddleware(made)
    cache(RequestFactory().get("/guide/"))
    cache(RequestFactory().post("/guide/"))
    assert made.times == 2


def test_switched_off_it_adds_nothing(settings):
    settings.PAGE_CACHE_SECONDS = 0
    response = ask_twice(made := Made())
    assert (made.times, response.has_header("ETag")) == (2, False)


# Whose page it is -------------------------------------------------------------------------------------
def test_a_host_that_is_not_ours_is_refused_and_nothing_kept(guide):
    reader = Client()
    assert reader.get("/guide/", headers={"host": "elsewhere.example"}).status_code == 400
    page = reader.get("/guide/")
    assert (page.status_code, says(page, "elsewhere.example")) == (200, False)
    assert reader.get("/guide/", headers={"host": "elsewhere.example"}).status_code == 400


def test_a_forwarded_host_changes_nothing_that_others_read(guide, reader):
    reader.get("/guide/", headers={"x-forwarded-host": "elsewhere.example", "x-original-url": "/other/"})
    assert says(reader.get("/guide/"), "elsewhere.example") is False


def test_each_of_our_hosts_has_its_own_pages():
    made = Made()
    cache = AnonymousPageCacheMiddleware(made)
    for host in ("essex.localhost", "manchester.localhost"):
        cache(RequestFactory().get("/", headers={"host": host}))
    assert made.times == 2


def test_a_secure_address_has_its_own_pages():
    made = Made()
    cache = AnonymousPageCacheMiddleware(made)
    cache(RequestFactory().get("/"))
    cache(RequestFactory().get("/", secure=True))
    assert made.times == 2


def test_high_contrast_has_its_own_pages(guide, reader):
    plain = reader.get("/guide/")
    reader.cookies["contrast"] = "high"
    high = reader.get("/guide/")
    assert (says(plain, "contrast-high"), says(high, "contrast-high")) == (False, True)


def test_a_page_behind_a_password_is_not_given_to_the_next_reader(guide):
    restriction = guide.view_restrictions.create(restriction_type="password", password="a long secret")
    member, stranger = Client(), Client()
    address = f"/_util/authenticate_with_password/{restriction.pk}/{guide.pk}/"
    member.post(address, {"password": "a long secret", "return_url": "/guide/"})
    assert says(member.get("/guide/"), "What a review is")
    assert not says(stranger.get("/guide/"), "<h1>What a review is")


# What a reader gets -----------------------------------------------------------------------------------
def test_the_second_reader_is_answered_without_a_query(guide, reader, django_assert_num_queries):
    first = reader.get("/guide/")
    with django_assert_num_queries(0):
        second = reader.get("/guide/")
    assert (second.content, dict(second.headers)) == (first.content, dict(first.headers))


def test_a_browser_is_told_to_ask_again_each_time(guide, reader):
    response = reader.get("/guide/")
    assert response["Cache-Control"] == "max-age=0, must-revalidate"
    assert {name.strip() for name in response["Vary"].split(",")} == {"Accept-Encoding", "Cookie"}


def test_a_browser_that_has_the_page_is_told_so(guide, reader):
    etag = reader.get("/guide/")["ETag"]
    response = reader.get("/guide/", headers={"if-none-match": etag})
    assert (response.status_code, response.content) == (304, b"")


def test_a_page_is_sent_compressed_to_those_who_can_read_it(guide, reader):
    plain = reader.get("/guide/")
    packed = reader.get("/guide/", headers={"accept-encoding": "gzip, br"})
    assert gzip.decompress(packed.content) == plain.content
    assert (packed["Content-Encoding"], int(packed["Content-Length"])) == ("gzip", len(packed.content))


def test_every_header_of_trust_is_on_a_kept_page(guide, reader):
    first, second = reader.get("/guide/"), reader.get("/guide/")
    names = ["Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options", "Permissions-Policy"]
    assert [second[name] for name in names] == [first[name] for name in names]


def test_an_editor_sees_the_page_made_for_the_editor(guide, client, django_assert_num_queries):
    client.get("/guide/")
    client.force_login(UserFactory(group="Editors"))
    assert client.get("/guide/").has_header("ETag") is False


# Room -------------------------------------------------------------------------------------------------
def kept(size):
    return KeptPage({}, b"x" * size, b"", 'W/"1"')


def test_a_full_shelf_throws_out_what_was_longest_unread():
    shelf = Shelf(room=30)
    for name in "abc":
        shelf.put((name,), kept(10))
    shelf.get(("a",), 60)
    shelf.put(("d",), kept(10))
    assert [name for name in "abcd" if shelf.get((name,), 60)] == ["a", "c", "d"]
    assert shelf.taken == 30


def test_a_page_kept_again_takes_its_room_once():
    shelf = Shelf(room=100)
    shelf.put(("a",), kept(40))
    shelf.put(("a",), kept(50))
    assert shelf.taken == 50


def test_a_page_older_than_the_setting_is_made_again():
    shelf = Shelf(room=100)
    shelf.put(("a",), kept(10))
    assert shelf.get(("a",), seconds=-1) is None


def test_a_flood_of_queries_leaves_the_pages_where_they_are():
    made = Made("x" * 400_000)
    cache = AnonymousPageCacheMiddleware(made)
    cache(RequestFactory().get("/guide/"))
    for n in range(40):
        cache(RequestFactory().get(f"/guide/?n={n}"))
    cache(RequestFactory().get("/guide/"))
    assert made.times == 41
    assert cache.queries.taken <= 6 * 1024 * 1024


def test_a_lost_version_makes_every_page_again(guide, reader, django_assert_num_queries):
    from django.core.cache import cache

    reader.get("/guide/")
    before = content_version()
    cache.clear()
    assert content_version() != before

"""The search page answers anything with a page that helps."""

import pytest
from django.urls import reverse

from partnership.search.engines import current_engine
from partnership.search.models import SearchEntry
from partnership.search.results_page import count_label
from tests.factories.learning import InformationPageFactory

ODD = {
    "empty": "",
    "blanks": "   \t ",
    "a quote": '"',
    "unbalanced": 'neglect" OR "',
    "nul": "negl\x00ect",
    "only nul": "\x00",
    "emoji": "🧸",
    "operators": "NEAR(a b) AND NOT -x ^title:* {title}",
    "tsquery": "'a' <-> !b:*A & | \\",
    "sql": "'; DROP TABLE search_searchentry; --",
    "percent": "100% %s %(x)s",
    "html": "<script>alert(1)</script>",
    "one letter": "a",
    "stop words": "the of and",
    "10,000 characters": "x" * 10_000,
    "5,000 words": "a " * 5_000,
    "no-break space": "\u00a0",
    "another alphabet": "الحماية 儿童",
    "number": "1e400 0x12 -7",
}


@pytest.fixture
def get(client, partnership):
    return lambda **query: client.get(reverse("search"), query)


@pytest.fixture
def many_entries(site):
    SearchEntry.objects.bulk_create(
        SearchEntry(site=site, kind="review", source="test", source_id=n, path=f"/{n}/", title=f"Kestrel {n}")
        for n in range(230)
    )

    current_engine().write(list(SearchEntry.objects.all()))


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_odd_text_is_answered_with_a_page(get, add_review, text):
    add_review(title="Child A")
    response = get(q=text)
    assert (response.status_code, SearchEntry.objects.filter(kind="review").count()) == (200, 1)
    assert not set(response.context["query"]) & set("\x00\t\n")
    assert len(response.context["query"]) <= 200


@pytest.mark.parametrize("kind", ["", "nonsense", "\x00", "review' OR 1=1"])
def test_an_unknown_kind_is_no_kind(get, add_review, kind):
    add_review(title="Kestrel")
    assert get(q="kestrel", kind=kind).context["count"] == 1


@pytest.mark.parametrize(
    ("page", "shown"),
    [("", 1), ("2", 2), ("0", 20), ("-1", 20), ("1000000000", 20), ("x", 1), ("\x00", 1), ("9" * 5000, 1)],
)
def test_any_page_number_leads_to_a_page(get, many_entries, page, shown):
    response = get(q="kestrel", page=page)
    assert (response.status_code, response.context["results"].number, len(response.context["results"])) == (
        200,
        shown,
        10,
    )


def test_by_relevance_two_hundred_can_be_paged_through_and_by_date_all(get, many_entries):
    best, newest = get(q="kestrel").context, get(q="kestrel", sort="newest").context
    assert (best["count_label"], best["results"].paginator.num_pages, best["shown_at_most"]) == ("230 results", 20, 200)
    assert (newest["results"].paginator.num_pages, newest["shown_at_most"]) == (23, 0)


@pytest.mark.parametrize(
    ("total", "label"), [(0, "0 results"), (1, "1 result"), (200, "200 results"), (12_345, "12,345 results")]
)
def test_counts_are_told_in_words(total, label):
    assert count_label(total) == label


def test_results_show_why_they_matched(get, add_review):
    add_review(title="Child A", summary="<p>About <b>neglect</b> &lt;now&gt;.</p>")
    page = get(q="neglect").content.decode()
    assert "About <mark>neglect</mark> &lt;now&gt;." in page


def test_what_was_typed_comes_back_escaped(get):
    page = get(q="<script>alert(1)</script>").content.decode()
    assert "<script>alert(1)" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_what_to_look_for_is_offered_with_counts(get, add_review, home, committed):
    add_review(title="Kestrel")
    with committed():
        home.add_child(instance=InformationPageFactory.build(title="Kestrel explained"))
    rows = get(q="kestrel", kind="review").context["look_for"]
    assert [(str(row["label"]), row["count"], row["current"], row["url"]) for row in rows] == [
        ("Everything", 2, False, "/search/?q=kestrel"),
        ("Reviews", 1, True, "/search/?q=kestrel&kind=review"),
    ]


def test_a_kind_without_results_says_what_there_is_without_it(get, add_review):
    add_review(title="Kestrel")
    context = get(q="kestrel", kind="event").context
    assert (context["count"], context["ways_on"]["without"]) == (
        0,
        [{"label": "Without “Kind: Training events”", "count": 1, "url": "/search/?q=kestrel"}],
    )


def test_a_draft_is_neither_found_nor_counted(get, add_review):
    add_review(title="Kestrel", live=False)
    add_review(title="Kestrel too", slug="too")
    context = get(q="kestrel").context
    assert [row["count"] for row in context["look_for"]] == [1, 1]


def test_search_is_read_only(client, partnership):
    assert client.post(reverse("search"), {"q": "kestrel"}).status_code == 405


def test_a_site_without_a_partnership_has_no_search(client, site):
    assert client.get(reverse("search")).status_code == 404


@pytest.mark.parametrize("things", [1, 3])
def test_the_number_of_queries_does_not_grow(client, partnership, add_review, django_assert_num_queries, things):
    """Three find the site, whose and how it looks, one the menu, three search: state, what matches, results."""
    for number in range(things):
        add_review(title=f"Kestrel {number}")
    client.get(reverse("search"), {"q": "kestrel"})
    with django_assert_num_queries(7):
        assert len(client.get(reverse("search"), {"q": "kestrel"}).context["results"]) == things

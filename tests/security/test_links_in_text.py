"""What an editor writes links to another page: where that one is closed to a stranger, only the words are shown."""

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction
from wagtail.rich_text import expand_db_html

from learning.models import ReviewPage
from partnership.content_version import content_changed
from tests.factories.learning import InformationPageFactory, ReviewPageFactory
from tests.security.closed_world import SECRET, close_beside, open_world
from tests.security.test_nothing_closed_is_told import _words, read

pytestmark = pytest.mark.django_db


def link(page, words="read this"):
    return f'<a linktype="page" id="{getattr(page, "pk", page)}">{words}</a>'


@pytest.fixture
def page(home):
    return InformationPageFactory(parent=home, title="About us", slug="about")


def private(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def below_a_private_one(page):
    private(page.get_parent())


def unpublished(page):
    page.unpublish()


def taken_away(page):
    page.delete()


@pytest.mark.parametrize("close", [private, below_a_private_one, unpublished, taken_away])
def test_the_words_stay_and_the_address_goes(page, close):
    text = f"<p>First {link(page)}.</p>"
    assert expand_db_html(text) == '<p>First <a href="/about/">read this</a>.</p>'

    close(page)

    assert expand_db_html(text) == "<p>First <a>read this</a>.</p>"


@pytest.mark.parametrize("key", ["", "x", "²", "-1", "9" * 30, "0"])
def test_a_link_to_nothing_is_its_words(key):
    assert expand_db_html(f"<p>{link(key)}</p>") == "<p><a>read this</a></p>"


def test_all_links_of_a_text_are_one_query_and_none_is_none(home, page):
    more = [ReviewPageFactory(parent=home) for _ in range(3)]
    expand_db_html(link(page))  # the addresses of sites are kept from here on

    with CaptureQueriesContext(
        connection,
    ) as one:
        expand_db_html(link(page))
    with CaptureQueriesContext(connection) as many:
        expanded = expand_db_html("".join(map(link, [page, *more])))
    with CaptureQueriesContext(connection) as none:
        expand_db_html('<p><a href="https://example.org/">elsewhere</a></p>')

    assert (len(one), len(many), len(none)) == (1, 1, 0)
    assert expanded.count("<a href=") == 4


def test_a_kept_page_says_so_on_the_next_request(home, page, partnership):
    review = ReviewPageFactory(parent=home, publisher=partnership, summary=f"<p>{link(page)}</p>")

    def shown():
        return 'href="/about/">read this' in Client().get(review.url).content.decode()

    states = [shown(), shown()]
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    states += [shown(), shown()]
    restriction.delete()
    states.append(shown())
    page.unpublish()
    states.append(shown())
    page.save_revision().publish()

    assert [*states, shown()] == [True, True, False, False, True, False, True]


def test_neither_a_page_nor_a_file_of_it_names_what_its_text_links_to(home, partnership, tmp_path):
    with override_settings(MEDIA_ROOT=tmp_path):
        world = open_world(home, partnership)
        closed = close_beside(world)
        of_ours = [page for page in closed.review + closed.briefing if not page.slug.endswith("elsewhere")]
        text = f"<p>{link(world.pages.information, 'open words')} {''.join(map(link, of_ours))}</p>"
        ReviewPage.objects.filter(pk=world.pages.review.pk).update(summary=text, what_next=text)
        type(world.pages.summary).objects.filter(pk=world.pages.summary.pk).update(key_findings=text, lessons=text)
        type(home).objects.filter(pk=home.pk).update(introduction=text)
        type(world.campaign).objects.filter(pk=world.campaign.pk).update(what_to_do=text)
        content_changed()
        files = [reverse(f"summary_{form}", args=[world.summary]) for form in ("docx", "txt", "html", "email")]

        got = read([home.url, world.pages.review.url, world.pages.summary.url, reverse("campaigns"), *files])

    told = {address: _words(body) for address, (_status, body) in got.items()}
    assert [address for address, text in told.items() if "read this" not in text] == []
    assert [address for address, text in told.items() if SECRET in text] == []
    assert f'href="{world.pages.information.url}">open words' in told[home.url]
    assert Page.objects.filter(slug__startswith=SECRET).count() > len(of_ours)

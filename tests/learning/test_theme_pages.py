"""Everything on a theme, each list cut short; and the list of themes."""

from datetime import date

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from learning.models import Theme, ThemeAlternative
from partnership.content_version import content_changed
from tests.factories.accounts import UserFactory
from tests.factories.briefings import (
    BriefingIndexPageFactory,
    BriefingPageFactory,
    NationalIndexPageFactory,
    NationalSummaryPageFactory,
)
from tests.factories.learning import (
    FindingFactory,
    LearningPointFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    SeriesPageFactory,
    ThemedResourcePageFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def theme(partnership):
    return Theme.objects.get(slug="neglect")


def on(theme, *pages):
    for page in pages:
        page.themes.add(theme)
        page.save()
    return pages


def private(page):
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def shown(client, address="/themes/neglect/"):
    return client.get(address).content.decode()


def test_a_long_list_is_cut_and_says_how_many_there_are(client, home, theme):
    index = ReviewIndexPageFactory(parent=home)
    on(theme, *(ReviewPageFactory(parent=index, title=f"Child {n:02}") for n in range(9)))

    html = shown(client)

    assert html.count("Child 0") == 6
    assert "All 9 reviews on this theme" in html
    assert "/reviews/?theme=neglect" in html


def test_no_draft_private_or_withdrawn_page_is_named_or_counted(client, home, theme):
    index, briefings = ReviewIndexPageFactory(parent=home), BriefingIndexPageFactory(parent=home)
    on(theme, *(ReviewPageFactory(parent=index, title=f"Child {n}") for n in range(7)))
    kept, _draft = on(
        theme,
        ReviewPageFactory(parent=index, title="Child Kept"),
        ReviewPageFactory(parent=index, title="Child Draft", live=False),
    )
    (withdrawn,) = on(theme, BriefingPageFactory(parent=briefings, title="A withdrawn briefing"))
    private(kept)
    withdrawn.unpublish()

    html = shown(client)

    assert "All 7 reviews on this theme" in html
    for title in ("Child Kept", "Child Draft", "A withdrawn briefing"):
        assert title not in html


def test_a_theme_that_only_a_private_review_has_is_not_in_the_list(client, home, theme):
    (kept,) = on(theme, ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home)))
    private(kept)

    assert "neglect" not in shown(client, "/themes/").partition("<main")[2]


@pytest.mark.parametrize("kind", ["briefing", "summary", "resource"])
def test_a_theme_that_only_one_page_carries_is_in_the_list_while_everybody_may_read_it(client, home, theme, kind):
    parents = {"briefing": BriefingIndexPageFactory, "summary": NationalIndexPageFactory, "resource": SeriesPageFactory}
    pages = {
        "briefing": BriefingPageFactory,
        "summary": NationalSummaryPageFactory,
        "resource": ThemedResourcePageFactory,
    }
    page = pages[kind](parent=parents[kind](parent=home))
    on(theme, page)

    def listed():
        content_changed()
        return '<a href="/themes/neglect/">' in client.get("/themes/").content.decode()

    told = [listed(), listed_in_the_sitemap(client)]
    page.keep_out_of_search = True
    page.save()
    told += [listed(), listed_in_the_sitemap(client)]
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    assert [*told, listed()] == [True, True, True, False, False]


def listed_in_the_sitemap(client):
    return "/themes/neglect/" in client.get("/sitemap-themes.xml").content.decode()


def test_related_themes_are_those_most_often_found_together(client, home, theme):
    often, seldom, never = (
        ThemeFactory(name="often"),
        ThemeFactory(name="seldom"),
        ThemeFactory(name="never", group="system"),
    )
    index = ReviewIndexPageFactory(parent=home)
    for n in range(3):
        (page,) = on(theme, ReviewPageFactory(parent=index))
        on(often, page)
        if n == 0:
            on(seldom, page)
    on(never, ReviewPageFactory(parent=index))

    related = client.get("/themes/neglect/").context["related_themes"]

    assert [(one, one.together) for one in related] == [(often, 3), (seldom, 1)]


def test_a_retired_theme_leads_to_the_one_used_instead(client, home, theme):
    ThemeFactory(slug="old", retired_on=date(2020, 1, 1), successor=theme)

    response = client.get("/themes/old/")

    assert (response.status_code, response["Location"]) == (301, "/themes/neglect/")


@pytest.mark.parametrize(("group", "is_told"), [(None, False), ("Editors", False), ("Training managers", True)])
def test_how_far_it_has_gone_is_told_to_those_who_may_see_counts(home, partnership, theme, group, is_told):
    review = ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home))
    (point,) = on(theme, LearningPointFactory(partnership=partnership))
    FindingFactory(review=review, point=point)
    client = Client()
    if group:
        client.force_login(UserFactory(group=group))

    assert ("How far it has gone" in shown(client)) is is_told


def test_the_list_has_groups_with_counts_letters_and_other_words(client, home, theme):
    ThemeAlternative.objects.create(theme=theme, label="Being left", is_retired=True)
    on(theme, ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home)))

    by_group, by_letter = shown(client, "/themes/"), shown(client, "/themes/?by=letter")

    assert "1 theme is in use here." in by_group
    assert "(1)</small>" in by_group
    assert "Being left" in by_group
    assert '<h2 id="group-1">N</h2>' in by_letter

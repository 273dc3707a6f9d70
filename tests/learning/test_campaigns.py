"""The campaign calendar: a theme a month, and its banner in that month."""

from datetime import date

import pytest
import time_machine
from wagtail.models import PageViewRestriction

from learning.models import Campaign, CampaignLink
from learning.queries.campaigns import campaign_now, campaigns_of
from tests.factories.accounts import UserFactory
from tests.factories.learning import PartnershipFactory, SeriesPageFactory, ThemedResourcePageFactory, ThemeFactory

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


def campaign(partnership, year, month, **fields):
    return Campaign.objects.create(partnership=partnership, year=year, month=month, **{"title": "Ring", **fields})


def test_the_calendar_has_now_then_what_comes_then_what_was(partnership):
    past, older, now, soon, later = (
        campaign(partnership, *when) for when in ((2026, 10), (2025, 11), (2026, 11), (2026, 12), (2027, 1))
    )
    campaign(PartnershipFactory(), 2026, 11)

    months = campaigns_of(partnership, on=TODAY)

    assert (months.now, months.coming, months.past) == (now, [soon, later], [past, older])
    assert now.when == "November 2026"


@time_machine.travel("2026-11-22 12:00 +0000", tick=False)
def test_a_campaign_is_announced_in_its_month_on_home_and_on_its_theme(client, home, partnership):
    theme, other = ThemeFactory(), ThemeFactory()
    campaign(partnership, 2026, 11, title="Ring, do not write", theme=theme)

    assert "In November 2026:" in client.get("/").content.decode()
    assert "Ring, do not write" in client.get(f"/themes/{theme.slug}/").content.decode()
    assert "Ring, do not write" not in client.get(f"/themes/{other.slug}/").content.decode()
    with time_machine.travel("2026-12-01 12:00 +0000", tick=False):
        assert "Ring, do not write" not in client.get("/").content.decode()


def test_no_other_partnerships_campaign_is_announced(partnership):
    campaign(PartnershipFactory(), TODAY.year, TODAY.month)

    assert campaign_now(partnership, on=TODAY) is None


def test_only_pages_that_everybody_reads_are_linked(client, home, partnership):
    row = campaign(partnership, 2026, 11)
    series = SeriesPageFactory(parent=home)
    pages = [ThemedResourcePageFactory(parent=series, title=title) for title in ("Shown", "Draft", "Kept")]
    for page in pages:
        CampaignLink.objects.create(campaign=row, page=page)
    pages[1].unpublish()
    PageViewRestriction.objects.create(page=pages[2], restriction_type=PageViewRestriction.LOGIN)

    html = client.get("/campaigns/").content.decode()

    assert "Shown" in html
    assert "Draft" not in html
    assert "Kept" not in html


def test_a_month_is_given_once_and_the_editor_is_told_so(client, partnership):
    campaign(partnership, 2026, 11)
    client.force_login(UserFactory(group="Editors"))
    form = {"partnership": partnership.pk, "year": 2026, "month": 11, "title": "Another"}
    links = {f"links-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}

    response = client.post("/admin/snippets/learning/campaign/add/", form | links | {"what_to_do": "null"})

    assert "already has a campaign in that month" in response.content.decode()
    assert "Another" in response.content.decode()
    assert Campaign.objects.count() == 1


def test_an_empty_calendar_says_so(client, partnership):
    assert "No campaign has been planned here yet." in client.get("/campaigns/").content.decode()

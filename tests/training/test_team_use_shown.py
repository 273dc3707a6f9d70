"""What readers and staff see of team use: on a briefing's page, and in lists of events."""

import pytest

from partnership.content_version import content_changed
from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory, FindingFactory, ReviewIndexPageFactory, ReviewPageFactory
from tests.factories.training import TeamUseFactory
from training.domain.team_use import accept_team_use
from training.models import TeamUse

pytestmark = pytest.mark.django_db


@pytest.fixture
def used(home, partnership, briefing, agency, point):
    """A briefing that two teams of one agency have used; a third team's word waits, a fourth is of another agency."""
    FindingFactory(point=point, review=ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home)))
    for of in (agency, agency, AgencyFactory(partnerships=[partnership])):
        use = TeamUseFactory(partnership=partnership, briefing=briefing, agency=of, setting="North")
        use.points.add(point)
        accept_team_use(use, by=None)
    TeamUseFactory(partnership=partnership, briefing=briefing, agency=agency)
    return briefing


def words_of(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(response.content.decode().split())


def test_a_briefings_page_leads_to_the_form(client, briefing):
    html = words_of(client, briefing.url)

    assert f'href="{briefing.url}used/"' in html
    assert "Used by" not in html


def test_readers_are_told_how_many_teams_and_of_which_agencies_is_not_theirs_to_know(client, used):
    html = words_of(client, used.url)

    assert "Used by 3 teams so far." in html
    assert "agencies" not in html.partition("Used by 3 teams")[2][:40]


def test_those_who_may_see_counts_are_told_of_how_many_agencies(client, used):
    client.force_login(UserFactory(group="Trainers"))

    assert "Used by 3 teams so far, in 2 agencies." in words_of(client, used.url)


def test_the_page_tells_of_a_team_as_soon_as_it_is_accepted(client, briefing, partnership, agency, settings):
    settings.KEPT_PARTS_SECONDS = 60
    assert "Used by" not in words_of(client, briefing.url)
    accept_team_use(TeamUseFactory(partnership=partnership, briefing=briefing, agency=agency), by=None)
    content_changed()  # what the commit of the event does: tests commit nothing

    assert "Used by 1 team so far." in words_of(client, briefing.url)


@pytest.mark.parametrize("group", [None, "Training managers"])
def test_team_meetings_are_counted_and_not_listed(group, client, used, point):
    if group:
        client.force_login(UserFactory(group=group))

    for address in ("/training/", point.get_absolute_url()):
        assert "Team briefing: Neglect" not in words_of(client, address)
    assert "Team briefing: Neglect" not in client.get("/training/events.ics").content.decode()


def test_reach_counts_them_for_those_who_may_know(client, used, point):
    client.force_login(UserFactory(group="Training managers"))

    assert "<b>2</b>agencies: Briefing" in words_of(client, point.get_absolute_url())


def test_a_search_finds_nothing_of_what_teams_said(client, used):
    TeamUse.objects.update(struck="Zyzzyva")

    assert "0 results for “zyzzyva”" in words_of(client, "/search/?q=zyzzyva")

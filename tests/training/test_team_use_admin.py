"""What teams say, in the admin: looked at, put right, accepted or refused by those who may, one by one or many at once."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory
from tests.factories.training import TeamUseFactory
from training.domain.team_use import accept_team_use
from training.enums import TeamUseState
from training.models import TeamUse, TrainingEvent

pytestmark = pytest.mark.django_db
USES = "wagtailsnippets_training_teamuse"
LIST = f"/admin/snippets/training/teamuse/?state={TeamUseState.WAITING}"


def signed_in(group):
    client = Client()
    client.force_login(UserFactory(group=group), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


@pytest.fixture
def moderator():
    return signed_in("Moderators")


@pytest.fixture
def use(partnership, briefing, agency):
    return TeamUseFactory(partnership=partnership, briefing=briefing, agency=agency, struck="Ada said it all.")


def state_of(use):
    return TeamUse.objects.get(pk=use.pk).state


def decide(client, verb, use, **data):
    return client.post(reverse(f"{USES}:{verb}", args=[use.pk]), data)


def said_in(response):
    return [str(message) for message in response.context["messages"]]


def bulk(client, action, uses, **data):
    address = reverse("wagtail_bulk_action", args=["training", "teamuse", action])
    chosen = "&".join(f"id={use.pk}" for use in uses)
    return client.post(f"{address}?next={LIST}&{chosen}", data, follow=True)


@pytest.mark.parametrize("group", ["Moderators", "Training managers"])
def test_those_who_may_accept_it(group, use):
    response = decide(signed_in(group), "accept", use)

    assert (response["Location"], state_of(use)) == (LIST, TeamUseState.ACCEPTED)
    assert TeamUse.objects.get().decided_by.groups.get().name == group


@pytest.mark.parametrize("verb", ["accept", "refuse", "take_back"])
@pytest.mark.parametrize("group", ["Editors", "Trainers", "Agency leads", None])
def test_nobody_else_decides(group, verb, use):
    response = decide(signed_in(group), verb, use, reason="Mine")

    assert (response.status_code in (302, 403), state_of(use)) == (True, TeamUseState.WAITING)
    assert TrainingEvent.objects.count() == 0


@pytest.mark.parametrize("action", ["accept", "refuse"])
def test_an_editor_decides_about_many_no_more_than_about_one(action, use):
    bulk(signed_in("Editors"), action, [use], reason="Mine")

    assert state_of(use) == TeamUseState.WAITING


def test_pressing_twice_makes_one_event(moderator, use):
    for _ in range(2):
        decide(moderator, "accept", use)

    assert TrainingEvent.objects.count() == 1


def test_without_an_agency_it_asks_for_one(moderator, partnership, briefing, agency):
    use = TeamUseFactory(partnership=partnership, briefing=briefing, agency_as_given="Scouts")
    response = moderator.post(reverse(f"{USES}:accept", args=[use.pk]), follow=True)

    assert said_in(response) == [
        "“Neglect, 12 March 2026” names no agency of the list. Choose the agency it counts for, then accept it."
    ]
    assert f'<option value="{agency.pk}">' in response.content.decode()
    decide(moderator, "accept", use, agency=agency.pk)
    assert TeamUse.objects.get().event.host == agency


def test_an_agency_of_another_partnership_is_not_offered_and_not_taken(moderator, partnership, briefing):
    use, elsewhere = TeamUseFactory(partnership=partnership, briefing=briefing), AgencyFactory()

    decide(moderator, "accept", use, agency=elsewhere.pk)

    assert (state_of(use), TrainingEvent.objects.count()) == (TeamUseState.WAITING, 0)


def test_a_refusal_without_a_reason_asks_for_one(moderator, use):
    response = moderator.post(reverse(f"{USES}:refuse", args=[use.pk]), {"reason": ""}, follow=True)

    assert said_in(response) == ["Say why in a few words: the next person to look at this will want to know."]
    assert state_of(use) == TeamUseState.WAITING


def test_a_name_that_is_taken_out_is_kept_nowhere(moderator, use):
    form = moderator.get(reverse(f"{USES}:edit", args=[use.pk])).context["form"]
    fields = {name: form[name].value() or "" for name in form.fields}
    moderator.post(reverse(f"{USES}:edit", args=[use.pk]), fields | {"struck": "Somebody said it all."})

    use.refresh_from_db()
    assert use.struck == "Somebody said it all."
    assert not hasattr(use, "revisions")
    assert [entry for entry in ModelLogEntry.objects.all() if "Ada" in f"{entry.label}{entry.data}"] == []


def test_once_accepted_only_its_words_are_changed(moderator, use):
    accept_team_use(use, by=None)
    moderator.post(reverse(f"{USES}:edit", args=[use.pk]), {"struck": "Words.", "present": "99"})

    use.refresh_from_db()
    assert (use.struck, use.present, use.state) == ("Words.", 8, TeamUseState.ACCEPTED)


def test_deleting_what_was_said_leaves_what_counts(moderator, use):
    event = accept_team_use(use, by=None).event
    moderator.post(reverse(f"{USES}:delete", args=[use.pk]))

    assert (TeamUse.objects.count(), TrainingEvent.objects.get()) == (0, event)
    assert event.attendances.get().people == 8


def test_many_are_accepted_and_what_cannot_be_is_left_and_said(moderator, use, partnership, briefing):
    without = TeamUseFactory(partnership=partnership, briefing=briefing)
    response = bulk(moderator, "accept", [use, without])

    assert (state_of(use), state_of(without)) == (TeamUseState.ACCEPTED, TeamUseState.WAITING)
    assert said_in(response)[-1].strip() == "1 accepted."
    assert "names no agency of the list" in said_in(response)[0]


def test_many_are_refused_with_one_reason(moderator, partnership, briefing):
    uses = [TeamUseFactory(partnership=partnership, briefing=briefing) for _ in range(3)]
    bulk(moderator, "refuse", uses, reason="A flood")

    assert set(TeamUse.objects.values_list("state", "reason")) == {(TeamUseState.REFUSED, "A flood")}


def test_all_means_all_there_are_to_look_at(moderator, use, partnership, briefing, agency):
    accepted = accept_team_use(TeamUseFactory(partnership=partnership, briefing=briefing, agency=agency), by=None)
    address = reverse("wagtail_bulk_action", args=["training", "teamuse", "refuse"])
    moderator.post(f"{address}?next={LIST}&id=all", {"reason": "A flood"})

    assert (state_of(use), state_of(accepted)) == (TeamUseState.REFUSED, TeamUseState.ACCEPTED)


def test_the_list_is_narrowed_by_state_briefing_and_agency(moderator, use, partnership, agency):
    TeamUseFactory(partnership=partnership, agency=agency)
    TeamUseFactory(partnership=partnership, briefing=use.briefing)
    TeamUseFactory(partnership=partnership, briefing=use.briefing, agency=agency, state=TeamUseState.REFUSED)
    asked = {"state": "waiting", "briefing": use.briefing_id, "agency": agency.pk}

    response = moderator.get(reverse(f"{USES}:list"), asked)

    assert list(response.context["object_list"]) == [use]


def test_the_menu_says_how_many_there_are_to_look_at(moderator, use):
    assert "Team use to look at (1)" in moderator.get("/admin/").content.decode()
    decide(moderator, "accept", use)
    assert "Team use to look at (" not in moderator.get("/admin/").content.decode()


def test_the_list_asks_no_more_where_there_is_more(
    moderator, partnership, briefing, django_assert_num_queries, django_assert_max_num_queries
):
    address = reverse(f"{USES}:list")

    def add():
        agency = AgencyFactory(partnerships=[partnership])
        TeamUseFactory(partnership=partnership, briefing=briefing, agency=agency)

    add()
    moderator.get(address)
    with django_assert_max_num_queries(100) as with_one:
        moderator.get(address)
    for _ in range(10):
        add()
    with django_assert_num_queries(len(with_one.captured_queries)):
        moderator.get(address)


def test_a_briefings_editor_is_led_to_what_teams_said_of_it(use):
    editor = signed_in("Editors")
    html = editor.get(reverse("wagtailadmin_pages:edit", args=[use.briefing_id])).content.decode()

    assert f"/admin/snippets/training/teamuse/?briefing={use.briefing_id}" in html
    page = editor.get(reverse(f"{USES}:inspect", args=[use.pk])).content.decode()
    assert "Ada said it all." in page
    assert reverse(f"{USES}:accept", args=[use.pk]) not in page


def csv_of(client, **asked):
    response = client.get(reverse(f"{USES}:csv"), asked)
    return list(csv.DictReader(io.StringIO(response.getvalue().decode("utf-8-sig"))))


def test_the_csv_holds_what_the_list_shows_and_no_formula(moderator, use, partnership, briefing):
    TeamUse.objects.filter(pk=use.pk).update(
        struck='=HYPERLINK("http://x")', setting="@SUM(A1)", barriers="Line one\nline two"
    )
    TeamUseFactory(partnership=partnership, briefing=briefing, state=TeamUseState.REFUSED)

    rows = csv_of(moderator, state="waiting")

    assert [(row["Briefing"], row["People"], row["Date"], row["State"]) for row in rows] == [
        ("Neglect", "8", "2026-03-12", "To look at")
    ]
    assert [rows[0][name] for name in ("What struck them", "Team or setting", "What may get in the way")] == [
        '\'=HYPERLINK("http://x")',
        "'@SUM(A1)",
        "Line one\nline two",
    ]


def test_what_a_team_typed_is_text_in_the_admin(moderator, use):
    TeamUse.objects.filter(pk=use.pk).update(struck="<script>alert(1)</script>", setting="<b>x</b>")

    for address in (reverse(f"{USES}:inspect", args=[use.pk]), reverse(f"{USES}:list")):
        html = moderator.get(address).content.decode()
        assert "<script>alert(1)" not in html
        assert "<b>x</b>" not in html

"""Starting a cascade and changing it: what is offered, what is refused in which words, and that nothing is lost."""

from datetime import date

import pytest
from django.urls import reverse

from learning.enums import SuccessionKind
from learning.models import Agency, MailBatch, QueuedMail
from tests.factories.accounts import UserFactory
from tests.factories.learning import AgencyFactory, AgencySuccessionFactory
from tests.training.cascades.conftest import NOW
from training.domain.cascade_sending import send_cascade
from training.enums import CascadeOf, CascadeState
from training.models import Cascade

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("manager")]
NEW = reverse("cascade_new")
DATES = {"acknowledge_by": "4 December 2026", "complete_by": "31 January 2027"}


def new(client, page, **answers):
    return client.post(f"{NEW}?page={page.pk}", DATES | answers, follow=answers.pop("follow", False))


def chosen(cascade):
    return [row.agency.name for row in cascade.recipients.order_by("agency__name")]


@pytest.mark.parametrize("of", CascadeOf.values)
def test_managers_start_from_the_page_of_what_is_passed_on(client, things, of):
    address = f"{things[of].url}pack/" if of == CascadeOf.PACK else things[of].url
    start = f'href="{NEW}?page={things[of].pk}"'

    assert start in client.get(address).content.decode()
    client.force_login(UserFactory(group="Trainers"))
    assert start not in client.get(address).content.decode()
    client.logout()
    assert start not in client.get(address).content.decode()


def test_what_can_be_cascaded_is_searched_by_words_and_kind(client, things, summary):
    everything = client.get(NEW).content.decode()
    found = client.get(NEW, {"q": "NIGHT different", "of": "summary"}).content.decode()
    none = client.get(NEW, {"q": "night", "of": "briefing"}).content.decode()

    assert all(f"?page={page.pk}" in everything for page in things.values())
    assert [page for page in things.values() if f"?page={page.pk}" in found] == [summary]
    assert "Nothing published is called that." in none


def test_a_new_cascade_begins_with_the_summarys_own_dates(client, summary):
    form = client.get(NEW, {"page": summary.pk}).context["form"]

    assert (form["acknowledge_by"].value(), form["complete_by"].value()) == ("5 December 2026", "31 January 2027")


def test_dates_of_the_summary_that_have_passed_are_not_offered(client, summary):
    summary.cascade_on, summary.reply_by = date(2026, 3, 2), date(2026, 5, 15)
    summary.save()

    form = client.get(NEW, {"page": summary.pk}).context["form"]

    assert (form["acknowledge_by"].value(), form["complete_by"].value()) == ("5 December 2026", "2 January 2027")


def test_it_is_kept_as_a_draft_and_nothing_is_sent(client, summary, agencies, manager):
    answer = new(client, summary, agencies=[agencies.school.pk, agencies.police.pk], is_public="on")

    cascade = Cascade.objects.get()
    assert answer.headers["Location"] == reverse("cascade_preview", args=[cascade.pk])
    assert (cascade.state, cascade.of, cascade.is_public) == (CascadeState.DRAFT, CascadeOf.SUMMARY, True)
    assert (cascade.acknowledge_by, cascade.complete_by) == (date(2026, 12, 4), date(2027, 1, 31))
    assert (chosen(cascade), cascade.created_by, QueuedMail.objects.count()) == (["Hill School", "Police"], manager, 0)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"acknowledge_by": ""}, "Give the day by which agencies should say that they have it."),
        ({"acknowledge_by": "soon"}, "“soon” is not a single day. Write it like 3 March 2027."),
        ({"acknowledge_by": "31 February 2027"}, "is not a date that can be read"),
        ({"acknowledge_by": "20 November 2026"}, "20 November 2026 has passed. Give a day to come."),
        ({"complete_by": "3 December 2026"}, "This is before the day to acknowledge by. Look at both again."),
        ({"complete_by": "31 January 2072"}, "is years away. Look at the year again."),
        ({"covering_note": "x" * 3_001}, "The note has 3001 characters. Write it in 3000 or fewer"),
        ({"agencies": []}, "Choose at least one agency."),
        ({"agencies": ["999999", "x", ""]}, "Choose at least one agency."),
    ],
)
def test_a_slip_is_told_in_a_sentence_and_nothing_typed_is_lost(client, summary, agencies, answers, said):
    told = new(client, summary, **{"agencies": [agencies.police.pk], "covering_note": "My note.", **answers})

    words = told.content.decode()
    assert (told.status_code, Cascade.objects.count()) == (422, 0)
    assert said in words
    assert answers.get("covering_note", "My note.") in words
    if "agencies" not in answers:
        assert f'value="{agencies.police.pk}" checked' in words


def test_a_note_of_3000_characters_counts_its_line_breaks_once(client, summary, agencies):
    note = "a" * 1_499 + "\r\n" + "b" * 1_500

    new(client, summary, agencies=[agencies.police.pk], covering_note=note)

    assert len(Cascade.objects.get().covering_note) == 3_000


@pytest.mark.parametrize(
    ("pick", "before", "after"),
    [
        ("all", [], ["Hill School", "Housing", "Police", "Vale School"]),
        ("none", ["school", "police"], []),
        ("all:{school.kind_id}", ["police"], ["Hill School", "Police", "Vale School"]),
        ("none:{school.kind_id}", ["school", "police"], ["Police"]),
        ("nonsense", ["police"], ["Police"]),
    ],
)
def test_buttons_choose_many_agencies_at_once_without_script_and_keep_nothing(
    client, summary, agencies, pick, before, after
):
    answer = new(
        client,
        summary,
        pick=pick.format(**vars(agencies)),
        agencies=[getattr(agencies, name).pk for name in before],
        covering_note="Half writ",
    )

    form = answer.context["form"]
    assert sorted(form.agencies[pk].name for pk in form.chosen) == after
    assert (answer.status_code, form["covering_note"].value(), Cascade.objects.count()) == (200, "Half writ", 0)


def test_agencies_put_away_merged_or_of_others_are_not_offered(
    client, summary, agencies, partnership, other_partnership
):
    merged = AgencyFactory(name="Merged", partnerships=[partnership])
    AgencySuccessionFactory(
        predecessor=merged, successor=agencies.police, kind=SuccessionKind.MERGED, on=date(2026, 1, 1)
    )
    AgencyFactory(name="Put away", partnerships=[partnership], is_active=False)
    other = AgencyFactory(name="Of others", partnerships=[other_partnership])

    form = client.get(NEW, {"page": summary.pk}).context["form"]
    new(client, summary, agencies=[agencies.police.pk, other.pk, merged.pk])

    assert sorted(one.name for one in form.agencies.values()) == ["Hill School", "Housing", "Police", "Vale School"]
    assert chosen(Cascade.objects.get()) == ["Police"]


def draft_of(page):
    page.unpublish()
    return page.pk


@pytest.mark.parametrize(
    "asked", [draft_of, lambda page: page.get_parent().pk, lambda page: "x", lambda page: 10**17, lambda page: ""]
)
def test_what_is_not_published_or_no_such_thing_cannot_be_cascaded(client, summary, asked):
    assert client.get(NEW, {"page": asked(summary)}).status_code == 404


def test_a_summary_that_one_person_wrote_and_approved_cannot_be_cascaded(client, summary):
    type(summary).objects.filter(pk=summary.pk).update(approved_by="business MANAGER")

    answer = client.get(NEW, {"page": summary.pk})

    assert (answer.status_code, Cascade.objects.count()) == (422, 0)
    assert "says who summarised it and who else approved it." in answer.content.decode()


def test_a_draft_is_changed_and_agencies_taken_out_and_in(client, draft, agencies):
    new_note = {"covering_note": "Another.", "agencies": [agencies.police.pk, agencies.housing.pk]}

    answer = client.post(reverse("cascade_edit", args=[draft.pk]), DATES | new_note)

    draft.refresh_from_db()
    assert (answer.status_code, draft.covering_note, chosen(draft)) == (302, "Another.", ["Housing", "Police"])


def test_an_agency_of_a_draft_that_was_put_away_since_is_shown_and_can_be_taken_out(client, draft, agencies):
    Agency.objects.filter(pk=agencies.police.pk).update(is_active=False)

    form = client.get(reverse("cascade_edit", args=[draft.pk])).content.decode()

    assert f'value="{agencies.police.pk}" checked' in form
    assert "not active any more" in form


def test_a_draft_is_deleted_and_what_was_sent_is_not(client, draft, everybody, summary):
    other = Cascade.objects.get(pk=draft.pk)
    client.post(reverse("cascade_delete", args=[draft.pk]))
    assert not Cascade.objects.filter(pk=other.pk).exists()

    new(client, summary, agencies=[everybody[0].pk])
    sent = send_cascade(Cascade.objects.get(), by=None)
    answers = [client.post(reverse(name, args=[sent.pk]), DATES) for name in ("cascade_edit", "cascade_delete")]

    assert [one.headers["Location"] for one in answers] == [reverse("cascade_sending", args=[sent.pk])] * 2
    assert Cascade.objects.get().state == CascadeState.SENT


def test_before_it_is_sent_nobody_who_will_not_get_it_is_hidden(client, draft, agencies):
    Agency.objects.filter(pk=agencies.school.pk).update(lead_email="no address", name="Hill & Co")
    came_back(agencies.police, "Mailbox full")

    reach = client.get(reverse("cascade_preview", args=[draft.pk])).context["reach"]

    assert [(one.agency.name, one.why_not.value) for one in reach.cannot] == [
        ("Hill & Co", "broken_address"),
        ("Housing", "no_address"),
    ]
    assert [(one.agency.name, one.came_back_why) for one in reach.came_back] == [("Police", "Mailbox full")]


def test_a_lead_of_several_agencies_is_told_apart_before_sending(client, draft):
    words = client.get(reverse("cascade_preview", args=[draft.pk])).content.decode()

    assert "head@hill.example: Hill School; Vale School" in words
    assert "They get one mail for each agency" in words


def test_what_came_back_once_and_arrived_since_is_not_told(client, draft, agencies):
    came_back(agencies.police, "Mailbox full")
    came_back(agencies.police, "")
    QueuedMail.objects.filter(came_back_why="").update(came_back_at=None)

    assert client.get(reverse("cascade_preview", args=[draft.pk])).context["reach"].came_back == []


def came_back(agency, why):
    batch = MailBatch.objects.create(kind="cascade", title="Earlier", subject="x", text="x")
    number = QueuedMail.objects.count()
    QueuedMail.objects.create(
        batch=batch,
        agency=agency,
        to=agency.lead_email,
        key=f"earlier:{number}",
        sent_at=NOW,
        came_back_at=NOW,
        came_back_why=why,
    )


def test_only_those_who_may_mend_an_agency_are_led_to_it(client, draft, agencies):
    mend = reverse("wagtailsnippets_learning_agency:edit", args=[agencies.housing.pk])
    address = reverse("cascade_preview", args=[draft.pk])

    assert mend not in client.get(address).content.decode()
    client.force_login(UserFactory(is_superuser=True))
    assert mend in client.get(address).content.decode()

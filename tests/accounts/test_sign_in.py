"""One way in: allauth's page. Wagtail's own forms are never reached, and nothing tells whether an account exists."""

import pytest
from django.core import mail
from django.urls import reverse

from tests.accounts.conftest import PASSWORD
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def is_signed_in(client) -> bool:
    return "_auth_user_id" in client.session


def test_the_right_password_signs_in_and_leads_an_editor_to_the_desk(client, editor, sign_in):
    response = sign_in()

    assert (response.status_code, response["Location"]) == (302, "/admin/")
    assert is_signed_in(client)


def test_a_trainer_lands_on_the_home_page(partnership, sign_in):
    UserFactory(email="trainer@example.org", group="Trainers")

    assert sign_in("trainer@example.org")["Location"] == "/"


def test_the_address_may_be_typed_in_any_case(client, editor, sign_in):
    sign_in("Editor@Example.ORG")

    assert is_signed_in(client)


def test_next_leads_to_the_page_somebody_was_going_to(editor, sign_in):
    assert sign_in(address="/accounts/login/?next=/admin/pages/")["Location"] == "/admin/pages/"


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_next_never_leads_off_the_site(editor, sign_in, evil):
    assert sign_in(address=f"/accounts/login/?next={evil}")["Location"] == "/admin/"


@pytest.mark.parametrize(
    ("email", "password"),
    [("editor@example.org", "wrong"), ("nobody@example.org", "wrong"), ("closed@example.org", PASSWORD + "x")],
    ids=["known address", "unknown address", "closed account"],
)
def test_a_failed_try_says_the_same_whoever_it_was(client, editor, sign_in, email, password):
    UserFactory(email="closed@example.org", is_active=False)

    response = sign_in(email, password)

    assert response.context["form"].non_field_errors() == [
        "The email address and/or password you specified are not correct."
    ]
    assert not is_signed_in(client)


def test_a_closed_account_does_not_sign_in(client, partnership, sign_in):
    UserFactory(email="closed@example.org", is_active=False)

    sign_in("closed@example.org")

    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("asked", "location"),
    [
        ("/admin/login/", "/accounts/login/"),
        ("/admin/login/?next=/admin/pages/", "/accounts/login/?next=%2Fadmin%2Fpages%2F"),
        ("/admin/login/?next=https://evil.example/", "/accounts/login/"),
        ("/_util/login/?next=/private/", "/accounts/login/?next=%2Fprivate%2F"),
    ],
)
def test_wagtails_own_doors_lead_to_the_sign_in_page(client, site, asked, location):
    assert client.get(asked)["Location"] == location


@pytest.mark.parametrize("door", ["/admin/login/", "/_util/login/"])
def test_a_password_posted_to_wagtails_own_doors_opens_nothing(client, editor, door):
    response = client.post(door, {"username": editor.email, "email": editor.email, "password": PASSWORD})

    assert response["Location"] == "/accounts/login/"
    assert not is_signed_in(client)


def test_the_admin_asks_for_sign_in_and_comes_back_to_the_page(client, site):
    response = client.get("/admin/pages/", follow=True)

    assert response.redirect_chain[-1] == ("/accounts/login/?next=%2Fadmin%2Fpages%2F", 302)


def test_somebody_signed_in_without_admin_access_is_told_so_and_not_sent_round(client, partnership):
    client.force_login(UserFactory(group="Trainers"))

    response = client.get("/admin/", follow=True)

    assert response.status_code == 403
    assert "Your account does not open this page" in response.content.decode()


def test_wagtails_password_pages_are_closed(client, site):
    assert client.get("/admin/password_reset/").status_code == 404


def test_nobody_signs_themselves_up(client, partnership, django_user_model):
    response = client.post(
        "/accounts/signup/", {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )

    assert "Accounts are made for you" in response.content.decode()
    assert not django_user_model.objects.exists()


def test_signing_out_takes_a_form_and_ends_the_session(client, editor, sign_in):
    sign_in()
    client.get("/accounts/logout/")
    assert is_signed_in(client)

    client.post("/accounts/logout/")

    assert not is_signed_in(client)


def test_people_do_not_change_their_own_address(client, editor):
    client.force_login(editor)

    response = client.post("/accounts/email/", {"email": "elsewhere@example.net", "action_add": ""})

    assert "An administrator changes it for you" in response.content.decode()
    assert not editor.emailaddress_set.filter(email="elsewhere@example.net").exists()
    assert mail.outbox == []


def test_a_new_password_is_sent_to_a_known_address(client, editor):
    response = client.post(reverse("account_reset_password"), {"email": "Editor@example.org"})

    assert response["Location"] == reverse("account_reset_password_done")
    assert [message.to for message in mail.outbox] == [["editor@example.org"]]
    assert "/accounts/password/reset/key/" in mail.outbox[0].body


def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, partnership):
    response = client.post(reverse("account_reset_password"), {"email": "stranger@example.net"})

    assert response["Location"] == reverse("account_reset_password_done")
    assert mail.outbox == []


def test_the_link_sets_a_new_password_once(client, editor, sign_in):
    client.post(reverse("account_reset_password"), {"email": editor.email})
    link = next(word for word in mail.outbox[0].body.split() if "/reset/key/" in word).removeprefix("http://testserver")
    form = client.get(link, follow=True).redirect_chain[-1][0]

    client.post(form, {"password1": "a quite new long phrase", "password2": "a quite new long phrase"})

    assert sign_in(password="a quite new long phrase")["Location"] == "/admin/"
    client.logout()
    assert "has been used already" in client.get(link, follow=True).content.decode()


def test_a_former_address_opens_nothing(client, editor, sign_in):
    editor.emailaddress_set.create(email=editor.email, verified=True, primary=True)
    editor.email = "new@example.org"
    editor.save()

    sign_in("editor@example.org")
    client.post(reverse("account_reset_password"), {"email": "editor@example.org"})

    assert not is_signed_in(client)
    assert mail.outbox == []

"""Making and changing people: by an administrator, by e-mail address, with no password chosen for anybody."""

import pytest
from django.core import mail
from django.core.management import call_command

from partnership.accounts.models import User
from tests.accounts.conftest import PASSWORD
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client, partnership):
    person = UserFactory(email="admin@example.org", is_superuser=True)
    client.force_login(person)
    return person


def make(client, **changes):
    fields = {"email": "New.Person@Example.org", "first_name": "New", "last_name": "Person", "groups": []}
    return client.post("/admin/users/new/", fields | changes)


def test_an_administrator_makes_a_person_from_an_address(client, administrator):
    response = make(client)

    person = User.objects.get(email="new.person@example.org")
    assert response["Location"] == "/admin/users/"
    assert (person.first_name, person.is_active, person.is_superuser) == ("New", True, False)
    assert not person.has_usable_password()


def test_a_new_person_is_sent_a_link_that_lets_them_choose_a_password(client, administrator, sign_in):
    make(client)
    link = next(word for word in mail.outbox[0].body.split() if "/reset/key/" in word).removeprefix("http://testserver")
    client.logout()
    form = client.get(link, follow=True).redirect_chain[-1][0]

    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})

    assert sign_in("new.person@example.org")["Location"] == "/"


def test_the_invitation_says_what_it_is(client, administrator):
    make(client)

    assert mail.outbox[0].subject == "Choose a password for testserver"
    assert "The link works for three days" in mail.outbox[0].body


def test_the_form_asks_for_no_password_and_no_username(client, administrator):
    form = client.get("/admin/users/new/").context["form"]

    assert set(form.fields) == {"email", "first_name", "last_name", "is_superuser", "groups"}


def test_one_address_is_one_person_in_whatever_case_it_is_typed(client, administrator):
    UserFactory(email="new.person@example.org")

    response = make(client)

    assert response.context["form"].errors == {"email": ["A user with that username already exists."]}


def test_an_administrator_gives_a_role_and_closes_an_account(client, administrator):
    person = UserFactory(email="person@example.org")
    fields = {"email": "person@example.org", "first_name": "A", "last_name": "B"}

    client.post(f"/admin/users/edit/{person.pk}/", fields | {"groups": [group_id("Trainers")], "is_active": "on"})
    person.refresh_from_db()
    assert list(person.groups.values_list("name", flat=True)) == ["Trainers"]
    client.post(f"/admin/users/edit/{person.pk}/", fields)

    person.refresh_from_db()
    assert not person.is_active


def test_closing_an_account_signs_it_out(client, partnership):
    person = UserFactory(group="Editors")
    client.force_login(person)
    User.objects.update(is_active=False)

    assert client.get("/admin/")["Location"] == "/admin/login/?next=/admin/"


def test_the_list_of_people_shows_and_searches_addresses(client, administrator):
    UserFactory(email="findable@example.org")

    listed = client.get("/admin/users/?q=findable").context["object_list"]

    assert [person.email for person in listed] == ["findable@example.org"]


@pytest.mark.parametrize("group", ["Editors", "Moderators", "Training managers"])
def test_only_administrators_manage_people(client, partnership, group):
    client.force_login(UserFactory(group=group))

    assert client.get("/admin/users/")["Location"] == "/admin/"
    assert make(client)["Location"] == "/admin/"
    assert not User.objects.filter(email="new.person@example.org").exists()


def test_an_editor_changes_neither_address_nor_password_on_wagtails_account_page(client, editor):
    client.force_login(editor)

    html = client.get("/admin/account/").content.decode()

    assert 'name="name_email-first_name"' in html
    assert 'type="password"' not in html
    assert 'name="name_email-email"' not in html
    assert "/accounts/password/change/" in html
    assert "/accounts/2fa/" in html


def test_the_first_administrator_is_made_on_the_command_line(monkeypatch):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)

    call_command("createsuperuser", "--noinput", "--email", "First@Example.org", verbosity=0)

    person = User.objects.get()
    assert (person.email, person.is_superuser, person.is_active) == ("first@example.org", True, True)
    assert person.check_password(PASSWORD)


def test_a_person_needs_an_address():
    with pytest.raises(ValueError, match="needs a work e-mail address"):
        User.objects.create_user("")


def group_id(name: str) -> int:
    from django.contrib.auth.models import Group

    return Group.objects.get(name=name).pk

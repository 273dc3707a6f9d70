"""Accounts nobody uses lose everything personal; what they did stays."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.core.management import CommandError, call_command
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry

from partnership.accounts.domain.retention import anonymise_account, inactive_accounts, months_before
from partnership.accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

TODAY = datetime(2026, 11, 21, 12, tzinfo=UTC)


def seen(email: str, last: str | None, made: str = "2020-01-01", **fields) -> User:
    def at(day: str | None) -> datetime | None:
        return datetime.fromisoformat(f"{day}T12:00+00:00") if day else None

    return UserFactory(email=email, last_login=at(last), date_joined=at(made), **fields)


@pytest.mark.parametrize(
    ("last", "made", "counts"),
    [
        ("2024-11-20", "2020-01-01", True),
        ("2024-11-22", "2020-01-01", False),
        (None, "2024-11-20", True),
        (None, "2026-11-01", False),
        ("2023-01-01", "2026-11-01", False),
    ],
    ids=["unused", "used since", "never used, old", "never used, new", "made again after an import"],
)
def test_unused_means_neither_signed_in_nor_made_in_that_time(last, made, counts):
    seen("person@example.org", last, made)

    assert inactive_accounts(24, on=TODAY).exists() is counts


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2026-11-21", 24, "2024-11-21"),
        ("2026-03-31", 1, "2026-02-28"),
        ("2024-03-31", 1, "2024-02-29"),
        ("2026-01-15", 1, "2025-12-15"),
    ],
)
def test_months_are_calendar_months(day, months, expected):
    assert months_before(datetime.fromisoformat(day), months) == datetime.fromisoformat(expected)


def test_nothing_personal_is_left_of_an_anonymised_account():
    person = seen("jo.bloggs@example.org", "2020-01-01", first_name="Jo", last_name="Bloggs", group="Editors")
    EmailAddress.objects.create(user=person, email="jo.bloggs@example.org")
    Authenticator.objects.create(user=person, type="totp", data={})
    AccessAttempt.objects.create(username="jo.bloggs@example.org", ip_address="203.0.113.1", failures_since_start=1)

    anonymise_account(person)

    person.refresh_from_db()
    assert (person.email, person.first_name, person.last_name) == (f"account-{person.pk}@anonymised.invalid", "", "")
    assert (person.is_active, person.is_superuser, person.has_usable_password()) == (False, False, False)
    assert not person.groups.exists()
    for held in (EmailAddress, Authenticator, AccessAttempt):
        assert not held.objects.exists()


def test_the_history_keeps_what_was_done_and_not_the_name(home):
    person = seen("jo.bloggs@example.org", "2020-01-01", first_name="Jo", last_name="Bloggs")
    log(home, "wagtail.edit", user=person)
    log(person, "wagtail.create")

    anonymise_account(person)

    assert PageLogEntry.objects.get(action="wagtail.edit").user_id == person.pk
    entries = ModelLogEntry.objects.order_by("pk").values_list("action", "label")
    assert list(entries) == [("wagtail.create", "Former account"), ("accounts.anonymise", "Former account")]


def test_an_anonymised_account_is_not_counted_again():
    anonymise_account(seen("person@example.org", "2020-01-01"))

    assert not inactive_accounts(24, on=TODAY).exists()


def run(*options: str) -> str:
    out = StringIO()
    call_command("anonymise_accounts", *options, stdout=out)
    return out.getvalue()


def test_a_dry_run_names_the_accounts_and_changes_nothing():
    seen("old@example.org", "2019-01-01")

    said = run("--dry-run")

    assert said == "old@example.org: would be anonymised\n1 account(s) unused for 24 months found.\n"
    assert User.objects.get().email == "old@example.org"


def test_the_command_anonymises_the_unused_and_leaves_the_rest():
    seen("old@example.org", "2019-01-01")
    used = UserFactory(email="used@example.org")

    run("--inactive-months", "12")

    assert list(User.objects.exclude(email__endswith=".invalid")) == [used]


def test_the_last_administrator_is_kept():
    seen("admin@example.org", "2019-01-01", is_superuser=True)

    assert "admin@example.org: kept, the only administrator left" in run()
    assert User.objects.get().is_superuser


def test_no_months_is_refused():
    with pytest.raises(CommandError, match="1 or more"):
        run("--inactive-months", "0")


def test_more_months_than_anybody_has_lived_are_refused():
    with pytest.raises(CommandError, match="1200 or fewer"):
        run("--inactive-months", "99999999999")

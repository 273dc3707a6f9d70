"""How long the site remembers people who no longer use it, and what is left of them afterwards."""

from datetime import datetime

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt, AccessLog
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import APIToken, ModelLogEntry
from wagtail.users.models import UserProfile

from partnership.accounts.models import User

ANONYMISED_DOMAIN = "anonymised.invalid"  # RFC 2606: no such domain will ever exist
ANONYMISED_LABEL = "Former account"


def inactive_accounts(months: int, *, on: datetime | None = None) -> QuerySet[User]:
    """People who have neither signed in nor been made within `months` calendar months before `on` (now).

    Those anonymised before are not counted again.
    """
    limit = months_before(on or timezone.now(), months)
    last_seen = Greatest(Coalesce("last_login", "date_joined"), "date_joined")
    people = User.objects.exclude(email__endswith=f"@{ANONYMISED_DOMAIN}")
    return people.alias(last_seen=last_seen).filter(last_seen__lt=limit).order_by("pk")


def is_last_administrator(person: User) -> bool:
    """Would the site be left without anybody who can manage it?"""
    others = User.objects.filter(is_superuser=True, is_active=True).exclude(pk=person.pk)
    return person.is_superuser and person.is_active and not others.exists()


def anonymise_account(person: User) -> User:
    """Take everything personal off an account, for good; what it did stays in the history, as done by a former account.

    The row stays, so that page histories and reports keep their author's number. Signed-in browsers are signed out: the
    password that their sessions were made with is gone.
    """
    former_address = person.email
    with transaction.atomic():
        person.email = f"account-{person.pk}@{ANONYMISED_DOMAIN}"
        person.first_name, person.last_name = "", ""
        person.is_active = person.is_staff = person.is_superuser = False
        person.set_unusable_password()
        person.save()
        person.groups.set(Group.objects.none())
        person.user_permissions.clear()
        _forget_belongings(person, former_address)
        log(person, "accounts.anonymise")
        ModelLogEntry.objects.filter(
            content_type=ContentType.objects.get_for_model(User), object_id=str(person.pk)
        ).update(label=ANONYMISED_LABEL)
    return person


def _forget_belongings(person: User, former_address: str) -> None:
    """What other apps hold about a person."""
    EmailAddress.objects.filter(user=person).delete()
    Authenticator.objects.filter(user=person).delete()
    APIToken.objects.filter(user=person).delete()
    AccessAttempt.objects.filter(username__iexact=former_address).delete()
    AccessLog.objects.filter(username__iexact=former_address).delete()
    for profile in UserProfile.objects.filter(user=person):
        if profile.avatar:
            profile.avatar.delete(save=False)
        profile.delete()


def months_before(moment: datetime, months: int) -> datetime:
    """The same day and hour `months` calendar months earlier; the month's last day where it has fewer."""
    year, month = divmod(moment.year * 12 + moment.month - 1 - months, 12)
    for day in (moment.day, 30, 29, 28):
        try:
            return moment.replace(year=year, month=month + 1, day=min(day, moment.day))
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")

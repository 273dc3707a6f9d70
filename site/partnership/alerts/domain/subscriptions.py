"""Asking to be told of what is new: somebody asks, confirms from their own inbox, changes it, and leaves with one press."""

from datetime import datetime, timedelta

from django.core import signing
from django.db import transaction
from django.utils import timezone
from wagtail.models import Site

from partnership.alerts.enums import Frequency
from partnership.alerts.models import Interest, Subscriber
from partnership.alerts.wanted import Wanted

CONFIRM, YOURS = "partnership.alerts.confirm", "partnership.alerts.yours"
DAYS_TO_CONFIRM = 7
ASK_AGAIN_AFTER = timedelta(hours=1)
MOST_INTERESTS = 20


class NoSuchSubscriber(Exception):
    """The link is not ours, has been used to leave, or was left too long."""


class TooManyInterests(Exception):
    """Nobody needs more; a feed or a search does it better."""


def ask_for_alerts(
    site: Site, email: str, wanted: Wanted, *, frequency: str, now: datetime | None = None
) -> Subscriber | None:
    """Remembers what somebody asked for; returns the subscriber where the question has to be sent, None where it has not.

    It counts for nothing until it is confirmed from the inbox, each new wish too: nobody can ask for somebody else. Nothing
    is sent to who was asked within the hour: nobody's inbox can be filled from here.

    Raises:
        TooManyInterests: there are as many as there may be, waiting ones among them.
    """
    now = now or timezone.now()
    with transaction.atomic():
        subscriber, is_new = Subscriber.objects.select_for_update().get_or_create(
            site=site, email=email.strip().lower(), defaults={"asked_at": now, "frequency": Frequency(frequency)}
        )
        added = _add(subscriber, wanted)
        if is_new:
            return subscriber
        if not added and not subscriber.interests.filter(is_confirmed=False).exists():
            return None
        if subscriber.asked_at > now - ASK_AGAIN_AFTER:
            return None
        subscriber.asked_at = now
        if subscriber.confirmed_at is None:
            subscriber.frequency = Frequency(frequency)
        subscriber.save(update_fields=["asked_at", "frequency"])
    return subscriber


def confirm(token: str, *, now: datetime | None = None) -> Subscriber:
    """From now on this reader is told. Confirming twice changes nothing. Raises NoSuchSubscriber."""
    now = now or timezone.now()
    with transaction.atomic():
        subscriber = subscriber_of(token, to_confirm=True)
        subscriber.interests.filter(is_confirmed=False).update(is_confirmed=True)
        if subscriber.confirmed_at is None:
            subscriber.confirmed_at = subscriber.told_until = now
            subscriber.save(update_fields=["confirmed_at", "told_until"])
    return subscriber


def change_frequency(subscriber: Subscriber, frequency: str) -> None:
    subscriber.frequency = Frequency(frequency)
    subscriber.save(update_fields=["frequency"])


def drop_interest(subscriber: Subscriber, interest_id: int) -> bool:
    """Forgets one wish; with the last of them the address. Returns whether the address is still there."""
    with transaction.atomic():
        subscriber.interests.filter(pk=interest_id).delete()
        if subscriber.interests.exists():
            return True
        subscriber.delete()
    return False


def stop(token: str) -> None:
    """Forgets the address and all that was asked for. Raises NoSuchSubscriber."""
    subscriber_of(token).delete()


def link_value(subscriber: Subscriber) -> list[str | int]:
    """What is signed in every link of a subscriber's; the salt says which link it is.

    The one that confirms runs out in a week, the others work as long as the subscription is there.
    """
    return [subscriber.pk, subscriber.key]


def subscriber_of(token: str, *, to_confirm: bool = False) -> Subscriber:
    """Whose link it is. Raises NoSuchSubscriber."""
    most_days = timedelta(days=DAYS_TO_CONFIRM) if to_confirm else None
    try:
        pk, key = signing.loads(token, salt=CONFIRM if to_confirm else YOURS, max_age=most_days)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NoSuchSubscriber from error
    found = Subscriber.objects.filter(pk=pk, key=key).select_related("site").first()
    if found is None:
        raise NoSuchSubscriber
    return found


def forget_the_unconfirmed(*, now: datetime | None = None) -> int:
    """Addresses and wishes never confirmed go when their link has run out; returns how many addresses."""
    limit = (now or timezone.now()) - timedelta(days=DAYS_TO_CONFIRM)
    Interest.objects.filter(is_confirmed=False, subscriber__asked_at__lt=limit).delete()
    never = Subscriber.objects.filter(confirmed_at=None, asked_at__lt=limit)
    number = never.count()
    never.delete()
    return number


def _add(subscriber: Subscriber, wanted: Wanted) -> bool:
    """Whether it is a new wish."""
    said = {
        "kind": wanted.kind,
        "theme_id": wanted.theme,
        "agency_kind_id": wanted.agency_kind,
        "words": wanted.words,
    }
    if subscriber.interests.filter(**said).exists():
        return False
    if subscriber.interests.count() >= MOST_INTERESTS:
        raise TooManyInterests
    Interest.objects.create(subscriber=subscriber, **said)
    return True

"""Telling people that a pack has changed: they ask, they confirm, and one click lets them out."""

from datetime import datetime, timedelta

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import F, Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from briefings.models import BriefingPage, PackEdition, PackEditionItem, PackSubscription
from learning.models import ReviewPage
from media.models import Document

_ASKED = "briefings.subscription.confirm"
_OUT = "briefings.subscription.stop"
DAYS_TO_CONFIRM = 7
ASK_AGAIN_AFTER = timedelta(hours=1)


class NoSuchSubscription(Exception):
    """The link is not ours, has been used to leave, or was left too long."""


def ask_for_updates(review: ReviewPage, email: str, *, now: datetime | None = None) -> PackSubscription | None:
    """Remembers that somebody asked; returns the subscription where the question has to be sent, None where it has not.

    Nothing is sent to who has confirmed, or was asked within the hour: nobody's inbox can be filled from here.
    """
    now = now or timezone.now()
    address = email.strip().lower()
    try:
        with transaction.atomic():
            return PackSubscription.objects.create(review=review, email=address, asked_at=now)
    except IntegrityError:
        asked_before = PackSubscription.objects.filter(
            review=review, email=address, confirmed_at=None, asked_at__lte=now - ASK_AGAIN_AFTER
        )
        if not asked_before.update(asked_at=now):
            return None
        return PackSubscription.objects.get(review=review, email=address)


def confirm(token: str, *, now: datetime | None = None) -> PackSubscription:
    """From now on this reader is told, of what is new from now on. Confirming twice changes nothing.

    Raises:
        NoSuchSubscription: as it says.
    """
    subscription = subscription_of(token, to_confirm=True)
    if subscription.confirmed_at is None:
        subscription.confirmed_at = now or timezone.now()
        subscription.told_edition = newest_edition_number(subscription.review)
        subscription.save(update_fields=["confirmed_at", "told_edition"])
    return subscription


def stop(token: str) -> ReviewPage:
    """Forgets the address; returns the review whose pack it was about. Raises NoSuchSubscription."""
    subscription = subscription_of(token, to_confirm=False)
    review = subscription.review
    subscription.delete()
    return review


def confirm_link(subscription: PackSubscription) -> tuple[str, str, list[int]]:
    """The address's name, and what its token is signed with and says; the token is made when the mail goes."""
    return "confirm_pack_updates", _ASKED, [subscription.pk, subscription.review_id]


def stop_link(subscription: PackSubscription) -> tuple[str, str, list[int]]:
    """The same. Works for as long as the subscription is there: a mail may be read years later."""
    return "stop_pack_updates", _OUT, [subscription.pk, subscription.review_id]


def confirm_token(subscription: PackSubscription) -> str:
    _name, salt, value = confirm_link(subscription)
    return signing.dumps(value, salt=salt)


def stop_token(subscription: PackSubscription) -> str:
    _name, salt, value = stop_link(subscription)
    return signing.dumps(value, salt=salt)


def subscription_of(token: str, *, to_confirm: bool) -> PackSubscription:
    """The subscription a link of ours is about. Raises NoSuchSubscription."""
    most_days = timedelta(days=DAYS_TO_CONFIRM) if to_confirm else None
    try:
        pk, review = signing.loads(token, salt=_ASKED if to_confirm else _OUT, max_age=most_days)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise NoSuchSubscription from error
    found = PackSubscription.objects.filter(pk=pk, review=review).select_related("review").first()
    if found is None:
        raise NoSuchSubscription
    return found


def forget_the_unconfirmed(*, now: datetime | None = None) -> int:
    """Addresses whose owners never answered are forgotten when the link has run out; returns how many."""
    limit = (now or timezone.now()) - timedelta(days=DAYS_TO_CONFIRM)
    return PackSubscription.objects.filter(confirmed_at=None, asked_at__lt=limit).delete()[0]


def newest_edition_number(review: ReviewPage) -> int:
    """The number of the pack's newest edition; 0 while there is none."""
    return PackEdition.objects.filter(review=review).aggregate(newest=Max("number"))["newest"] or 0


def subscriptions_to_tell() -> QuerySet[PackSubscription]:
    """Those confirmed whose pack, still published, has an edition they have not been told of (`newest`), by address."""
    newest = PackEdition.objects.filter(review=OuterRef("review")).order_by("-number").values("number")[:1]
    confirmed = PackSubscription.objects.filter(confirmed_at__isnull=False, review__live=True)
    return (
        confirmed.annotate(newest=Subquery(newest))
        .filter(newest__gt=F("told_edition"))
        .select_related("review")
        .order_by("email", "review__title", "pk")
    )


def reviews_with(thing: Document | BriefingPage) -> list[ReviewPage]:
    """The published reviews whose pack holds or held the document or briefing."""
    held = PackEditionItem.objects.holding(thing).order_by().values("edition__review")
    reviews = ReviewPage.objects.live().filter(pk__in=held)
    if isinstance(thing, Document):
        reviews = reviews | ReviewPage.objects.live().filter(pack_items__document=thing)
    else:
        reviews = reviews | ReviewPage.objects.live().filter(briefings=thing.pk)
    return list(reviews.distinct().order_by("title"))

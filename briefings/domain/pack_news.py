"""Sending what there is to say to those who asked about packs."""

import itertools
import logging

from briefings.domain.subscriptions import forget_the_unconfirmed, reviews_with, subscriptions_to_tell
from briefings.exports import subscription_mails
from briefings.models import BriefingPage, PackEdition, PackSubscription
from media.models import Document

logger = logging.getLogger(__name__)


def send_news() -> tuple[int, int]:
    """One mail for each reader with all that is new in their packs; returns how many were sent and how many failed.

    What could not be sent is sent the next time. Addresses never confirmed are forgotten.
    """
    forget_the_unconfirmed()
    sent = failed = 0
    for _email, group in itertools.groupby(subscriptions_to_tell(), key=lambda one: one.email):
        subscriptions = list(group)
        editions = [PackEdition.objects.get(review=one.review_id, number=one.newest) for one in subscriptions]  # type: ignore[attr-defined]  # annotated
        try:
            subscription_mails.news(subscriptions, editions).send()
        except OSError:  # the mail server's own errors are of this kind too
            logger.exception("News of a pack could not be sent.")
            failed += 1
            continue
        for one, edition in zip(subscriptions, editions, strict=True):
            PackSubscription.objects.filter(pk=one.pk).update(told_edition=edition.number)
        sent += 1
    return sent, failed


def send_recall(thing: Document | BriefingPage, title: str, why: str) -> int:
    """Tells everybody who asked about a pack with the thing in it that `title` was withdrawn; returns how many mails went."""
    told = PackSubscription.objects.filter(confirmed_at__isnull=False, review__in=reviews_with(thing))
    sent = 0
    for subscription in told.select_related("review__publisher").order_by("pk"):
        try:
            subscription_mails.recall(subscription, title, why).send()
        except OSError:
            logger.exception("A recall could not be sent.")
        else:
            sent += 1
    return sent


def send_question(subscription: PackSubscription) -> bool:
    """Asks whether it was really this reader who asked. A mail that cannot be sent is written down, and asked for again by hand."""
    try:
        subscription_mails.question(subscription).send()
    except OSError:
        logger.exception("The question to a new reader of a pack could not be sent.")
        PackSubscription.objects.filter(pk=subscription.pk, confirmed_at=None).delete()
        return False
    return True

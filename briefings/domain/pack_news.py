"""Sending what there is to say to those who asked about packs: by the mail queue."""

import itertools
from collections import defaultdict
from collections.abc import Sequence
from uuid import uuid4

from django.db import transaction

from briefings.domain.subscriptions import forget_the_unconfirmed, reviews_with, subscriptions_to_tell
from briefings.exports import subscription_mails as mails
from briefings.models import BriefingPage, PackEdition, PackSubscription
from learning.mail_queue.queue import Letter, can_be_written_to, queue_mailing
from learning.models import MailBatch, Partnership
from media.models import Document


def send_news() -> int:
    """One mail for each reader with all that is new in their packs; returns how many were put in the queue.

    Told is who has a mail in the queue, both or neither. Addresses never confirmed are forgotten.
    """
    forget_the_unconfirmed()
    mailings: dict[tuple[Partnership | None, int], list[Letter]] = defaultdict(list)
    told: list[tuple[PackSubscription, PackEdition]] = []
    for _email, group in itertools.groupby(subscriptions_to_tell(), key=lambda one: one.email):
        subscriptions = list(group)
        editions = [PackEdition.objects.get(review=one.review_id, number=one.newest) for one in subscriptions]  # type: ignore[attr-defined]  # annotated
        kind = (subscriptions[0].review.publisher, len(subscriptions))
        mailings[kind].append(mails.news_letter(subscriptions, editions))
        told += zip(subscriptions, editions, strict=True)
    with transaction.atomic():
        queued = sum(_queue(mails.news_mailing(*kind), letters) for kind, letters in mailings.items())
        for one, edition in told:
            PackSubscription.objects.filter(pk=one.pk).update(told_edition=edition.number)
    return queued


def send_recall(thing: Document | BriefingPage, title: str, why: str) -> int:
    """Tells everybody who asked about a pack with the thing in it that `title` was withdrawn; returns how many mails that is."""
    reviews = reviews_with(thing)
    told = PackSubscription.objects.filter(confirmed_at__isnull=False, review__in=reviews).select_related("review")
    readers = sorted(told, key=lambda one: (one.review_id, one.pk))
    of = uuid4().hex  # this withdrawal: the same thing may be withdrawn again, for something else
    queued = 0
    for review in reviews:
        letters = [mails.recall_letter(one, of) for one in readers if one.review_id == review.pk]
        queued += _queue(mails.recall_mailing(review, title, why), letters)
    return queued


def send_question(subscription: PackSubscription) -> None:
    """Asks whether it was really this reader who asked. One mailing holds all questions of a partnership."""
    wanted = mails.question_mailing(subscription.review.publisher)
    same = {name: getattr(wanted, name) for name in ("partnership", "kind", "subject", "text", "html", "reply_to")}
    standing = MailBatch.objects.filter(**same, held_at=None, withdrawn_at=None).first()
    _queue(standing or wanted, [mails.question_letter(subscription)])


def _queue(mailing: MailBatch, letters: Sequence[Letter]) -> int:
    """Puts those in the queue that can be written to; returns how many."""
    possible = [one for one in letters if can_be_written_to(one.to)]
    return len(queue_mailing(mailing, possible)) if possible else 0

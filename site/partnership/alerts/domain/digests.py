"""Digests: each subscriber one mail with all that is new of what they asked for, once a day or a week."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from learning.mail_queue.queue import queue_mailings
from learning.models import MailBatch, Partnership
from partnership.alerts.domain.subscriptions import forget_the_unconfirmed
from partnership.alerts.enums import Frequency
from partnership.alerts.mails import digest, digest_letter
from partnership.alerts.models import Interest, Subscriber
from partnership.alerts.news import News, news_of
from partnership.alerts.wanted import Wanted, sieve

A_WEEK = timedelta(days=7)
MONDAY = 1
SUBSCRIBERS_AT_ONCE = 1_000
"""Queued, and remembered as told, in one transaction: whatever stops the command, nobody is told twice or forgotten."""


@dataclass
class Digested:
    """What a run did: mails queued, different ones among them, and subscribers for whom there was nothing."""

    mails: int = 0
    different: int = 0
    nothing_new: int = 0


def send_digests(partnership: Partnership, *, now: datetime | None = None) -> Digested:
    """Queues the digests that are due. Run again at once it does nothing: everybody has been told until `now`."""
    now, done = now or timezone.now(), Digested()
    forget_the_unconfirmed(now=now)
    if partnership.site is None:
        return done
    due = list(_due(partnership, now))
    since = min((subscriber.told_until for subscriber in due if subscriber.told_until), default=now)
    news = [one for one in news_of(partnership.site, since=since) if one.at <= now] if due else []
    wishes = _wishes(due, news)
    by_key = {one.pk: one for one in news}
    mailings: dict[tuple[str, tuple[int, ...]], MailBatch] = {}
    for start in range(0, len(due), SUBSCRIBERS_AT_ONCE):
        some = due[start : start + SUBSCRIBERS_AT_ONCE]
        letters = defaultdict(list)
        for subscriber in some:
            keys = _to_tell(subscriber, wishes[subscriber.pk], news)
            if not keys:
                done.nothing_new += 1
                continue
            group = (subscriber.frequency, keys)
            letters[group].append(digest_letter(subscriber, now))
            if group not in mailings:
                mailings[group] = digest(partnership, [by_key[key] for key in keys], subscriber.frequency, now)
        with transaction.atomic():
            queue_mailings([(mailings[group], of_group) for group, of_group in letters.items()])
            Subscriber.objects.filter(pk__in=[one.pk for one in some]).update(told_until=now)
        done.mails += sum(len(of_group) for of_group in letters.values())
    done.different = len(mailings)
    return done


def _due(partnership: Partnership, now: datetime) -> QuerySet[Subscriber]:
    """Those not told today; of the weekly ones on Monday, or as soon as a missed Monday can be made good."""
    today = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0)
    is_monday = today.isoweekday() == MONDAY
    daily = Q(frequency=Frequency.DAILY, told_until__lt=today)
    weekly = Q(frequency=Frequency.WEEKLY, told_until__lt=today if is_monday else now - A_WEEK)
    confirmed = Subscriber.objects.filter(site=partnership.site, confirmed_at__isnull=False)
    return confirmed.filter(daily | weekly).select_related("site").order_by("pk")


def _wishes(due: Sequence[Subscriber], news: Sequence[News]) -> dict[int, frozenset[int]]:
    """The news that each subscriber asked for. Each different wish is looked at once."""
    asked: dict[int, list[Wanted]] = defaultdict(list)
    if news:
        confirmed = Interest.objects.filter(is_confirmed=True, subscriber__confirmed_at__isnull=False)
        rows = confirmed.values_list("subscriber_id", "kind", "theme_id", "agency_kind_id", "words")
        for pk, kind, theme, agency_kind, words in rows.iterator():
            asked[pk].append(Wanted(kind, theme, agency_kind, words))
    having: dict[str, set[int]] = {}
    fitting: dict[Wanted, frozenset[int]] = {}
    found: dict[int, frozenset[int]] = {}
    for subscriber in due:
        keys: frozenset[int] = frozenset()
        for wanted in asked[subscriber.pk]:
            if wanted not in fitting:
                fitting[wanted] = sieve(wanted, news, having)
            keys |= fitting[wanted]
        found[subscriber.pk] = keys
    return found


def _to_tell(subscriber: Subscriber, wanted: frozenset[int], news: Sequence[News]) -> tuple[int, ...]:
    """In the order of the news; what was there when the subscriber was last told is left out."""
    until = subscriber.told_until
    return tuple(one.pk for one in news if one.pk in wanted and (until is None or one.at > until))

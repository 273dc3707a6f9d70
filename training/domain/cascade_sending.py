"""Sending a cascade, holding it, calling it back, closing it."""

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone
from wagtail.log_actions import log

from learning.enums import MailState
from learning.mail_queue.queue import hold_mailing, queue_mailing, release_mailing, withdraw_mailing
from learning.models import MailBatch, QueuedMail
from training.cascade_sending_errors import (
    AllHasGone,
    CannotBeCascaded,
    DatesHavePassed,
    NobodyChosen,
    NobodyToWriteTo,
    NotPublishedAnyMore,
    NotSent,
)
from training.domain.cascades import locked_cascade
from training.enums import CascadeState
from training.models import Cascade, CascadeRecipient, CascadeSettings
from training.queries.cascade_reach import why_not

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser
    from wagtail.models import Page

    from training.exports.cascade_contents import Contents

# Whoever has one of these has had the mail, or may have.
GONE = frozenset({MailState.SENT, MailState.SENDING, MailState.NOT_KNOWN})


def send_cascade(cascade: Cascade, *, by: "AbstractBaseUser | None", now: datetime | None = None) -> Cascade:
    """Freezes what is sent and queues a mail to each lead, to go when the time to call it back is over.

    Asked for twice, by one person or by two, it is sent once: the second is given what the first has made. An agency that
    cannot be written to stays in the cascade without a mail.

    Raises:
        NotPublishedAnyMore, NotTwoPeople: of the page.
        NobodyChosen, NobodyToWriteTo: of the agencies.
        DatesHavePassed: an answer would be late before it is asked for.
    """
    from training.exports.cascade_contents import contents_of

    now = now or timezone.now()
    if cascade.state != CascadeState.DRAFT:
        return cascade
    contents = contents_of(_page(cascade))  # before the lock: a pack may have to be made, which takes seconds
    with transaction.atomic():
        draft = locked_cascade(cascade)
        if draft.state != CascadeState.DRAFT:
            return draft
        if draft.acknowledge_by < timezone.localdate(now):
            raise DatesHavePassed
        _freeze(draft, contents)
        _queue(draft, contents, by=by, now=now)
        draft.state, draft.sent_at = CascadeState.SENT, now
        draft.save()
        log(instance=draft, action="training.send_cascade", user=by, data={"batch": draft.batch_id})
    return draft


def hold_cascade(cascade: Cascade, *, by: "AbstractBaseUser | None") -> Cascade:
    """Stops the mails that have not gone, until they are released.

    Raises:
        NotSent: it is not out.
        AllHasGone: there is nothing left to stop.
    """
    with transaction.atomic():
        sent = _locked_sent(cascade)
        hold_mailing(_batch_with_waiting(sent))
        log(instance=sent, action="training.hold_cascade", user=by)
    return sent


def release_cascade(cascade: Cascade, *, by: "AbstractBaseUser | None") -> Cascade:
    """Lets held mails go, not before the time they were to go at anyway.

    Raises:
        NotSent: it is not out.
    """
    with transaction.atomic():
        sent = _locked_sent(cascade)
        if sent.batch is None:
            raise NotSent(sent)
        release_mailing(sent.batch)
        log(instance=sent, action="training.release_cascade", user=by)
    return sent


def withdraw_cascade(cascade: Cascade, *, by: "AbstractBaseUser | None", now: datetime | None = None) -> Cascade:
    """Calls back what has not gone. Its links are dead from now on, those in mails that had gone already too.

    Raises:
        NotSent: it is not out.
        AllHasGone: it can only be closed.
    """
    with transaction.atomic():
        sent = _locked_sent(cascade)
        called_back = withdraw_mailing(_batch_with_waiting(sent), now=now)
        sent.state = CascadeState.WITHDRAWN
        sent.save(update_fields=["state"])
        told = {"called_back": called_back, "gone": gone_of(sent)}
        log(instance=sent, action="training.withdraw_cascade", user=by, data=told)
    return sent


def close_cascade(cascade: Cascade, *, by: "AbstractBaseUser | None", now: datetime | None = None) -> Cascade:
    """Takes no more replies. Mails that have not gone do not go.

    Raises:
        NotSent: it is not out.
    """
    with transaction.atomic():
        sent = _locked_sent(cascade)
        waiting = QueuedMail.objects.filter(batch=sent.batch_id, state=MailState.WAITING)
        called_back = waiting.update(state=MailState.WITHDRAWN) if sent.batch_id else 0
        sent.state, sent.closed_at = CascadeState.CLOSED, now or timezone.now()
        sent.save(update_fields=["state", "closed_at"])
        log(instance=sent, action="training.close_cascade", user=by, data={"called_back": called_back})
    return sent


def reopen_cascade(cascade: Cascade, *, by: "AbstractBaseUser | None") -> Cascade:
    """Takes replies again. Nobody is written to.

    Raises:
        NotSent: it was not closed.
    """
    with transaction.atomic():
        closed = locked_cascade(cascade)
        if closed.state != CascadeState.CLOSED:
            raise NotSent(closed)
        closed.state, closed.closed_at = CascadeState.SENT, None
        closed.save(update_fields=["state", "closed_at"])
        log(instance=closed, action="training.reopen_cascade", user=by)
    return closed


def gone_of(cascade: Cascade) -> int:
    """How many of its mails have gone, or may have."""
    return QueuedMail.objects.filter(batch=cascade.batch_id, state__in=GONE).count() if cascade.batch_id else 0


def link_end(cascade: Cascade, settings: CascadeSettings) -> datetime:
    """Until when its links work: the end of the day, so many days after the last date."""
    last = cascade.complete_by + timedelta(days=settings.link_valid_days + 1)
    return timezone.make_aware(datetime.combine(last, time()))


def settings_of(cascade: Cascade) -> CascadeSettings:
    site = cascade.partnership.site
    found: CascadeSettings = CascadeSettings.for_site(site) if site else CascadeSettings()
    return found


def _page(cascade: Cascade) -> "Page":
    from training.exports.cascade_contents import page_to_cascade

    try:
        return page_to_cascade(cascade.page_id, cascade.partnership)
    except CannotBeCascaded as error:
        raise NotPublishedAnyMore(cascade.title) from error


def _freeze(draft: Cascade, contents: "Contents") -> None:
    draft.title, draft.edition = contents.title[:255], contents.edition[:200]
    draft.said, draft.pack_edition = contents.said, contents.pack_edition
    draft.points.set(contents.points)


def _queue(draft: Cascade, contents: "Contents", *, by: "AbstractBaseUser | None", now: datetime) -> None:
    """One mail for each agency that can be written to; each agency's row is told of it in one statement for all."""
    from training.exports.cascade_mails import letters_of, mailing_of

    settings = settings_of(draft)
    recipients = list(draft.recipients.filter(parent=None).select_related("agency__kind"))
    if not recipients:
        raise NobodyChosen
    reached = [recipient for recipient in recipients if why_not(recipient.agency) is None]
    if not reached:
        raise NobodyToWriteTo
    for recipient in reached:
        recipient.email = recipient.agency.lead_email
    batch = mailing_of(draft, contents, settings)
    batch.not_before = now + timedelta(minutes=settings.hold_minutes)
    batch.created_by_id = by.pk if by else None
    queue_mailing(batch, letters_of(draft, reached))
    draft.batch = batch
    _tell_rows(draft, link_end(draft, settings))


def _tell_rows(draft: Cascade, ends_at: datetime) -> None:
    pk = Cast(OuterRef("pk"), CharField())
    key = Concat(Value(f"cascade:{draft.pk}:"), pk, Value(":"), OuterRef("key"), output_field=CharField())
    own_mail = QueuedMail.objects.filter(key=key)
    rows = CascadeRecipient.objects.filter(cascade=draft, parent=None)
    rows.update(link_ends_at=ends_at, mail=Subquery(own_mail.values("pk")[:1]))
    address = QueuedMail.objects.filter(pk=OuterRef("mail")).values("to")[:1]
    rows.exclude(mail=None).update(email=Subquery(address))


def _locked_sent(cascade: Cascade) -> Cascade:
    locked = locked_cascade(cascade)
    if locked.state != CascadeState.SENT:
        raise NotSent(locked)
    return locked


def _batch_with_waiting(sent: Cascade) -> MailBatch:
    if sent.batch is None or not sent.batch.mails.filter(state=MailState.WAITING).exists():
        raise AllHasGone(gone_of(sent))
    return sent.batch

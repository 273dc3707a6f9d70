"""Cascades, the agencies each went to and what those said, for counting queries."""

from datetime import date

from django.utils import timezone

from learning.enums import MailState
from learning.models import MailBatch, QueuedMail
from training.enums import CascadeState, ReplyKind
from training.models import Cascade, CascadeRecipient, CascadeReminder, CascadeReply


def many_cascades(partnership, n: int) -> Cascade:
    """`n` cascades to all agencies of the partnership; in the first, each has two versions and a reminder.

    Its first agency (by number) has `n` versions, `n` teams and `n` mails.
    """
    now = timezone.now()
    cascades = Cascade.objects.bulk_create(
        Cascade(
            partnership=partnership,
            of="summary",
            title=f"Cascade {i:03}",
            said=[{"title": "Questions", "text": "-", "questions": {"kind 000": ["Who asks?"]}}],
            state=CascadeState.SENT,
            sent_at=now,
            is_public=True,
            acknowledge_by=date(2020, 1, 1),
            complete_by=date(2099, 1, 1),
        )
        for i in range(n)
    )
    first, agencies = cascades[0], list(partnership.agencies.order_by("pk"))
    CascadeRecipient.objects.bulk_create(
        CascadeRecipient(cascade=cascade, agency=agency) for cascade in cascades[1:] for agency in agencies[:3]
    )
    recipients = CascadeRecipient.objects.bulk_create(
        CascadeRecipient(cascade=first, agency=agency) for agency in agencies
    )
    one = recipients[0]
    batch = MailBatch.objects.create(partnership=partnership, kind="cascade", title="A", subject="A", text="A")
    mails = QueuedMail.objects.bulk_create(
        QueuedMail(batch=batch, to="x@y.example", key=f"cascade:{first.pk}:{one.pk}:{i}", state=MailState.SENT)
        for i in range(n)
    )
    for recipient in recipients[1:]:
        recipient.mail = mails[0]
    CascadeRecipient.objects.bulk_update(recipients, ["mail"])
    kinds = [ReplyKind.SHARED, ReplyKind.NEED_HELP, ReplyKind.RECEIVED]
    CascadeReply.objects.bulk_create(
        CascadeReply(recipient=recipient, version=version, is_current=version == 2, kind=kinds[i % 3], people=3)
        for i, recipient in enumerate(recipients[1:-2])
        for version in (1, 2)
    )
    CascadeReply.objects.bulk_create(
        CascadeReply(recipient=one, version=i, is_current=i == n, kind=ReplyKind.SHARED, people=i)
        for i in range(1, n + 1)
    )
    teams = CascadeRecipient.objects.bulk_create(
        CascadeRecipient(cascade=first, agency=one.agency, parent=one, team=f"Team {i}") for i in range(n)
    )
    CascadeReply.objects.bulk_create(
        CascadeReply(recipient=team, version=1, kind=ReplyKind.SHARED, people=2) for team in teams
    )
    reminders = CascadeReminder.objects.bulk_create(
        CascadeReminder(partnership=partnership, agency=one.agency, mail=mails[0]) for _cascade in cascades
    )
    through = CascadeReminder.recipients.through
    through.objects.bulk_create(through(cascadereminder=reminder, cascaderecipient=one) for reminder in reminders)
    return first


def draft_to_all(partnership, page) -> Cascade:
    """One that has not been sent, to every agency of the partnership."""
    draft = Cascade.objects.create(
        partnership=partnership,
        of="briefing",
        page=page,
        title=page.title,
        acknowledge_by=date(2098, 1, 1),
        complete_by=date(2099, 1, 1),
    )
    CascadeRecipient.objects.bulk_create(
        CascadeRecipient(cascade=draft, agency=agency) for agency in partnership.agencies.all()
    )
    return draft

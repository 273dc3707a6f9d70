"""Where each agency is with a cascade: one rule, in the database, for the board, reminders, lists and exports."""

from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Exists, FilteredRelation, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone

from learning.enums import MailState
from training.enums import CascadeState, RecipientState, ReplyKind
from training.models import CascadeRecipient


def annotate_states(recipients: QuerySet[CascadeRecipient], at: datetime | None = None) -> Any:
    """The same queryset with `state` (a RecipientState), as the replies that count now stand on the day of `at`.

    Adds `answer`, the current reply, for more to be read through it (`answer__people`); one row each, whatever there is.
    What the agency itself said decides. One that said nothing and passed it on to teams has acknowledged it. Of a closed
    cascade nothing is overdue. A revoked link that no other took the place of reaches nobody.
    """
    today = timezone.localdate(at or timezone.now())
    return recipients.annotate(
        answer=FilteredRelation("replies", condition=Q(replies__is_current=True)),
        passed_on=Exists(CascadeRecipient.objects.filter(parent=OuterRef("pk"))),
    ).annotate(
        state=Case(
            _when(RecipientState.NOT_SENT, cascade__state__in=[CascadeState.DRAFT, CascadeState.WITHDRAWN]),
            _when(RecipientState.SHARED, answer__kind=ReplyKind.SHARED),
            _when(RecipientState.DECLINED, answer__kind=ReplyKind.NOT_RELEVANT),
            _when(RecipientState.NEEDS_HELP, answer__kind=ReplyKind.NEED_HELP),
            When(
                Q(answer__kind=ReplyKind.RECEIVED) | Q(passed_on=True),
                then=Case(
                    _when(
                        RecipientState.OVERDUE_TO_COMPLETE,
                        cascade__state=CascadeState.SENT,
                        cascade__complete_by__lt=today,
                    ),
                    default=Value(RecipientState.ACKNOWLEDGED),
                ),
            ),
            When(reaches_nobody(), then=Value(RecipientState.UNREACHABLE)),
            _when(RecipientState.NO_REPLY, cascade__state=CascadeState.CLOSED),
            _when(RecipientState.OVERDUE_TO_ACKNOWLEDGE, cascade__acknowledge_by__lt=today),
            default=Value(RecipientState.WAITING),
            output_field=CharField(max_length=20),
        )
    )


def reaches_nobody() -> Q:
    """Of recipients: nobody to write to, a mail that never went or came back, or a link that was revoked.

    A team may have been given its link by hand: for one, no mail says nothing.
    """
    return (
        Q(mail=None, parent=None)
        | Q(mail__state__in=[MailState.GIVEN_UP, MailState.WITHDRAWN])
        | Q(mail__came_back_at__isnull=False)
        | Q(revoked_at__isnull=False)
    )


def _when(state: RecipientState, **conditions: object) -> When:
    return When(**conditions, then=Value(state))

"""What people decide about mail that did not go, came back, or of which nobody knows."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from learning.enums import DEAD_LETTERS, MailState
from learning.errors import LearningError
from learning.models import QueuedMail


class NothingToDecide(LearningError):
    """Somebody else has decided about the mail, or it is not in question."""

    def __init__(self) -> None:
        super().__init__(_("Nothing was changed: somebody has decided about this mail already."))


class AddressForgotten(LearningError):
    def __init__(self) -> None:
        super().__init__(_("It is no longer known to whom this mail was to go."))


def send_again(mail: QueuedMail, *, by: object) -> None:
    """Puts it in the queue as new, under a name of its own: a server that has the first may take it for the same.

    Its link is made anew as it goes. Nothing of a mailing that was withdrawn goes again.
    """
    if not mail.to:
        raise AddressForgotten
    again: dict[str, object] = {
        "state": MailState.WAITING,
        "due_at": timezone.now(),
        "tries": 0,
        "problem": "",
        "claimed_by": "",
        "handed_at": None,
        "sent_at": None,
        "message_id": "",
        "came_back_at": None,
        "came_back_why": "",
    }
    in_question = _dead(mail) | QueuedMail.objects.filter(pk=mail.pk, state=MailState.SENT, came_back_at__isnull=False)
    _decide(in_question.filter(batch__withdrawn_at=None), again, mail, "mail.send_again", by)


def note_arrived(mail: QueuedMail, *, by: object) -> None:
    """Somebody knows that it is there, whatever was reported."""
    arrived: dict[str, object] = {"state": MailState.SENT, "problem": "", "came_back_at": None, "came_back_why": ""}
    arrived["sent_at"] = mail.sent_at or mail.handed_at or timezone.now()
    in_question = QueuedMail.objects.filter(pk=mail.pk, state=MailState.NOT_KNOWN) | QueuedMail.objects.filter(
        pk=mail.pk, state=MailState.SENT, came_back_at__isnull=False
    )
    _decide(in_question, arrived, mail, "mail.arrived", by)


def leave(mail: QueuedMail, *, by: object) -> None:
    """It does not go, and nobody is asked about it any more; why it did not go stays."""
    _decide(_dead(mail), {"state": MailState.WITHDRAWN}, mail, "mail.leave", by)


DECISIONS = {"send_again": send_again, "arrived": note_arrived, "leave": leave}


def _dead(mail: QueuedMail) -> QuerySet[QueuedMail]:
    return QueuedMail.objects.filter(pk=mail.pk, state__in=DEAD_LETTERS)


def _decide(
    in_question: QuerySet[QueuedMail], becomes: dict[str, object], mail: QueuedMail, action: str, by: object
) -> None:
    with transaction.atomic():
        found = in_question.select_for_update().first()
        if found is None or not QueuedMail.objects.filter(pk=found.pk, state=found.state).update(**becomes):
            raise NothingToDecide
        log(instance=mail.batch, action=action, user=by, data={"mail": mail.pk})  # not to whom: the log stays longer

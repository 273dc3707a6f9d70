"""A summary on its way to the agencies, with what most of them have answered. Nobody is written to."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone

from briefings.models import NationalSummaryPage
from learning.enums import MailState
from learning.models import QueuedMail
from partnership.demo.loading.registry import Loaded
from training.domain.cascade_replies import ReplyAnswers, record_reply
from training.domain.cascade_sending import send_cascade
from training.domain.cascades import CascadeDetails, start_cascade
from training.enums import ReplyKind
from training.models import Cascade

WORDS = ("people", "teams", "will_change", "change_by", "reason", "help_wanted", "role")


def load_cascades(loaded: Loaded) -> None:
    """Each once, by its summary; what has become of it since stays as it is."""
    for row in loaded.folder.rows("cascades", "cascades"):
        summary = NationalSummaryPage.objects.descendant_of(loaded.home).get(slug=row["summary"])
        if not Cascade.objects.filter(partnership=loaded.partnership, page=summary.pk).exists():
            _load(loaded, summary, row)


def _load(loaded: Loaded, summary: NationalSummaryPage, row: dict[str, Any]) -> None:
    details = CascadeDetails(
        agencies=loaded.get_all("agency", row["agencies"]),
        acknowledge_by=row["acknowledge_by"],
        complete_by=row["complete_by"],
        covering_note=row["note"],
        is_public=row["is_public"],
    )
    sent_at = _here(row["sent"])
    draft = start_cascade(summary, details, partnership=loaded.partnership, by=None)
    cascade = send_cascade(draft, by=None, now=sent_at)
    # The mails of a demonstration went as they would have: no worker ever finds them waiting.
    QueuedMail.objects.filter(batch=cascade.batch_id).update(state=MailState.SENT, sent_at=sent_at)
    recipients = {one.agency_id: one for one in cascade.recipients.all()}
    for reply in row.get("replies", []):
        recipient = recipients[loaded.get("agency", reply["agency"]).pk]
        record_reply(recipient, _answers(reply), now=_here(reply["on"]))


def _answers(reply: dict[str, Any]) -> ReplyAnswers:
    said = {name: reply[name] for name in WORDS if name in reply}
    on: date | None = _here(reply["on"]).date() if reply["kind"] == ReplyKind.SHARED else None
    return ReplyAnswers(kind=ReplyKind(reply["kind"]), how=tuple(reply.get("how", [])), shared_on=on, **said)


def _here(moment: datetime) -> datetime:
    """A moment of a content file, which knows no time zone, in ours."""
    return timezone.make_aware(moment)

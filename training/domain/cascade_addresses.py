"""The links of a cascade after it was sent: revoked, made anew, sent to an agency that came later."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from learning.enums import MailState
from learning.mail_queue.queue import can_be_written_to, queue_mailing
from learning.models import Agency, QueuedMail
from training.cascade_sending_errors import AddressNotUsable, AgencyNotOurs, AgencyThereAlready, NotSent
from training.domain.cascade_sending import link_end, settings_of
from training.domain.cascades import locked_cascade
from training.enums import CascadeState
from training.models import Cascade, CascadeRecipient
from training.models.cascade import new_link_key

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

LONGEST_ADDRESS = 254  # characters: as long as `CascadeRecipient.email`


def revoke_link(
    recipient: CascadeRecipient, *, by: "AbstractBaseUser | None", now: datetime | None = None
) -> CascadeRecipient:
    """Every link given out before is dead, and a mail that has not gone yet stays here. Twice is once."""
    with transaction.atomic():
        row = _locked_row(recipient)
        if row.revoked_at is None:
            row.revoked_at, row.key = now or timezone.now(), new_link_key()
            row.save(update_fields=["revoked_at", "key"])
            _call_back(row)
            _log(row, "training.revoke_link", by)
    return row


def send_new_link(
    recipient: CascadeRecipient, *, to: str = "", by: "AbstractBaseUser | None", now: datetime | None = None
) -> CascadeRecipient:
    """The same mail with a new link: to the address typed, else to the lead's present one. Earlier links are dead.

    Raises:
        NotSent: the cascade is not out.
        AddressNotUsable: nothing can be sent there.
    """
    now = now or timezone.now()
    with transaction.atomic():
        cascade = _locked_out(recipient.cascade)
        row = _locked_row(recipient)
        row.cascade = cascade
        address = to.strip() or row.agency.lead_email
        _check(address, row.agency)
        row.email, row.key = address, new_link_key()
        row.handed_to, row.handed_at, row.revoked_at = "", None, None
        row.link_ends_at = _end(cascade, now)
        _call_back(row)
        _send(cascade, row)
        _log(row, "training.new_link", by)
    return row


def add_agency(
    cascade: Cascade, agency: Agency, *, to: str = "", by: "AbstractBaseUser | None", now: datetime | None = None
) -> CascadeRecipient:
    """Sends a cascade that is out to one more agency of the partnership, as the others got it.

    Raises:
        NotSent: it is not out.
        AgencyNotOurs: the agency is another partnership's, or not active.
        AgencyThereAlready: it has had it.
        AddressNotUsable: nothing can be sent there.
    """
    now = now or timezone.now()
    with transaction.atomic():
        sent = _locked_out(cascade)
        if not agency.is_active or not sent.partnership.agencies.filter(pk=agency.pk).exists():
            raise AgencyNotOurs
        if sent.recipients.filter(agency=agency, parent=None).exists():
            raise AgencyThereAlready(agency)
        address = to.strip() or agency.lead_email
        _check(address, agency)
        row = CascadeRecipient.objects.create(cascade=sent, agency=agency, email=address, link_ends_at=_end(sent, now))
        _send(sent, row)
        _log(row, "training.add_agency", by)
    return row


def _locked_out(cascade: Cascade) -> Cascade:
    locked = locked_cascade(cascade)
    if locked.state != CascadeState.SENT or locked.batch is None:
        raise NotSent(locked)
    return locked


def _locked_row(recipient: CascadeRecipient) -> CascadeRecipient:
    rows = CascadeRecipient.objects.select_for_update(of=("self",)).select_related("agency__kind", "cascade")
    return rows.get(pk=recipient.pk)


def _check(address: str, agency: Agency) -> None:
    if not can_be_written_to(address) or len(address) > LONGEST_ADDRESS:
        raise AddressNotUsable(agency, address)


def _end(cascade: Cascade, now: datetime) -> datetime:
    """As long as the others' links; one made late works as long as one that is made on the last day."""
    settings = settings_of(cascade)
    return max(link_end(cascade, settings), now + timedelta(days=settings.link_valid_days))


def _send(cascade: Cascade, row: CascadeRecipient) -> None:
    from training.exports.cascade_mails import letters_of

    if cascade.batch is None:
        raise NotSent(cascade)
    (row.mail,) = queue_mailing(cascade.batch, letters_of(cascade, [row])).values()
    row.save()


def _call_back(row: CascadeRecipient) -> None:
    """What waits with an earlier link would arrive with a dead one."""
    if row.mail_id:
        waiting = QueuedMail.objects.filter(pk=row.mail_id, state=MailState.WAITING)
        waiting.update(state=MailState.WITHDRAWN)


def _log(row: CascadeRecipient, action: str, by: "AbstractBaseUser | None") -> None:
    """Who did what for which agency; never an address, which is forgotten elsewhere after some time."""
    log(instance=row.cascade, action=action, user=by, data={"agency": row.agency.name, "recipient": row.pk})

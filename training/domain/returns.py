"""Asking one agency now for the figures it owes: one mail with all of them, once a week at most.

The weekly mail to every lead is `cascade_reminders`: it asks for replies and figures together.
"""

import logging
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learning.models import Agency, Partnership
from training.errors import AskedLately, NoLeadAddress, NothingAwaited
from training.exports import return_mails
from training.models import ReturnRequest
from training.queries.returns import Owes, owed_by_agency, with_events

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

logger = logging.getLogger(__name__)


def ask_for_returns(
    partnership: Partnership, agency: Agency, *, by: "AbstractBaseUser | None", now: datetime | None = None
) -> ReturnRequest:
    """Mails the agency's lead all that is awaited from it. What could not be sent says why, and may be tried again.

    The request is there before the mail goes, so that two who ask at once send one mail.

    Raises:
        NothingAwaited: it has all come, or will not be sent.
        NoLeadAddress: there is nobody to write to.
        AskedLately: it was asked within the week.
    """
    now = now or timezone.now()
    with transaction.atomic():
        Partnership.objects.select_for_update(no_key=True).get(pk=partnership.pk)
        owes = next(iter(with_events(owed_by_agency(partnership, agency))), None)
        if owes is None:
            raise NothingAwaited(agency)
        if not owes.can_be_asked:
            raise NoLeadAddress(agency)
        if owes.last and not owes.is_due(now):
            raise AskedLately(agency, date_format(timezone.localdate(owes.last), "j F Y"))
        request = ReturnRequest.objects.create(
            partnership=partnership, agency=owes.agency, asked_at=now, asked_by_id=by.pk if by else None
        )
        request.events.set(owes.events)
    return _send(request, partnership, owes)


def _send(request: ReturnRequest, partnership: Partnership, owes: Owes) -> ReturnRequest:
    try:
        return_mails.request_for_returns(partnership, owes.agency, owes.events).send()
    except (
        OSError,
        ValueError,
    ) as error:  # mail servers' errors are OSErrors; addresses and headers that cannot be, ValueErrors
        logger.exception("A request for returns could not be sent.")
        # Not what the error says: that may hold the address.
        request.problem = _("The mail could not be sent (%(kind)s).") % {"kind": type(error).__name__}
    else:
        request.was_sent = True
    request.save(update_fields=["was_sent", "problem"])
    return request

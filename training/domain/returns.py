"""Asking agencies for the figures they owe: one mail with all of them, once a week at most."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class Chased:
    """What became of a batch: who was asked, whose mail failed, who has no lead's address, who was asked this week."""

    asked: list[Owes] = field(default_factory=list)
    failed: list[Owes] = field(default_factory=list)
    no_address: list[Owes] = field(default_factory=list)
    lately: list[Owes] = field(default_factory=list)


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


def who_to_ask(partnership: Partnership, now: datetime | None = None) -> Chased:
    """What a batch would do now, without doing it."""
    return _sorted(with_events(owed_by_agency(partnership)), now or timezone.now())


def chase_returns(
    partnership: Partnership, *, by: "AbstractBaseUser | None" = None, now: datetime | None = None
) -> Chased:
    """Asks every agency that owes and was not asked this week. One mail that fails does not stop the others."""
    batch = who_to_ask(partnership, now)
    due, batch.asked = batch.asked, []
    for owes in due:
        try:
            request = ask_for_returns(partnership, owes.agency, by=by, now=now)
        except NothingAwaited:  # it has come while the others were asked
            continue
        except AskedLately:  # somebody asked by hand in the meantime
            batch.lately.append(owes)
            continue
        (batch.asked if request.was_sent else batch.failed).append(owes)
        owes.problem = request.problem
    return batch


def _sorted(owes: Iterable[Owes], now: datetime) -> Chased:
    batch = Chased()
    for one in owes:
        if not one.can_be_asked:
            batch.no_address.append(one)
        elif one.is_due(now):
            batch.asked.append(one)
        else:
            batch.lately.append(one)
    return batch


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

"""Writing a cascade before it is sent: of what, to which agencies, by when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page

from learning.models import Agency, Partnership
from training.cascade_kinds import KINDS
from training.cascade_sending_errors import AgencyNotOurs, NotADraft
from training.enums import CascadeState
from training.models import Cascade, CascadeRecipient

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class CascadeDetails:
    """What somebody decides of a cascade. The two dates are in order."""

    agencies: Sequence[Agency]
    acknowledge_by: date
    complete_by: date
    covering_note: str = ""
    is_public: bool = False


def start_cascade(
    page: Page, details: CascadeDetails, *, partnership: Partnership, by: "AbstractBaseUser | None"
) -> Cascade:
    """A draft. `page` is one that `page_to_cascade` has let through.

    Raises:
        AgencyNotOurs: an agency of another partnership is among them.
    """
    from training.exports.cascade_contents import title_of

    with transaction.atomic():
        cascade = Cascade(
            partnership=partnership,
            of=KINDS[type(page)],
            page_id=page.pk,
            title=title_of(page),
            created_by_id=by.pk if by else None,
        )
        _keep(cascade, details)
        log(instance=cascade, action="training.start_cascade", user=by, data={"agencies": len(details.agencies)})
    return cascade


def change_cascade(cascade: Cascade, details: CascadeDetails, *, by: "AbstractBaseUser | None") -> Cascade:
    """Says something else of a draft.

    Raises:
        NotADraft: it has been sent meanwhile.
        AgencyNotOurs: an agency of another partnership is among them.
    """
    with transaction.atomic():
        draft = locked_draft(cascade)
        _keep(draft, details)
        log(instance=draft, action="training.change_cascade", user=by, data={"agencies": len(details.agencies)})
    return draft


def delete_draft(cascade: Cascade, *, by: "AbstractBaseUser | None") -> None:
    """Throws a draft away. That there was one stays on record.

    Raises:
        NotADraft: it has been sent.
    """
    with transaction.atomic():
        draft = locked_draft(cascade)
        log(instance=draft, action="training.delete_cascade", user=by, deleted=True)
        draft.delete()


def locked_cascade(cascade: Cascade) -> Cascade:
    """It, as it is by now, so that nobody else changes it until the transaction ends."""
    locked = Cascade.objects.select_for_update().get(pk=cascade.pk)
    locked.partnership = cascade.partnership
    return locked


def locked_draft(cascade: Cascade) -> Cascade:
    locked = locked_cascade(cascade)
    if locked.state != CascadeState.DRAFT:
        raise NotADraft(locked)
    return locked


def _keep(cascade: Cascade, details: CascadeDetails) -> None:
    cascade.acknowledge_by, cascade.complete_by = details.acknowledge_by, details.complete_by
    cascade.covering_note, cascade.is_public = details.covering_note.strip(), details.is_public
    wanted = {agency.pk: agency for agency in details.agencies}
    _check_ours(wanted, cascade.partnership)
    cascade.save()
    there = set(cascade.recipients.filter(parent=None).values_list("agency", flat=True))
    _take_out(cascade, there - wanted.keys())
    new = [CascadeRecipient(cascade=cascade, agency=agency) for pk, agency in wanted.items() if pk not in there]
    CascadeRecipient.objects.bulk_create(new, batch_size=ROWS_AT_ONCE)


def _take_out(cascade: Cascade, agencies: Iterable[int]) -> None:
    cascade.recipients.filter(agency__in=list(agencies)).delete()


def _check_ours(wanted: dict[int, Agency], partnership: Partnership) -> None:
    ours = set(partnership.agencies.values_list("pk", flat=True))
    if wanted.keys() - ours:
        raise AgencyNotOurs

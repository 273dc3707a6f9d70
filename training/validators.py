"""Rules of the training room."""

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from training.enums import UNKNOWN_STATES

if TYPE_CHECKING:
    from training.models import Attendance

COUNT_FIELDS = ("booked", "came", "walked_in", "did_not_come", "cancelled")


def validate_counts_match_state(attendance: "Attendance") -> None:
    """A return that has not come has no figures; one that has come has at least one.

    Raises:
        ValidationError: on `state`.
    """
    given = [name for name in COUNT_FIELDS if getattr(attendance, name) is not None]
    if attendance.state in UNKNOWN_STATES and given:
        raise ValidationError(
            {"state": _("There are figures here: mark the return as returned, or take the figures out.")}
        )
    if attendance.state not in UNKNOWN_STATES and not given:
        raise ValidationError({"state": _("A return needs at least one figure. If none has come, mark it as awaited.")})

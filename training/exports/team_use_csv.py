"""What teams say of the briefings they have used, as CSV: a line for each, with their answers."""

import csv
from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.translation import gettext as _

from training.exports.coverage_csv import BYTE_ORDER_MARK, Line, formula_safe
from training.models import TeamUse

if TYPE_CHECKING:
    from django.db.models import QuerySet


def team_use_csv(uses: "QuerySet[TeamUse]") -> Iterator[str]:
    """The lines of the file, its byte order mark first. Whatever a team typed is text there, and never a formula."""
    writer = csv.writer(Line())
    yield BYTE_ORDER_MARK + writer.writerow(
        [
            _("Briefing"),
            _("Edition"),
            _("Agency"),
            _("Agency, in their words"),
            _("Team or setting"),
            _("Date"),
            _("Led by (role)"),
            _("People"),
            _("Minutes"),
            _("What struck them"),
            _("What they will change"),
            _("What may get in the way"),
            _("State"),
            _("Received"),
            _("Reason"),
        ]
    )
    for use in uses.iterator(chunk_size=500):
        yield writer.writerow(_columns(use))


def _columns(use: TeamUse) -> list[str]:
    columns = [
        use.briefing_title,
        use.edition,
        str(use.agency or ""),
        use.agency_as_given,
        use.setting,
        use.date.isoformat(),
        use.led_by,
        str(use.present),
        str(use.minutes),
        use.struck,
        use.will_change,
        use.barriers,
        use.get_state_display(),
        timezone.localtime(use.received_at).isoformat(timespec="minutes"),
        use.reason,
    ]
    return [formula_safe(column) for column in columns]

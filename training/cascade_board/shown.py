"""An agency's line on the board, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from training.enums import OVERDUE_STATES, SILENT_STATES, RecipientState
from training.queries.cascade_board import BoardRow

ACT_ON = OVERDUE_STATES | {RecipientState.NEEDS_HELP, RecipientState.UNREACHABLE}


@dataclass
class ShownRow:
    """A line with what can be done from it; an address is empty where that cannot be."""

    row: BoardRow
    can_remind: bool = False
    reply_url: str = ""
    link_url: str = ""

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)

    @property
    def needs_somebody(self) -> bool:
        return self.row.state in ACT_ON

    @property
    def is_silent(self) -> bool:
        return self.row.state in SILENT_STATES

    @property
    def facts(self) -> str:
        return " · ".join(_facts(self.row))

    @property
    def words(self) -> list[tuple[str, str]]:
        """What it wrote: a name and its words each."""
        reply = self.row.reply
        if reply is None:
            return []
        by = " " + _("(by %(date)s)") % {"date": date_format(reply.change_by, "j F Y")} if reply.change_by else ""
        told = [
            (_("Help needed"), reply.help_wanted),
            (_("Teams"), reply.teams),
            (_("Will change"), reply.will_change + by if reply.will_change else ""),
            (_("Why it is not relevant"), reply.reason),
        ]
        return [(name, words) for name, words in told if words]


def _facts(row: BoardRow) -> Iterator[str]:
    if row.state == RecipientState.UNREACHABLE:
        yield why_unreachable(row)
    if row.people is not None:
        yield ngettext("%(n)s person", "%(n)s people", row.people) % {"n": f"{row.people:,}"}
        if row.rollup.by_teams_alone:
            yield _("%(n)d of them counted by its teams") % {"n": row.rollup.by_teams_alone}
    if row.reply is not None:
        yield _("answered %(date)s") % {"date": date_format(row.reply.received_at, "j F Y")}
        if row.reply.version > 1:
            yield _("version %(n)d") % {"n": row.reply.version}
        if row.reply.recorded_by_id:
            yield _("written down by the partnership")
    if row.teams:
        yield ngettext("passed on to %(n)d team", "passed on to %(n)d teams", len(row.teams)) % {"n": len(row.teams)}
    if row.recipient.handed_at:
        yield _("handed on to a deputy %(date)s") % {"date": date_format(row.recipient.handed_at, "j F Y")}
    if row.reminded_at:
        told = ngettext("reminded once, %(date)s", "reminded %(n)d times, last %(date)s", row.reminders)
        yield told % {"n": row.reminders, "date": date_format(row.reminded_at, "j F Y")}
    if row.escalated_at:
        yield _("board member told %(date)s") % {"date": date_format(row.escalated_at, "j F Y")}


def why_unreachable(row: BoardRow) -> str:
    """Why nobody there can answer."""
    mail = row.mail
    if mail is not None and mail.came_back_at:
        return _("the mail came back")
    if row.recipient.revoked_at:
        return _("its link was revoked, and it has no other")
    if mail is not None:
        return _("the mail could not be sent")
    return _("no address that mail can be sent to")

"""All that is said by a reflection sheet: what a setting asks itself about one resource of a series."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from media.sheets.letters import without_controls
from media.sheets.session import SessionPoint

UNTITLED = "Untitled resource"


@dataclass(frozen=True, kw_only=True)
class SettingSheet:
    """`setting` is the kind of agency that asks itself; blank for any. `series` is what the resource belongs to."""

    title: str
    series: str = ""
    setting: str = ""
    partnership: str = ""
    is_fictional: bool = False
    questions: Sequence[str] = ()
    points: Sequence[SessionPoint] = ()
    help_contacts: Sequence[tuple[str, str]] = ()
    url: str = ""

    @property
    def shown_title(self) -> str:
        return without_controls(self.title).strip() or UNTITLED

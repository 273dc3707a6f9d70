"""All that is said by a 7-minute briefing, before it becomes a file of any kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from media.sheets.letters import without_controls
from media.sheets.richtext import Block

UNTITLED = "Untitled briefing"
FICTIONAL = "Fictional: written for training"


@dataclass(frozen=True, kw_only=True)
class BriefingPanel:
    """One of the seven sections: its heading, its rich text as blocks (see `richtext`), a note for whoever leads it."""

    heading: str
    blocks: Sequence[Block] = ()
    facilitator_note: str = ""


@dataclass(frozen=True, kw_only=True)
class BriefingSheet:
    """A 7-minute briefing. Only the title and panels are needed; the rest is left out if empty.

    Dates are texts, shown as stated. `web_address` is the briefing's page; `used_address` the form on which a team says
    that it has used it, given as words and as a QR code. `notice`, where there is one, is printed first and plainly: that the
    briefing is superseded, or was to be looked at again before now. `help_contacts` are (who, how to reach them), most urgent first.
    `made_at` is written into the file's properties and never shown.
    """

    title: str
    panels: Sequence[BriefingPanel]
    partnership: str = ""
    review_label: str = ""
    source: str = ""
    date_as_stated: str = ""
    introduction: Sequence[Block] = ()
    content_warning: str = ""
    facilitator_note: str = ""
    themes: Sequence[str] = ()
    standing_questions: Sequence[str] = ()
    reviewed_on: str = ""
    review_by: str = ""
    reviewer: str = ""
    notice: str = ""
    web_address: str = ""
    used_address: str = ""
    help_contacts: Sequence[tuple[str, str]] = ()
    is_fictional: bool = False
    made_at: datetime | None = None

    @property
    def shown_title(self) -> str:
        return without_controls(self.title).strip() or UNTITLED

    @property
    def kept_up_to_date(self) -> str:
        """ "Reviewed on 1 May 2026 · review by 1 May 2028 · Learning sub-group": as much of it as is known."""
        review = " · ".join(
            text
            for text in (
                f"Reviewed on {self.reviewed_on}" if self.reviewed_on else "",
                f"review by {self.review_by}" if self.review_by else "",
                self.reviewer,
            )
            if text
        )
        return review[:1].upper() + review[1:]

    @property
    def facts(self) -> list[tuple[str, str]]:
        """(name, value) of what is said of the briefing itself, without what is not known."""
        facts = (
            ("Themes", "; ".join(self.themes)),
            ("Source", self.source),
            ("Kept up to date", self.kept_up_to_date),
            ("Online", self.web_address),
        )
        return [(name, value) for name, value in facts if value]


def panel_heading(panel: BriefingPanel, number: int) -> str:
    """Its heading; "Section 3" for one that has none yet."""
    return without_controls(panel.heading).strip() or f"Section {number}"

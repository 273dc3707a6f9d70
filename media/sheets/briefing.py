"""All that is said by a 7-minute briefing, or by the summary of a national review, before it becomes a file of any kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from media.sheets.letters import without_controls
from media.sheets.richtext import Block, Run

FICTIONAL = "Fictional: written for training"


@dataclass(frozen=True, kw_only=True)
class SheetKind:
    """What a sheet is, and what its files call its parts. `is_led`: somebody talks a team through it, from numbered sections."""

    name: str
    untitled: str
    about: str
    leading: str = ""
    is_led: bool = False


BRIEFING = SheetKind(
    name="7-minute briefing",
    untitled="Untitled briefing",
    about="About this briefing",
    leading="For whoever leads this briefing",
    is_led=True,
)
SUMMARY = SheetKind(name="National review: summary", untitled="Untitled summary", about="About this summary")


@dataclass(frozen=True, kw_only=True)
class SheetTable:
    """Rows of words under named columns. `says` tells those who do not see it what it holds."""

    heading: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    """Shares of the page."""
    says: str

    @property
    def blocks(self) -> list[Block]:
        """The same in words, where a table has no room: a paragraph a row, its first cell bold, the others named."""
        return [{"kind": "p", "runs": self._runs(row)} for row in self.rows]

    def _runs(self, row: Sequence[str]) -> list[Run]:
        first, *others = row
        named = [f"{name}: {cell}" for name, cell in zip(self.heading[1:], others, strict=True) if cell]
        lead: Run = {"text": first, "bold": True}
        return [lead, {"text": "\n" + " · ".join(named)}] if named else [lead]


@dataclass(frozen=True, kw_only=True)
class BriefingPanel:
    """A section: its heading, its rich text as blocks (see `richtext`), perhaps a table below, a note for whoever leads it."""

    heading: str
    blocks: Sequence[Block] = ()
    table: SheetTable | None = None
    facilitator_note: str = ""

    @property
    def in_words(self) -> Sequence[Block]:
        """All it says without a table: for slides, large print, posters and mail."""
        return [*self.blocks, *self.table.blocks] if self.table else self.blocks


@dataclass(frozen=True, kw_only=True)
class BriefingSheet:
    """A 7-minute briefing, or a sheet of another kind. Only the title and panels are needed; the rest is left out if empty.

    Dates are texts, shown as stated. `web_address` is the briefing's page; `used_address` the form on which a team says
    that it has used it, given as words and as a QR code. `notice`, where there is one, is printed first and plainly: that the
    briefing is superseded, or was to be looked at again before now. `help_contacts` are (who, how to reach them), most urgent first.
    `made_at` is written into the file's properties and never shown.
    """

    title: str
    panels: Sequence[BriefingPanel]
    kind: SheetKind = BRIEFING
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
        return without_controls(self.title).strip() or self.kind.untitled

    @property
    def is_led(self) -> bool:
        return self.kind.is_led

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


def panel_title(sheet: BriefingSheet, panel: BriefingPanel, number: int) -> str:
    """The heading as words alone give it: "3. What worked well" in a briefing, whose sections are numbered."""
    heading = panel_heading(panel, number)
    return f"{number}. {heading}" if sheet.is_led else heading

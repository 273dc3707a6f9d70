"""What was actually taught, as a form: a row for each learning point, and with what, by whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from learning.models import LearningPoint
from training.domain.taught import Taught
from training.enums import Assurance, Depth
from training.models import PointTaught, SessionEdition, TrainingEvent

Planned = Sequence[tuple[LearningPoint, str]]
LONGEST: Final = {"evidence": 300, "led_by": 200, "deck_edition": 100}


@dataclass(slots=True)
class PointRow:
    """One learning point: whether it was passed on, and how. `where` says where it comes from, if it is not kept yet."""

    point: LearningPoint
    is_taught: bool = True
    depth: str = Depth.TAUGHT
    evidence: str = ""
    assurance: str = Assurance.CLAIMED
    where: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    def check(self) -> None:
        if not self.is_taught:
            return
        if self.depth not in Depth.values:
            self.errors["depth"] = _("Choose how deeply it was passed on.")
        if self.assurance not in Assurance.values:
            self.errors["assurance"] = _("Choose how far anybody can rely on it.")
        elif self.assurance != Assurance.CLAIMED and not self.evidence:
            self.errors["evidence"] = _("Say what the evidence is, or choose “Claimed”.")
        if len(self.evidence) > LONGEST["evidence"]:
            self.errors["evidence"] = _too_long("evidence", self.evidence)

    @property
    def said(self) -> Taught:
        return Taught(self.point, Depth(self.depth), self.evidence, Assurance(self.assurance))


@dataclass(slots=True)
class TaughtForm:
    """The whole form; `errors` are of what is asked once."""

    rows: list[PointRow]
    led_by: str = ""
    edition: str = ""
    deck_edition: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, event: TrainingEvent, kept: Iterable[PointTaught], planned: Planned) -> "TaughtForm":
        """What is kept; then what the plan has besides: ticked where nothing is kept yet, as the start."""
        rows = [PointRow(row.point, True, row.depth, row.evidence, row.assurance) for row in kept]
        there = {row.point.pk for row in rows}
        for point, depth in planned:
            if point.pk not in there:
                rows.append(PointRow(point, not there, depth or Depth.TAUGHT, where=_("planned")))
        return cls(rows, event.led_by, str(event.edition_id or ""), event.deck_edition)

    @classmethod
    def posted(cls, data: QueryDict, points: Iterable[LearningPoint]) -> "TaughtForm":
        known = {str(point.pk): point for point in points}
        keys = [key for key in dict.fromkeys(data.getlist("point")) if key in known]
        rows = [
            PointRow(
                known[key],
                f"taught-{key}" in data,
                data.get(f"depth-{key}", ""),
                data.get(f"evidence-{key}", "").strip(),
                data.get(f"assurance-{key}", ""),
            )
            for key in keys
        ]
        led_by, edition, deck = (data.get(name, "").strip() for name in ("led_by", "edition", "deck_edition"))
        return cls(rows, led_by, edition, deck)

    def check(self, editions: Iterable[SessionEdition]) -> bool:
        """Whether it can be kept; what is wrong is said at each field."""
        for row in self.rows:
            row.check()
        for name in ("led_by", "deck_edition"):
            if len(getattr(self, name)) > LONGEST[name]:
                self.errors[name] = _too_long(name, getattr(self, name))
        if self.edition and self.chosen_edition(editions) is None:
            self.errors["edition"] = _("Choose an edition from the list.")
        return not self.problems

    def chosen_edition(self, editions: Iterable[SessionEdition]) -> SessionEdition | None:
        return next((one for one in editions if str(one.pk) == self.edition), None)

    @property
    def problems(self) -> list[tuple[str, str]]:
        """Where in the page, and what."""
        of_rows = [
            (f"{name}-{row.point.pk}", f"{row.point.title}: {error}")
            for row in self.rows
            for name, error in row.errors.items()
        ]
        return [*of_rows, *self.errors.items()]

    @property
    def taught(self) -> list[Taught]:
        return [row.said for row in self.rows if row.is_taught]

    def add(self, points: Iterable[LearningPoint]) -> None:
        there = {row.point.pk for row in self.rows}
        self.rows += [PointRow(point, where=_("added")) for point in points if point.pk not in there]


def _too_long(name: str, text: str) -> str:
    return _("Write it in %(most)d characters or fewer; it has %(has)d.") % {"most": LONGEST[name], "has": len(text)}

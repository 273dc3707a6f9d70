"""What a report may be asked about, in its address."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.filter_forms import EVERYTHING, CoverageFilterForm
from training.queries.coverage_filters import CoverageFilters
from training.queries.evidence_asked import EvidenceAsked
from training.reports.telling import Named

YEARS_BACK = 6
ASKED = ("as_at", "year", "since", "until", "review", "theme", "agency", "agency_kind", "public")
# The name of each kind of year, and the month in which it begins.
KINDS_OF_YEAR = {
    "financial": (gettext_lazy("Financial year (from April)"), 4),
    "training": (gettext_lazy("Training year (from September)"), 9),
    "calendar": (gettext_lazy("Calendar year"), 1),
}


class EvidenceFilterForm(CoverageFilterForm):
    """The coverage page's questions that a report takes, a year, and whether it is to be published."""

    year = forms.ChoiceField(
        label=gettext_lazy("Year"),
        required=False,
        error_messages={"invalid_choice": gettext_lazy("It is not one of the choices.")},
    )
    public = forms.BooleanField(
        label=gettext_lazy("For publication: leave out small numbers and the agencies they are of"), required=False
    )

    def fill_choices(self) -> None:
        super().fill_choices()
        self.fields = {name: self.fields[name] for name in ASKED}
        self.fields["agency"].label = _("Agency")
        self.fields["year"].choices = [EVERYTHING, *_years(timezone.localdate())]  # type: ignore[attr-defined]

    @property
    def is_public(self) -> bool:
        return bool(self.asked["public"])

    @property
    def period(self) -> tuple[date | None, date | None]:
        """The first and last day: those typed, else the year's."""
        since, until = self.asked["since"], self.asked["until"]
        if since or until or not self.asked["year"]:
            return since, until
        return _days(self.asked["year"])

    @property
    def filters(self) -> CoverageFilters:
        asked, (since, until) = self.asked, self.period
        return CoverageFilters(
            theme=asked["theme"] or "",
            review=int(asked["review"]) if asked["review"] else None,
            agency_kind=asked["agency_kind"] or "",
            since=since,
            until=until,
        )

    def question(self) -> EvidenceAsked:
        as_at = self.chosen_day or timezone.localdate()
        return EvidenceAsked(self.partnership, self.filters, as_at, self.round_figures.history, self.chosen_agency)

    def named(self) -> Named:
        since, until = self.period
        told = {name: self._label(name) for name in ("review", "theme", "agency", "agency_kind")}
        return Named(period=_in_words(since, until), **told)

    def _label(self, name: str) -> str:
        """What the choice made is called in the list; nothing where none was."""
        chosen = self.asked[name]
        choices: Any = self.fields[name].choices  # type: ignore[attr-defined]  # a ChoiceField
        return next((str(label) for value, label in choices if chosen and str(value) == str(chosen)), "")


def _years(today: date) -> list[Any]:
    return [
        (label, [(f"{kind}-{first}", _in_words(*_days(f"{kind}-{first}"))) for first in _first_years(today)])
        for kind, (label, _month) in KINDS_OF_YEAR.items()
    ]


def _first_years(today: date) -> range:
    return range(today.year, today.year - YEARS_BACK, -1)


def _days(year: str) -> tuple[date, date]:
    """The first and last day of "financial-2025"."""
    kind, first = year.split("-")
    begins = date(int(first), KINDS_OF_YEAR[kind][1], 1)
    return begins, date.fromordinal(begins.replace(year=begins.year + 1).toordinal() - 1)


def _in_words(since: date | None, until: date | None) -> str:
    told = [date_format(day, "j F Y") if day else "" for day in (since, until)]
    if all(told):
        return _("%(since)s to %(until)s") % {"since": told[0], "until": told[1]}
    if since:
        return _("from %(since)s") % {"since": told[0]}
    return _("to %(until)s") % {"until": told[1]} if until else ""

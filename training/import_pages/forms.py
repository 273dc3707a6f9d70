"""What is asked of the person who imports a file."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.models import Agency
from training.imports.columns import HEADINGS, missing, said
from training.imports.layout import FoundColumn, Layout, mapping_said

LEAVE_OUT = "leave-out"
NAMES_ASKED = 50
"""Unknown agencies asked about at a time, those with the most rows first."""


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy(
            "CSV or Excel (.xlsx) with a row for each event and agency, up to 20 MB and 50,000 rows; or a calendar "
            "(.ics). Figures alone are kept, never names."
        ),
        error_messages={"empty": gettext_lazy("This file is empty. Check that it opens on your computer.")},
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.ics"}),
    )


class WhereForm(forms.Form):
    """Which sheet, and in which row its headings are."""

    sheet = forms.ChoiceField(label=gettext_lazy("Sheet"), required=False)
    row = forms.IntegerField(
        label=gettext_lazy("Row of the headings"),
        help_text=gettext_lazy("0 if there are none."),
        min_value=0,
        max_value=200,
        required=False,
    )

    def __init__(self, layout: Layout) -> None:
        super().__init__(initial={"sheet": layout.sheet, "row": layout.row})
        sheets: Any = self.fields["sheet"]
        sheets.choices = [(name, name) for name in layout.sheets]
        if len(layout.sheets) < 2:
            del self.fields["sheet"]


class ColumnsForm(forms.Form):
    """Which column of the file is which of ours."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, layout: Layout, chosen: Mapping[str, int] | None = None
    ) -> None:
        """`chosen` are columns chosen before; by default the layout's guess stands there."""
        self.layout = layout
        guess = layout.guess if chosen is None else chosen
        super().__init__(data, initial={name: str(place) for name, place in guess.items()})
        choices = [("", _("not in this file")), *((str(one.place), _told(one)) for one in layout.columns)]
        for name in HEADINGS:
            self.fields[name] = forms.ChoiceField(
                label=said(name).capitalize(), choices=choices, required=False, help_text=_HELP.get(name, "")
            )

    @property
    def places(self) -> dict[str, int]:
        return {name: int(self.cleaned_data[name]) for name in HEADINGS if self.cleaned_data.get(name)}

    @property
    def mapping(self) -> dict[str, Any]:
        return mapping_said(self.layout, self.places)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        taken: dict[str, str] = {}
        for name in HEADINGS:
            place = cleaned.get(name)
            if place and place in taken:
                self.add_error(
                    name, _("“%(other)s” is this column already. Choose another.") % {"other": said(taken[place])}
                )
            elif place:
                taken[place] = name
        if not self.errors and (gone := missing(set(taken.values()))):
            raise forms.ValidationError(_("Choose a column for: %(missing)s.") % {"missing": "; ".join(gone)})
        return cleaned


_HELP = {
    "event": gettext_lazy("What it was called."),
    "course": gettext_lazy("Its title in the catalogue, if the event has a name of its own."),
    "came": gettext_lazy("Of those who were booked."),
    "state": gettext_lazy("Whether the return has come: “awaiting”, “will not be sent”."),
}


def _told(column: FoundColumn) -> str:
    """The column in a line: "C: Attended (5, 3, 12)"."""
    samples = f" ({', '.join(column.samples)})" if column.samples else ""
    heading = f": {column.heading[:60]}" if column.heading else ""
    return f"{column.letters}{heading}{samples}"


class AgenciesForm(forms.Form):
    """Who is meant by each name that is not in the list. Left as it is, its rows are not taken."""

    def __init__(self, *args: Any, names: Sequence[tuple[str, int]], agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = list(names[:NAMES_ASKED])
        self._agencies = {str(agency.pk): agency for agency in agencies}
        choices = [
            ("", _("not decided")),
            (LEAVE_OUT, _("leave its rows out")),
            *((key, agency.name) for key, agency in self._agencies.items()),
        ]
        for number, (name, rows) in enumerate(self.names):
            self.fields[f"said-{number}"] = forms.CharField(widget=forms.HiddenInput, initial=name, strip=False)
            self.fields[f"is-{number}"] = forms.ChoiceField(
                label=name, help_text=_rows(rows), choices=choices, required=False
            )

    @property
    def choosing(self) -> Iterator[tuple[forms.BoundField, forms.BoundField]]:
        """The name as it was shown, and what is chosen for it."""
        return ((self[f"said-{number}"], self[f"is-{number}"]) for number in range(len(self.names)))

    @property
    def said(self) -> dict[str, Agency | None]:
        """What was decided, by name. Names that are no longer asked about are passed over."""
        asked = {name for name, _rows in self.names}
        decided = {}
        for number in range(len(self.names)):
            name, choice = self.cleaned_data.get(f"said-{number}", ""), self.cleaned_data.get(f"is-{number}", "")
            if name in asked and choice:
                decided[name] = None if choice == LEAVE_OUT else self._agencies[choice]
        return decided


def _rows(count: int) -> str:
    return _("in %(count)d rows") % {"count": count} if count > 1 else _("in 1 row")

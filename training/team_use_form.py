"""What a team is asked after it has used a briefing. Whatever is wrong is said at its field, and nothing typed is lost."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.dates import AsStatedDate
from learning.enums import DatePrecision
from learning.models import Agency, Partnership
from training.domain.team_use import TeamUseAnswers
from training.models.team_use import LONGEST_TEXT, MOST_MINUTES, MOST_PRESENT

OTHER_AGENCY = "other"
HONEYPOT = "web_page"
FIRST_YEAR = 2000  # before it, a year is a slip of the finger


class PlainDateField(forms.DateField):
    """A day, picked or typed: "21 November 2026", "1st May 2026", "21/11/2026"."""

    def to_python(self, value: Any) -> datetime.date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime.date):
            return value
        stated = AsStatedDate.parse(str(value)[:100])
        if stated.precision != DatePrecision.DAY:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        return stated.date

    def bound_data(self, data: Any, initial: Any) -> Any:
        """A day that can be read comes back as browsers' date fields want it, so that they do not empty it."""
        try:
            return self.to_python(data) or data
        except forms.ValidationError:
            return data


def _words(label: Any, longest: int, help_text: Any = "", *, missing: Any = None) -> forms.CharField:
    """One line; `missing` is what is said if there is nothing in it, without which it may be left empty."""
    too_long = gettext_lazy("Write it in %(limit_value)d characters or fewer; it has %(show_value)d.")
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=longest,
        required=missing is not None,
        error_messages={"required": missing or "", "max_length": too_long},
    )


def _answer(label: Any, help_text: Any = "") -> forms.CharField:
    field = _words(label, LONGEST_TEXT, help_text)
    field.widget = forms.Textarea(attrs={"rows": 4})
    return field


def _number(label: Any, most: int, whole: Any, help_text: Any = "") -> forms.IntegerField:
    """A text field: what is typed into a number field that is no number never reaches us, and would be lost."""
    between = format_lazy(gettext_lazy("{label} Give a number from 1 to {most}."), label=label, most=most)
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        min_value=1,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        error_messages={"required": whole, "invalid": whole, "min_value": between, "max_value": between},
    )


class TeamUseForm(forms.Form):
    """A team's agency, its meeting in figures, and its three answers."""

    use_required_attribute = False

    agency = forms.ChoiceField(
        label=gettext_lazy("Which agency are you from?"),
        error_messages={
            "required": gettext_lazy("Choose your agency, or “Another, not in this list”."),
            "invalid_choice": gettext_lazy("Choose your agency from the list, or “Another, not in this list”."),
        },
    )
    agency_as_given = _words(
        gettext_lazy("If it is not in the list, what is it called?"), 200, gettext_lazy("Leave this empty otherwise.")
    )
    setting = _words(
        gettext_lazy("Which team or setting?"),
        200,
        gettext_lazy("For example, “North assessment team” or “Year 5 and 6 staff”."),
        missing=gettext_lazy("Say which team or setting it was."),
    )
    date = PlainDateField(
        label=gettext_lazy("When did you use it?"),
        help_text=gettext_lazy("For example, 21 November 2026."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"}),
        error_messages={
            "required": gettext_lazy("Say on which day."),
            "invalid": gettext_lazy("Give a day, month and year, like 21 November 2026."),
        },
    )
    led_by = _words(
        gettext_lazy("Who led it?"),
        120,
        gettext_lazy("The role, never a name: “team manager”, “designated safeguarding lead”."),
        missing=gettext_lazy("Say in which role: “team manager”, for example. No name."),
    )
    present = _number(
        gettext_lazy("How many people were there?"),
        MOST_PRESENT,
        gettext_lazy("Give the number of people as a whole number, like 8."),
        gettext_lazy("With whoever led it."),
    )
    minutes = _number(
        gettext_lazy("How many minutes did you spend on it?"),
        MOST_MINUTES,
        gettext_lazy("Give the minutes as a whole number, like 10."),
    )
    struck = _answer(gettext_lazy("What struck you? (optional)"))
    will_change = _answer(gettext_lazy("What will you change? (optional)"))
    barriers = _answer(gettext_lazy("What may get in the way? (optional)"))

    def __init__(self, data: Any = None, *, partnership: Partnership) -> None:
        super().__init__(data, initial={"date": timezone.localdate()})
        self._agencies = {
            str(agency.pk): agency for agency in Agency.objects.filter(partnerships=partnership, is_active=True)
        }
        named = [(key, agency.name) for key, agency in self._agencies.items()]
        choices = [("", _("Choose one")), *named, (OTHER_AGENCY, _("Another, not in this list"))]
        self.fields["agency"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)  # browsers cut off what is pasted, and do not say so

    def clean_date(self) -> datetime.date:
        day: datetime.date = self.cleaned_data["date"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Tell us once you have used the briefing."))
        if day.year < FIRST_YEAR:
            raise forms.ValidationError(_("Check the year."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        unnamed = not cleaned.get("agency_as_given") and "agency_as_given" not in self.errors
        if cleaned.get("agency") == OTHER_AGENCY and unnamed:
            self.add_error("agency_as_given", _("Say what your agency is called, so that we know where to count it."))
        return cleaned

    @property
    def answers(self) -> TeamUseAnswers:
        """What was said, once it is valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "agency"}
        return TeamUseAnswers(agency=self._agencies.get(self.cleaned_data["agency"]), **said)

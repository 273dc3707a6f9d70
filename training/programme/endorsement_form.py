"""What is asked of a session that is to be endorsed: each line of its level's list, and a decision."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.enums import DatePrecision
from learning.models import Level
from training.domain.endorsements import Answer, Decision
from training.models import RequiredContent
from training.stated_days import NotUnderstood, day_in_words, read_stated_day

USUALLY_HOLDS = timedelta(days=365)
YES, NO = "yes", "no"


@dataclass(frozen=True)
class AskedLine:
    """A line of the list as the form asks it: the two fields, and what covers it by itself."""

    line: RequiredContent
    met: forms.BoundField
    note: forms.BoundField
    covered_by: list[str]


class EndorsementForm(forms.Form):
    """A line is ticked as met where a part of the session covers it by itself; the person who looks has the last word."""

    decision = forms.ChoiceField(
        label=gettext_lazy("Decision"),
        choices=[(YES, gettext_lazy("Endorsed")), (NO, gettext_lazy("Not yet"))],
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose whether it is endorsed.")},
    )
    until = forms.CharField(
        label=gettext_lazy("Endorsed until"),
        help_text=gettext_lazy("Like 31 March 2028; a month is meant to its last day."),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"class": "short"}),
    )
    note = forms.CharField(
        label=gettext_lazy("Note to the agency"),
        help_text=gettext_lazy("If it is not endorsed yet: what to add or change."),
        max_length=2_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any, *, level: Level, lines: list[RequiredContent], covers: dict[int, list[str]]) -> None:
        initial = {f"met_{pk}": YES for pk, parts in covers.items() if parts}
        until = day_in_words(timezone.localdate() + USUALLY_HOLDS)
        super().__init__(data, initial={"until": until, **initial})
        self.level, self.required_lines, self.covers = level, lines, covers
        for line in lines:
            self.fields[f"met_{line.pk}"] = forms.ChoiceField(
                label=line.title,
                choices=[(YES, _("Met")), (NO, _("Not met"))],
                widget=forms.RadioSelect,
                error_messages={"required": _("“%(line)s”: say whether it is met.") % {"line": line}},
            )
            self.fields[f"note_{line.pk}"] = forms.CharField(
                label=_("Note on “%(line)s”") % {"line": line}, max_length=500, required=False
            )

    @property
    def asked(self) -> list[AskedLine]:
        return [
            AskedLine(line, self[f"met_{line.pk}"], self[f"note_{line.pk}"], self.covers.get(line.pk, []))
            for line in self.required_lines
        ]

    @property
    def decided(self) -> Decision:
        said = self.cleaned_data
        answers = [
            Answer(line.pk, line.title, said[f"met_{line.pk}"] == YES, said[f"note_{line.pk}"])
            for line in self.required_lines
        ]
        return Decision(self.level, answers, said["decision"] == YES, said["until"], said["note"])

    def clean_until(self) -> date | None:
        text = " ".join(self.cleaned_data["until"].split())
        if not text:
            return None
        try:
            stated = read_stated_day(text)
        except NotUnderstood as error:
            raise forms.ValidationError(str(error)) from error
        day = stated.date
        if day is None or stated.precision == DatePrecision.YEAR:
            raise forms.ValidationError(
                _("“%(text)s” is no day or month. Write it like 31 March 2028.") % {"text": text}
            )
        if stated.precision == DatePrecision.MONTH:
            return day.replace(day=calendar.monthrange(day.year, day.month)[1])
        return day


class WithdrawForm(forms.Form):
    """Why an endorsement is withdrawn."""

    why = forms.CharField(
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("In a few words: it stays on record."),
        max_length=300,
        error_messages={
            "required": gettext_lazy("Say why in a few words: the next person to look at this will want to know.")
        },
    )

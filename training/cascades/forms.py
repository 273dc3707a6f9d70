"""What is asked of somebody who starts a cascade, changes it, or mends what became of it."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from briefings.models import NationalSummaryPage
from learning.models import Agency, Partnership
from training.domain.cascades import CascadeDetails
from training.models import Cascade
from training.queries.cascade_reach import agencies_offered, by_kind
from training.stated_days import NotUnderstood, day_in_words, read_day

LONGEST_NOTE = 3_000
USUALLY_ACKNOWLEDGED = timedelta(days=14)
USUALLY_COMPLETE = timedelta(days=42)
FARTHEST = timedelta(days=3 * 366)
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
PICK = "pick"
ALL, NONE = "all", "none"


class CascadeForm(forms.Form):
    """Agencies, dates, note. `details` is what was said, once the form is valid."""

    acknowledge_by = forms.CharField(
        label=gettext_lazy("Acknowledge by"),
        help_text=gettext_lazy("When you want to know that it has arrived. Like 4 December 2026."),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "short"}),
        error_messages={"required": gettext_lazy("Give the day by which agencies should say that they have it.")},
    )
    complete_by = forms.CharField(
        label=gettext_lazy("Complete by"),
        help_text=gettext_lazy("When it should have been passed on, and answered."),
        max_length=40,
        widget=forms.TextInput(attrs={"class": "short"}),
        error_messages={"required": gettext_lazy("Give the day by which it should have been passed on.")},
    )
    covering_note = forms.CharField(
        label=gettext_lazy("Covering note"),
        help_text=gettext_lazy("In your own words, plain text, 3,000 characters at most. Never about one child."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("Show everybody which agencies have acknowledged and replied"), required=False
    )

    def __init__(self, *args: Any, partnership: Partnership, cascade: Cascade | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(one.pk): one for one in agencies_offered(partnership, cascade)}
        self.chosen = self._chosen()

    @property
    def groups(self) -> list[dict[str, Any]]:
        """For the checkboxes: agencies under their kind, each with whether it is ticked; and how many of the kind are."""
        groups = []
        for kind, agencies in by_kind(list(self.agencies.values())):
            rows = [{"agency": one, "is_ticked": str(one.pk) in self.chosen} for one in agencies]
            groups.append({"kind": kind, "agencies": rows, "ticked": sum(bool(row["is_ticked"]) for row in rows)})
        return groups

    @property
    def details(self) -> CascadeDetails:
        said = self.cleaned_data
        return CascadeDetails(
            agencies=[self.agencies[pk] for pk in self.agencies if pk in self.chosen],
            acknowledge_by=said["acknowledge_by"],
            complete_by=said["complete_by"],
            covering_note=said["covering_note"],
            is_public=said["is_public"],
        )

    def clean_acknowledge_by(self) -> date:
        return self._day("acknowledge_by")

    def clean_complete_by(self) -> date:
        return self._day("complete_by")

    def clean_covering_note(self) -> str:
        """Line breaks are one character, whatever the browser sends; no others that cannot be seen."""
        note = _CONTROLS.sub("", self.cleaned_data["covering_note"].replace("\r\n", "\n").replace("\r", "\n")).strip()
        if len(note) > LONGEST_NOTE:
            raise ValidationError(
                _("The note has %(n)d characters. Write it in %(most)d or fewer: people read it on a phone.")
                % {"n": len(note), "most": LONGEST_NOTE}
            )
        return note

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("acknowledge_by"), cleaned.get("complete_by")
        if first and last and last < first:
            self.add_error("complete_by", _("This is before the day to acknowledge by. Look at both again."))
        if not self.chosen:
            self.add_error(None, _("Choose at least one agency."))
        return cleaned

    def _day(self, name: str) -> date:
        try:
            day = read_day(" ".join(self.cleaned_data[name].split()))
        except NotUnderstood as error:
            raise ValidationError(str(error)) from error
        today = timezone.localdate()
        if day < today:
            raise ValidationError(_("%(day)s has passed. Give a day to come.") % {"day": day_in_words(day)})
        if day > today + FARTHEST:
            raise ValidationError(_("%(day)s is years away. Look at the year again.") % {"day": day_in_words(day)})
        return day

    def _chosen(self) -> set[str]:
        """Those ticked, by primary key; what is not offered is not among them."""
        if self.is_bound:
            asked = self.data.getlist("agencies") if isinstance(self.data, QueryDict) else self.data.get("agencies", [])
        else:
            asked = self.initial.get("agencies", [])
        return {str(pk) for pk in asked} & self.agencies.keys()


def picked(form: CascadeForm, data: QueryDict) -> dict[str, Any]:
    """The form's answers after a button that ticks or unticks many agencies at once, to be shown again unsaved."""
    pick, _colon, kind = data.get(PICK, "").partition(":")
    meant = {pk for pk, agency in form.agencies.items() if not kind or str(agency.kind_id) == kind}
    ticked = form.chosen | meant if pick == ALL else form.chosen - meant if pick == NONE else form.chosen
    return {
        **{name: data.get(name, "") for name in ("acknowledge_by", "complete_by", "covering_note")},
        "is_public": "is_public" in data,
        "agencies": sorted(ticked),
    }


def first_answers(page: Any) -> dict[str, Any]:
    """What a new cascade of the page begins with: the summary's own dates where they are to come."""
    today = timezone.localdate()
    begins, complete = today, None
    if isinstance(page, NationalSummaryPage):
        begins = max(today, page.cascade_on or today)
        complete = page.reply_by if page.reply_by and page.reply_by >= today else None
    acknowledge = begins + USUALLY_ACKNOWLEDGED
    if complete and complete < acknowledge:
        acknowledge = max(today, min(acknowledge, complete))
    return {
        "acknowledge_by": day_in_words(acknowledge),
        "complete_by": day_in_words(complete or begins + USUALLY_COMPLETE),
        "agencies": [],
    }


def answers_of(cascade: Cascade) -> dict[str, Any]:
    """A draft as it is written on the form."""
    return {
        "acknowledge_by": day_in_words(cascade.acknowledge_by),
        "complete_by": day_in_words(cascade.complete_by),
        "covering_note": cascade.covering_note,
        "is_public": cascade.is_public,
        "agencies": list(cascade.recipients.filter(parent=None).values_list("agency", flat=True)),
    }


class NewLinkForm(forms.Form):
    """To which address a new link goes. What is no address is told by the verb, in one place."""

    to = forms.CharField(
        label=gettext_lazy("Send it to"),
        help_text=gettext_lazy("The lead’s address, or that of whoever answers in their place."),
        max_length=320,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "email", "autocomplete": "off", "spellcheck": "false"}),
    )


class AddAgencyForm(NewLinkForm):
    """One more agency for a cascade that is out."""

    agency = forms.ChoiceField(
        label=gettext_lazy("Agency"), error_messages={"required": gettext_lazy("Choose the agency.")}
    )
    field_order = ("agency", "to")

    def __init__(self, *args: Any, agencies: list[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = {str(one.pk): one for one in agencies}
        choices = [("", _("Choose"))] + [(pk, one.name) for pk, one in self.agencies.items()]
        self.fields["agency"].choices = choices  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["to"].help_text = _("Left empty, it goes to the agency’s lead.")

    @property
    def agency_chosen(self) -> Agency:
        return self.agencies[self.cleaned_data["agency"]]

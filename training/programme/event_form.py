"""What is asked of an event that is planned, changed or moved. What is wrong is said of the field that is wrong."""

import datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator, URLValidator
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.dates import AsStatedDate
from learning.enums import DatePrecision
from learning.models import Agency, Partnership
from training.domain.planning import EventDetails, EventTime
from training.enums import TRAINING_KINDS, EventKind, EventStatus, Mode
from training.models import TrainingEvent
from training.queries.planning import agencies_to_choose
from training.stated_days import NotUnderstood, day_in_words, read_clock, read_day, read_stated_day, time_in_words

LONGEST = datetime.timedelta(days=60)  # between the first and the last day: a course in parts; more is a slip
MOST_PLACES = 100_000
MANY_AGENCIES = 20  # more are folded away under their kinds: nobody reads a list of three hundred


def _words(label: Any, help_text: Any = "", max_length: int = 200, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=max_length, required=False, **kwargs)


def _short(label: Any, help_text: Any = "") -> forms.CharField:
    return _words(label, help_text, 40, widget=forms.TextInput(attrs={"class": "short"}))


class WhenForm(forms.Form):
    """A day as stated, and hours where they are known. `when` is what was said, once the form is valid."""

    date = _words(
        gettext_lazy("Day"), gettext_lazy("Like 3 March 2027. Only the month is known? March 2027 will do."), 100
    )
    starts = _short(gettext_lazy("Starts at"), gettext_lazy("Like 9.30am or 14:00. Leave it empty if it is not known."))
    ends = _short(gettext_lazy("Ends at"))
    ends_on = _short(gettext_lazy("Last day, if it is another"), gettext_lazy("Like 4 March 2027."))

    @property
    def when(self) -> EventTime:
        found: EventTime = self.cleaned_data["when"]
        return found

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "date" in self.fields:
            stated = self._read("date", read_stated_day) or AsStatedDate.parse("")
            starts, ends = self._read("starts", read_clock), self._read("ends", read_clock)
            last = self._read("ends_on", read_day)
            if not self.errors.keys() & {"date", "starts", "ends", "ends_on"}:
                cleaned["when"] = self._together(stated, starts, ends, last)
        return cleaned

    def _read(self, name: str, read: Any) -> Any:
        text = " ".join((self.cleaned_data.get(name) or "").split())
        try:
            return read(text) if text else None
        except NotUnderstood as error:
            self.add_error(name, str(error))
            return None

    def _together(
        self, stated: AsStatedDate, starts: datetime.time | None, ends: datetime.time | None, last: datetime.date | None
    ) -> EventTime:
        """The time, where its parts fit; else each part that does not fit has its error."""
        if starts and not stated.text:
            self.add_error("date", _("Give the day too: a time alone is on no day."))
        elif starts and stated.precision != DatePrecision.DAY:
            self.add_error(
                "date",
                _("“%(text)s” is no single day. Give the day, or leave the times out.") % {"text": stated.text},
            )
        if ends and not starts:
            self.add_error("starts", _("Give the time it starts too."))
        if last and not ends:
            self.add_error("ends", _("Give the time it ends on the last day."))
        if self.errors or stated.date is None or starts is None:
            return EventTime(stated.text)
        start = timezone.make_aware(datetime.datetime.combine(stated.date, starts))
        end = timezone.make_aware(datetime.datetime.combine(last or stated.date, ends)) if ends else None
        if end and end <= start:
            self.add_error("ends_on" if last else "ends", _("It would end before it starts. Look at both again."))
        elif end and end - start > LONGEST:
            self.add_error("ends_on", _("It would last more than 60 days. Look at both days again."))
        return EventTime(stated.text, start, end)


class MoveForm(WhenForm):
    """To when an event is moved."""

    was_a_slip = forms.BooleanField(
        label=gettext_lazy("The old date was a slip, and nobody was told it: do not say that the event was moved"),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["date"].required = True
        self.fields["date"].error_messages["required"] = _("Give the day it is moved to.")


class EventForm(WhenForm):
    """An event, as those who run events say it. `details` is what was said, once the form is valid."""

    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=200,
        error_messages={"required": gettext_lazy("Give it a title, as it should stand in the list of training.")},
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=EventKind.choices)
    mode = forms.ChoiceField(
        label=gettext_lazy("How it is held"),
        choices=[("", gettext_lazy("Not known yet")), *Mode.choices],
        required=False,
    )
    place = _words(gettext_lazy("Place"), gettext_lazy("Where people go, or how they join. Never a password."))
    host = forms.ChoiceField(label=gettext_lazy("Held by"), required=False)
    led_by = _words(gettext_lazy("Led by"), gettext_lazy("Roles, never names: “named nurse and a youth worker”."))
    capacity = forms.IntegerField(
        label=gettext_lazy("Places"),
        required=False,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)],
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={"invalid": gettext_lazy("Give the number of people there is room for, in figures.")},
    )
    invited = forms.MultipleChoiceField(label=gettext_lazy("Agencies invited"), required=False)
    booking_url = forms.URLField(
        label=gettext_lazy("Booking link"),
        help_text=gettext_lazy("Where people book in your own training system."),
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        error_messages={"invalid": gettext_lazy("Give the whole address of the booking page, like https://…")},
        validators=[URLValidator(schemes=["http", "https"], message=gettext_lazy("The address begins with https://"))],
    )
    description = _words(gettext_lazy("About it"), "", 5_000, widget=forms.Textarea(attrs={"rows": 4}))
    is_public = forms.BooleanField(label=gettext_lazy("Show it to everybody in the list of training"), required=False)

    field_order = ("title", "kind", "date", "starts", "ends", "ends_on", "mode", "place", "host", "led_by", "capacity")

    def __init__(self, *args: Any, partnership: Partnership, event: TrainingEvent | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.agencies = _agencies(partnership, event)
        names = [(str(pk), agency.name) for pk, agency in self.agencies.items()]
        self.fields["host"].choices = [("", _("The partnership")), *self._hosts(names)]  # type: ignore[attr-defined]
        self.fields["invited"].choices = names  # type: ignore[attr-defined]  # a ChoiceField
        kinds = [kind for kind in EventKind if kind in TRAINING_KINDS or (event and event.kind == kind)]
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        if (
            event and event.status != EventStatus.HELD
        ):  # to come: its day changes by moving it, so that those who come are told
            for name in WhenForm.base_fields:
                del self.fields[name]

    @property
    def has_many(self) -> bool:
        return len(self.agencies) > MANY_AGENCIES

    @cached_property
    def agency_groups(self) -> list[dict[str, Any]]:
        """For the checkboxes: agencies under their kind, each with whether it is ticked, and how many are."""
        ticked = {str(value) for value in self["invited"].value() or []}
        groups = []
        for kind, agencies in agencies_to_choose(self.agencies.values()):
            rows = [{"agency": one, "is_ticked": str(one.pk) in ticked} for one in agencies]
            groups.append({"kind": kind, "agencies": rows, "ticked": sum(row["is_ticked"] is True for row in rows)})
        return groups

    @property
    def ticked(self) -> int:
        """How many of all agencies are ticked."""
        return sum(group["ticked"] for group in self.agency_groups)

    def _hosts(self, names: list[tuple[str, str]]) -> list[Any]:
        """Each agency; under their kinds, where there are many."""
        if not self.has_many:
            return list(names)
        groups = agencies_to_choose(self.agencies.values())
        return [(kind, [(str(one.pk), one.name) for one in agencies]) for kind, agencies in groups]

    @property
    def details(self) -> EventDetails:
        said = self.cleaned_data
        return EventDetails(
            title=said["title"],
            kind=EventKind(said["kind"]),
            when=said.get("when"),
            place=said["place"],
            mode=said["mode"],
            host=self.agencies[int(said["host"])] if said["host"] else None,
            led_by=said["led_by"],
            capacity=said["capacity"],
            invited=tuple(self.agencies[int(pk)] for pk in said["invited"]),
            booking_url=said["booking_url"],
            description=said["description"],
            is_public=said["is_public"],
        )


def initial_when(event: TrainingEvent) -> dict[str, str]:
    """The time of an event as it is written on the form."""
    if event.starts_at is None:
        return {"date": event.date_as_stated}
    first, end = timezone.localdate(event.starts_at), event.ends_at
    is_a_day = event.stated_date.precision == DatePrecision.DAY
    return {
        "date": event.date_as_stated if is_a_day else day_in_words(first),
        "starts": time_in_words(event.starts_at),
        "ends": time_in_words(end) if end else "",
        "ends_on": day_in_words(end) if end and timezone.localdate(end) != first else "",
    }


def initial_of(event: TrainingEvent) -> dict[str, Any]:
    """An event as it is written on the form."""
    names = ("title", "kind", "mode", "place", "led_by", "capacity", "booking_url", "description", "is_public")
    return {
        **{name: getattr(event, name) for name in names},
        **initial_when(event),
        "host": event.host_id or "",
        "invited": [agency.pk for agency in event.invited.all()],
    }


def _agencies(partnership: Partnership, event: TrainingEvent | None) -> dict[int, Agency]:
    """The partnership's active agencies and those the event has already, by primary key, in the order of their kinds."""
    found = list(partnership.agencies.filter(is_active=True).select_related("kind"))
    if event:
        found += list(event.invited.select_related("kind"))
        found += [event.host] if event.host else []
    found.sort(key=lambda agency: (agency.kind.sort_order, agency.kind.name, agency.name))
    return {agency.pk: agency for agency in found}

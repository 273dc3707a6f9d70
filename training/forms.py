"""What the admin asks about an event's figures before it keeps them."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from training.validators import COUNT_FIELDS


class TrainingEventForm(WagtailAdminModelForm):
    """Asks to confirm when more people came than the room holds: walk-ins happen, and so do slips of the finger."""

    more_than_the_room = forms.BooleanField(
        label=gettext_lazy("More people came than the room holds, and that is right"), required=False
    )

    def is_valid(self) -> bool:
        return super().is_valid() and self._room_is_big_enough_or_confirmed()

    def _room_is_big_enough_or_confirmed(self) -> bool:
        capacity = self.cleaned_data.get("capacity")
        if capacity is None or self.cleaned_data.get("more_than_the_room") or "attendances" not in self.formsets:
            return True
        people = sum(_people(form.cleaned_data) for form in self.formsets["attendances"].forms if form.is_valid())
        if people <= capacity:
            return True
        self.add_error(
            "more_than_the_room",
            _(
                "%(people)d people came and the room holds %(capacity)d. If that is right (walk-ins happen), "
                "tick this box and save again."
            )
            % {"people": people, "capacity": capacity},
        )
        return False


def _people(row: dict[str, Any]) -> int:
    return 0 if row.get("DELETE") else (row.get("came") or 0) + (row.get("walked_in") or 0)


class AttendanceForm(WagtailAdminModelForm):
    """One agency's row. Negative figures and words are refused by the fields themselves."""

    def _post_clean(self) -> None:
        """A figure that could not be read was given all the same: it is not said to be missing as well."""
        state_itself_is_wrong = "state" in self.errors
        super()._post_clean()
        if not state_itself_is_wrong and any(name in self.errors for name in COUNT_FIELDS):
            self.errors.pop("state", None)

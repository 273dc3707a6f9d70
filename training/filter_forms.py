"""What a reader may ask of the training pages. What cannot be read is left out and said, never an error page."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.models import Agency, AgencyKind, Level, Partnership, ReviewPage, Theme
from training.enums import EventKind
from training.queries.coverage_filters import CoverageFilters

Choices = list[tuple[Any, Any]]
EVERYTHING = ("", gettext_lazy("All"))
DAY_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y"]


class FilterForm(forms.Form):
    """A form in the address. `asked` has the answers that could be read, `notes` a sentence for each that could not."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request.GET)
        self.fill_choices()
        self.is_valid()

    def fill_choices(self) -> None:
        """Reads the choices that depend on what there is."""

    @property
    def asked(self) -> dict[str, Any]:
        return {name: self.cleaned_data.get(name) or None for name in self.fields}

    @property
    def notes(self) -> list[str]:
        return [
            _("%(label)s: “%(value)s” was left out. %(why)s")
            % {"label": self.fields[name].label, "value": _shown(self.data.get(name, "")), "why": errors[0]}
            for name, errors in self.errors.items()
            if name in self.fields
        ]


def _shown(value: str) -> str:
    """What was asked, short and without control characters."""
    clean = "".join(character for character in value[:200] if character.isprintable())
    return clean if len(clean) <= 60 else f"{clean[:60]}…"


def _choice(label: Any, choices: Choices | None = None) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[EVERYTHING, *(choices or [])],
        required=False,
        error_messages={"invalid_choice": gettext_lazy("It is not one of the choices.")},
    )


def _day(label: Any, help_text: Any = "") -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=False,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": gettext_lazy("It is not a date.")},
    )


class TrainingFilterForm(FilterForm):
    """What is on and what was held."""

    kind = _choice(gettext_lazy("Kind"), EventKind.choices)
    level = _choice(gettext_lazy("Level"))

    def __init__(self, request: HttpRequest, partnership: Partnership) -> None:
        self.partnership = partnership
        super().__init__(request)

    def fill_choices(self) -> None:
        levels = levels_of(self.partnership).values_list("pk", "name")
        self.fields["level"].choices = [EVERYTHING, *levels]  # type: ignore[attr-defined]  # a ChoiceField


class CalendarForm(TrainingFilterForm):
    """Whose dates somebody wants in their own calendar."""

    kind = None  # type: ignore[assignment]  # how Django takes a field out
    agency = _choice(gettext_lazy("Agency"))

    def fill_choices(self) -> None:
        super().fill_choices()
        agencies = self.partnership.agencies.filter(is_active=True).values_list("pk", "name")
        self.fields["agency"].choices = [EVERYTHING, *agencies]  # type: ignore[attr-defined]  # a ChoiceField


def levels_of(partnership: Partnership) -> QuerySet[Level]:
    """The levels at which the partnership trains: those of its courses and session plans."""
    trained_at = Q(courses__partnership=partnership) | Q(session_plans__partnership=partnership)
    return Level.objects.filter(trained_at).distinct()


class CoverageFilterForm(FilterForm):
    """Which learning points, events and agencies the matrix shows, and as at which day."""

    theme = _choice(gettext_lazy("Theme"))
    review = _choice(gettext_lazy("Review"))
    kind = _choice(gettext_lazy("Kind of event"), EventKind.choices)
    agency_kind = _choice(gettext_lazy("Kind of agency"))
    since = _day(gettext_lazy("From"))
    until = _day(gettext_lazy("To"))
    as_at = _day(gettext_lazy("As it stood on"))
    agency = _choice(gettext_lazy("What has this agency not had?"))
    retired = forms.BooleanField(label=gettext_lazy("Show retired learning points too"), required=False)

    def __init__(self, request: HttpRequest, partnership: Partnership) -> None:
        self.partnership = partnership
        super().__init__(request)

    def fill_choices(self) -> None:
        themes = Theme.objects.filter(learning_learningpointtheme_items__content_object__partnership=self.partnership)
        reviews = ReviewPage.objects.live().filter(findings__point__partnership=self.partnership)
        agencies = Agency.objects.filter(partnerships=self.partnership, is_active=True)
        kinds = AgencyKind.objects.filter(agencies__partnerships=self.partnership)
        choices: dict[str, Any] = {
            "theme": themes.distinct().order_by("name").values_list("slug", "name"),
            "review": reviews.distinct().order_by("title").values_list("pk", "title"),
            "agency_kind": kinds.distinct().values_list("slug", "name"),
            "agency": agencies.values_list("pk", "name"),
        }
        for name, found in choices.items():
            self.fields[name].choices = [EVERYTHING, *found]  # type: ignore[attr-defined]  # a ChoiceField

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", _("It is before the first day asked for."))
        as_at = cleaned.get("as_at")
        if as_at and as_at > timezone.localdate():
            self.add_error("as_at", _("That day has not come yet."))
        return cleaned

    @property
    def filters(self) -> CoverageFilters:
        asked = self.asked
        return CoverageFilters(
            theme=asked["theme"] or "",
            review=int(asked["review"]) if asked["review"] else None,
            kind=asked["kind"] or "",
            agency_kind=asked["agency_kind"] or "",
            since=asked["since"],
            until=asked["until"],
            include_retired=bool(asked["retired"]),
        )

    @property
    def chosen_day(self) -> date | None:
        """The day the matrix is asked as at, if it can be read."""
        found: date | None = self.asked["as_at"]
        return found

    @property
    def chosen_agency(self) -> Agency | None:
        """The agency chosen: one of the partnership's, or none."""
        chosen = self.asked["agency"]
        return Agency.objects.select_related("kind").get(pk=chosen) if chosen else None

"""What a reader may ask of the training pages. What cannot be read is left out and said, never an error page."""

from datetime import date
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.models import Agency, Partnership
from training.enums import EventKind
from training.queries.coverage_columns import BY_CHOICES, By
from training.queries.coverage_filters import CoverageFilters
from training.queries.levels import LEVELS
from training.queries.round_figures import REVIEWS_TO_CHOOSE, RoundFigures, round_figures

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


class QuickSelect(forms.Select):
    """A list of thousands, written without a template for each: as Django writes it."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        chosen = self.format_value(value)
        options = (
            f'<option value="{escape(key)}"{" selected" if str(key) in chosen else ""}>{escape(label)}</option>'
            for key, label in self.choices
        )
        attributes = flatatt({"name": name, **self.attrs, **(attrs or {})})
        return SafeString(f"<select{attributes}>{''.join(options)}</select>")


def choice_of(label: Any, choices: Choices | None = None) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=[EVERYTHING, *(choices or [])],
        required=False,
        widget=QuickSelect,
        error_messages={"invalid_choice": gettext_lazy("It is not one of the choices.")},
    )


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
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

    kind = choice_of(gettext_lazy("Kind"), EventKind.choices)
    level = choice_of(gettext_lazy("Level"))

    def __init__(self, request: HttpRequest, partnership: Partnership) -> None:
        self.partnership = partnership
        super().__init__(request)

    def fill_choices(self) -> None:
        levels = LEVELS.all(self.partnership)
        self.fields["level"].choices = [EVERYTHING, *levels]  # type: ignore[attr-defined]  # a ChoiceField


class CalendarForm(TrainingFilterForm):
    """Whose dates somebody wants in their own calendar."""

    kind = None  # type: ignore[assignment]  # how Django takes a field out
    agency = choice_of(gettext_lazy("Agency"))

    def fill_choices(self) -> None:
        super().fill_choices()
        agencies = self.partnership.agencies.filter(is_active=True).values_list("pk", "name")
        self.fields["agency"].choices = [EVERYTHING, *agencies]  # type: ignore[attr-defined]  # a ChoiceField


class CoverageFilterForm(FilterForm):
    """Which learning points, events and agencies the matrix shows, by what, and as at which day."""

    by = forms.ChoiceField(label=gettext_lazy("Side by side"), choices=BY_CHOICES, required=False, widget=QuickSelect)

    theme = choice_of(gettext_lazy("Theme"))
    review = choice_of(gettext_lazy("Review"))
    kind = choice_of(gettext_lazy("Kind of event"), EventKind.choices)
    agency_kind = choice_of(gettext_lazy("Kind of agency"))
    level = choice_of(gettext_lazy("Level"))
    since = day_field(gettext_lazy("From"))
    until = day_field(gettext_lazy("To"))
    as_at = day_field(gettext_lazy("As it stood on"))
    agency = choice_of(gettext_lazy("What has this agency not had?"))
    retired = forms.BooleanField(label=gettext_lazy("Show retired learning points too"), required=False)

    def __init__(self, request: HttpRequest, partnership: Partnership) -> None:
        self.partnership, self.person = partnership, request.user.pk
        super().__init__(request)

    def fill_choices(self) -> None:
        """In 2 queries: the partnership's agencies with their kinds, and everything else that is chosen from."""
        kinds = {agency.kind.slug: agency.kind for agency in self.members}
        choices: dict[str, Any] = {
            **self.round_figures.choices,
            "agency_kind": [(slug, kinds[slug].name) for slug in kinds],
            "agency": sorted(((one.pk, one.name) for one in self.members if one.is_active), key=lambda row: row[1]),
        }
        for name, found in choices.items():
            self.fields[name].choices = [EVERYTHING, *found]  # type: ignore[attr-defined]  # a ChoiceField
        if len(choices["review"]) >= REVIEWS_TO_CHOOSE:
            self.fields["review"].help_text = _(
                "The newest %(n)d. An older one’s own page leads to who has had it."
            ) % {"n": REVIEWS_TO_CHOOSE}

    @cached_property
    def round_figures(self) -> RoundFigures:
        """What the form chooses from, and what else stands round the figures, for whoever asks."""
        asked = self.data.get("review", "")
        review = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0
        return round_figures(self.partnership, self.person, review)

    @cached_property
    def members(self) -> list[Agency]:
        """The partnership's agencies, active or not, by kind and name."""
        members = Agency.objects.filter(partnerships=self.partnership).select_related("kind")
        return list(members.order_by("kind__sort_order", "kind__name", "name", "pk"))

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
            level=int(asked["level"]) if asked["level"] else None,
            since=asked.get("since"),
            until=asked.get("until"),
            include_retired=bool(asked.get("retired")),
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
        return next((one for one in self.members if str(one.pk) == chosen), None)

    @property
    def chosen_columns(self) -> By:
        return By(self.asked["by"] or By.AGENCY)

"""What trainers send about a session. Whatever is wrong is said at its field in a sentence, and nothing typed is lost."""

from datetime import time
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from learning.models import Agency, AgencyKind, Level, Partnership
from training.domain.session_words import CARE_FIELDS, PlanDetails, SegmentWords
from training.enums import Depth, Mode
from training.models import RequiredContent
from training.models.session_plan import FEWEST_MINUTES, LONGEST_WORDS, MOST_MINUTES, SessionPlan
from training.queries.session_titles import title_not_taken
from training.stated_days import NotUnderstood, read_clock

LONGEST_TITLE = 200
MOST_PEOPLE = 1_000
TOO_LONG = _("Write it in %(limit_value)d characters or fewer; it has %(show_value)d.")


def _words(label: Any, longest: int, help_text: Any = "", *, missing: Any = None, rows: int = 0) -> forms.CharField:
    """A text; `missing` is what is said if there is nothing in it, without which it may be left empty."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=longest,
        required=missing is not None,
        widget=forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(),
        error_messages={"required": missing or "", "max_length": TOO_LONG},
    )


def _number(label: Any, least: int, most: int, help_text: Any = "", *, required: bool = True) -> forms.IntegerField:
    """A text field: what is typed into a number field that is no number never reaches us, and would be lost."""
    between = format_lazy(
        _("{label}: give a whole number from {least} to {most}."), label=label, least=least, most=most
    )
    return forms.IntegerField(
        label=label,
        help_text=help_text,
        required=required,
        min_value=least,
        max_value=most,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), between),
    )


class ClockField(forms.CharField):
    """An hour of the day, written as people write it."""

    def prepare_value(self, value: Any) -> Any:
        return value.strftime("%H:%M") if isinstance(value, time) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return read_clock(text) if text else None
        except NotUnderstood as error:
            raise forms.ValidationError(str(error)) from error


class _OneLineEnds(forms.Form):
    """Browsers send line ends of two characters; kept as one, so that the same words stay the same words."""

    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        return {
            name: value.replace("\r\n", "\n") if isinstance(value, str) else value for name, value in cleaned.items()
        }


class PlanForm(_OneLineEnds):
    """Whom a session is for and how long it is. The first one makes a plan; `PlanDetailsForm` changes it."""

    level: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=Level.objects.none(), label=_("Level"), required=False, empty_label=_("Any level")
    )
    minutes = _number(_("Minutes"), FEWEST_MINUTES, MOST_MINUTES, _("From start to end, with breaks."))
    starts_at = ClockField(
        label=_("Starts at"),
        required=False,
        max_length=40,
        help_text=_("Like 9.30am or 14:00, if you know it: each part then says its time by the clock."),
        widget=forms.TextInput(attrs={"class": "short"}),
        error_messages={"max_length": TOO_LONG},
    )
    size = _number(_("People"), 1, MOST_PEOPLE, _("About how many. Leave it empty if you do not know."), required=False)
    mode = forms.ChoiceField(label=_("How it is held"), choices=Mode)
    kinds: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        queryset=AgencyKind.objects.none(),
        label=_("Kinds of agency"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    agencies: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        queryset=Agency.objects.none(),
        label=_("Particular agencies"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    for_roles = _words(_("Roles"), 300, _("For example, “new starters” or “team managers”."))
    title = _words(_("Title"), LONGEST_TITLE, _("Leave it empty and we make one."))

    def __init__(
        self,
        data: Any = None,
        *,
        partnership: Partnership,
        initial: dict[str, Any] | None = None,
        prefix: str | None = None,
    ) -> None:
        super().__init__(data, initial=initial, prefix=prefix)
        self._partnership = partnership
        self._plan: SessionPlan | None = None
        agencies = Agency.objects.filter(partnerships=partnership, is_active=True)
        choices: dict[str, Any] = {
            "level": Level.objects.filter(Q(partnership=partnership) | Q(partnership__isnull=True)),
            "agencies": agencies,
            "kinds": AgencyKind.objects.filter(agencies__partnerships=partnership).distinct(),
        }
        for name, found in choices.items():
            self.fields[name].queryset = found  # type: ignore[attr-defined]  # a ModelChoiceField

    @property
    def details(self) -> PlanDetails:
        """What was said, once it is valid."""
        said = dict(self.cleaned_data)
        said["kinds"], said["agencies"] = tuple(said["kinds"]), tuple(said["agencies"])
        if not said["title"]:
            made = _made_title(said["level"], said["kinds"], said["minutes"])
            said["title"] = title_not_taken(made, self._partnership, self._plan)
        return PlanDetails(**said)


class PlanDetailsForm(PlanForm):
    """All that is said of a plan, its aims and its care words with it. Care words left empty are the partnership's."""

    aims = _words(_("Aims"), LONGEST_WORDS, _("What people will be able to do afterwards."), rows=3)
    content_warning = _words(_("Content warning"), LONGEST_WORDS, rows=3)
    if_distressed = _words(_("On a disclosure or distress"), LONGEST_WORDS, rows=3)
    support_contacts = _words(_("Who supports people"), LONGEST_WORDS, _("One on each line."), rows=3)

    def __init__(self, data: Any = None, *, plan: SessionPlan, usual: dict[str, str]) -> None:
        details = PlanDetails.of(plan)
        initial = {name: getattr(details, name) for name in self.base_fields}
        super().__init__(data, partnership=plan.partnership, initial=initial, prefix="plan")
        self._plan = plan
        self.fields["title"].help_text = ""
        for name in CARE_FIELDS:
            self.fields[name].widget.attrs["placeholder"] = usual[name]
        # What the plan has may belong to nobody's list any more: it stays until somebody takes it out.
        for name in ("kinds", "agencies"):
            field: Any = self.fields[name]
            held = [one.pk for one in getattr(details, name)]
            field.queryset = field.queryset.model.objects.filter(
                Q(pk__in=field.queryset.order_by().values("pk")) | Q(pk__in=held)
            )


class SegmentForm(_OneLineEnds):
    """What is written in one part of a session."""

    title = _words(_("Title"), LONGEST_TITLE)
    minutes = _number(_("Minutes"), 0, MOST_MINUTES)
    text = _words(_("What people do or see"), LONGEST_WORDS, rows=3)
    notes = _words(_("Trainer’s notes"), LONGEST_WORDS, rows=3)
    depth = forms.ChoiceField(label=_("Depth"), choices=[("", _("Not said")), *Depth.choices], required=False)
    covers: forms.ModelMultipleChoiceField = forms.ModelMultipleChoiceField(
        queryset=RequiredContent.objects.none(), label=_("Covers"), required=False
    )

    def __init__(self, data: Any, *, plan: SessionPlan) -> None:
        super().__init__(data)
        lines = RequiredContent.objects.filter(level=plan.level_id) if plan.level_id else RequiredContent.objects.none()
        self.fields["covers"].queryset = lines  # type: ignore[attr-defined]  # a ModelMultipleChoiceField

    @property
    def words(self) -> SegmentWords:
        """What was written, once it is valid."""
        return SegmentWords(**{**self.cleaned_data, "covers": tuple(self.cleaned_data["covers"])})


def _made_title(level: Level | None, kinds: tuple[AgencyKind, ...], minutes: int) -> str:
    """ "Level 2 for Health visiting, 90 minutes": what nobody has given a title."""
    said = {"level": level or _("Session"), "minutes": minutes, "who": ", ".join(str(kind) for kind in kinds)}
    title = (
        _("%(level)s for %(who)s, %(minutes)d minutes") if 0 < len(kinds) < 3 else _("%(level)s, %(minutes)d minutes")
    )
    return str(title % said)[:LONGEST_TITLE]

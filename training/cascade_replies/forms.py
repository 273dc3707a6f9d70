"""The one form on which an agency or a team answers. Whatever is wrong is said at its field, and nothing typed is lost."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from training.cascade_errors import CascadeError
from training.cascade_replies.fields import DayField, PeopleField, WordsField
from training.domain.cascade_replies import ReplyAnswers, checked
from training.enums import ANSWERS_OF, ReplyKind, SharedHow
from training.models import CascadeReply
from training.models.cascade import LONGEST_ANSWER

YES, NO = "yes", "no"


class ReplyForm(forms.Form):
    """What was done with it. Only what goes with the kind of reply is looked at; the rest stays in its box."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=gettext_lazy("What is your answer?"),
        choices=ReplyKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose one of the four answers.")},
    )
    people = PeopleField(
        gettext_lazy("How many people have had it?"),
        gettext_lazy(
            "Your best count, in figures. People who only had a mail about it count if they were asked to read it."
        ),
    )
    nobody = forms.BooleanField(
        label=gettext_lazy("Yes, 0 is right"),
        required=False,
        help_text=gettext_lazy("Nobody but the teams counted below."),
    )
    includes_teams = forms.ChoiceField(
        label=gettext_lazy("Are the people of your teams, listed below, among them?"),
        choices=[(YES, gettext_lazy("Yes, they are among them")), (NO, gettext_lazy("No, they come on top"))],
        widget=forms.RadioSelect,
        required=False,
    )
    teams = WordsField(
        gettext_lazy("In which teams? (optional)"),
        500,
        gettext_lazy("For example, “both assessment teams and the front desk”."),
    )
    how = forms.MultipleChoiceField(
        label=gettext_lazy("How? (optional)"),
        choices=SharedHow.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    how_else = WordsField(gettext_lazy("If in another way, which?"), 200)
    shared_on = DayField(
        gettext_lazy("By which day had they had it? (optional)"),
        gettext_lazy("For example, 21 November 2026. Left empty, it is today."),
    )
    will_change = WordsField(gettext_lazy("What will change? (optional)"), LONGEST_ANSWER, rows=3)
    change_by = DayField(
        gettext_lazy("By when? (optional)"),
        gettext_lazy("A day or a month: 31 March 2027, or March 2027."),
        month_ends=True,
    )
    reason = WordsField(gettext_lazy("Why is it not relevant to you?"), LONGEST_ANSWER, rows=3)
    help_wanted = WordsField(gettext_lazy("What would help?"), LONGEST_ANSWER, rows=3)
    role = WordsField(
        gettext_lazy("Answered by: which role?"),
        120,
        gettext_lazy("The role, never a name: “designated safeguarding lead”, “matron”."),
    )

    def __init__(self, data: Any = None, *, last: CascadeReply | None, has_teams: bool, is_team: bool) -> None:
        super().__init__(data, initial=_initial(last), auto_id="id_%s")
        self._last = last
        if not has_teams:
            del self.fields["includes_teams"]
        if is_team:
            del self.fields["teams"]
        if not (data is not None and self._says_nobody()):
            del self.fields["nobody"]

    def _says_nobody(self) -> bool:
        return str(self.data.get("people", "")).strip() == "0"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if not kind:
            self._keep_errors_of({"kind"})
            return cleaned
        self._keep_errors_of(ANSWERS_OF[kind] | {"kind", "role", "nobody"})
        self._check_role()
        if kind == ReplyKind.SHARED:
            self._check_shared()
        if not self.errors:
            self._check_as_kept()
        return cleaned

    def _keep_errors_of(self, fields: frozenset[str] | set[str]) -> None:
        """What was typed for another answer is not kept, so nobody has to put it right."""
        for name in set(self.errors) - fields:
            del self.errors[name]
            self.cleaned_data[name] = self.fields[name].initial

    def _check_role(self) -> None:
        role = self.cleaned_data.get("role", "")
        if "role" in self.errors:
            return
        if not role:
            self.add_error(
                "role", _("Say in which role you answer: “designated safeguarding lead”, for example. No name.")
            )
        elif "@" in role:
            self.add_error("role", _("Give the role alone, without an address or a name."))

    def _check_shared(self) -> None:
        people, day = self.cleaned_data.get("people"), self.cleaned_data.get("shared_on")
        if people == 0 and not self.cleaned_data.get("nobody"):
            self.add_error(
                "people",
                _(
                    "You say that it was shared, with 0 people. If nobody has had it yet, choose “We have received it”. If 0 "
                    "is right, tick the box that says so."
                ),
            )
        if day and day > timezone.localdate():
            self.add_error(
                "shared_on",
                _("This day is still to come. Choose “We have received it” for now, and say there what you plan."),
            )

    def _check_as_kept(self) -> None:
        try:
            checked(self.answers)
        except CascadeError as error:
            self.add_error(error.field or None, str(error))

    @property
    def answers(self) -> ReplyAnswers:
        """What was said, once it is valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "nobody"}
        # Not asked on this form: as it was said before.
        includes = said.pop("includes_teams", None) or (YES if self._last is None or self._last.includes_teams else NO)
        said |= {
            "kind": ReplyKind(said["kind"]),
            "how": tuple(said.get("how") or ()),
            "includes_teams": includes == YES,
        }
        return ReplyAnswers(**{name: value for name, value in said.items() if value is not None})

    def with_errors(self) -> Iterator[tuple[str, str]]:
        """The id to go to, and what is wrong there, in the order of the page."""
        for field in self:
            choices = field.widget_type in ("radioselect", "checkboxselectmultiple")
            for error in field.errors:
                yield f"{field.auto_id}_0" if choices else field.auto_id, str(error)
        for error in self.non_field_errors():
            yield "", str(error)

    def typed(self) -> list[tuple[str, str]]:
        """What is in the boxes, in words, so that it can be copied where it cannot be sent."""
        found = ((str(field.label), _typed(field)) for field in self if field.name != "nobody")
        return [(label, value) for label, value in found if value]


def _typed(field: BoundField) -> str:
    value = field.data
    choices = dict(getattr(field.field, "choices", ()))
    if isinstance(value, list):
        return ", ".join(str(choices[one]) for one in value if one in choices)
    return str(choices.get(value, "")) if choices else str(value or "").strip()


def _initial(last: CascadeReply | None) -> dict[str, Any]:
    """What was said last, to be changed."""
    if last is None:
        return {"includes_teams": YES}
    said = ReplyAnswers.of(last).said()
    return said | {"includes_teams": YES if last.includes_teams else NO}

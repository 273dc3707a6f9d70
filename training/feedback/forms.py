"""The form that those who were there fill in, and the one with which a round is opened."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.models import LearningPoint
from training.domain.feedback import FeedbackAnswers
from training.enums import FeedbackMoment, HasDone
from training.feedback.questions import DID_IT, SCORES, WORDS
from training.filter_forms import DAY_FORMATS
from training.models.feedback import LONGEST_QUOTE

HONEYPOT = "web_page"
WRONG_CHOICE = gettext_lazy("Choose one of the answers, or leave it.")


class FeedbackForm(forms.Form):
    """A score for each learning point and, at the end and later, a few questions. All may be left out, but not all at once."""

    use_required_attribute = False

    def __init__(self, data: Any = None, *, moment: FeedbackMoment, points: list[LearningPoint]) -> None:
        super().__init__(data)
        self.moment, self.points = moment, points
        for point in points:
            self.fields[f"point_{point.pk}"] = _radios(point.title, SCORES)
        if moment == FeedbackMoment.LATER:
            self.fields["has_done"] = _radios(DID_IT, HasDone.choices)
        for name, question in WORDS[moment]:
            self.fields[name] = _answer(question)

    @property
    def scores(self) -> list[forms.BoundField]:
        return [self[f"point_{point.pk}"] for point in self.points]

    @property
    def others(self) -> list[forms.BoundField]:
        return [field for field in self if not field.name.startswith("point_")]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not any(cleaned.values()):
            first = next(iter(self.fields), None)
            self.add_error(first, _("You have not answered anything yet. Answer at least one question."))
        return cleaned

    @property
    def answers(self) -> FeedbackAnswers:
        """What was said, once it is valid."""
        said = self.cleaned_data
        scores = {point.pk: int(said[f"point_{point.pk}"]) for point in self.points if said[f"point_{point.pk}"]}
        words = {str(question): said[name] for name, question in WORDS[self.moment] if said[name]}
        return FeedbackAnswers(scores, said.get("has_done", ""), words)


def _radios(label: Any, choices: list[Any]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=choices,
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": WRONG_CHOICE},
    )


def _answer(label: Any) -> forms.CharField:
    too_long = gettext_lazy("Write it in %(limit_value)d characters or fewer; it has %(show_value)d.")
    field = forms.CharField(
        label=label,
        max_length=LONGEST_QUOTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"max_length": too_long},
    )
    field.widget.attrs.pop("maxlength", None)  # browsers cut off what is pasted, and do not say so
    return field


class RoundForm(forms.Form):
    """The first and the last day on which a round takes answers. Its fields are told apart by the moment."""

    opens_on = forms.DateField(label=gettext_lazy("First day"))
    closes_on = forms.DateField(label=gettext_lazy("Last day"))

    def __init__(self, data: Any = None, *, moment: FeedbackMoment, days: tuple[date, date]) -> None:
        super().__init__(data, initial={"opens_on": days[0], "closes_on": days[1]}, auto_id=f"id_{moment}_%s")
        for field in self.fields.values():
            field.input_formats = DAY_FORMATS  # type: ignore[attr-defined]  # a DateField
            field.widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "short"})
            field.error_messages = {
                "required": _("Give a day."),
                "invalid": _("Give a day, month and year, like 21/11/2026."),
            }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("opens_on"), cleaned.get("closes_on")
        if first and last and last < first:
            self.add_error("closes_on", _("The last day is before the first."))
        return cleaned


class QuotesForm(forms.Form):
    """What somebody has decided about some of the quotes on a page: a field for each."""

    def __init__(self, data: Any = None, *, quotes: list[Any], choices: list[Any]) -> None:
        super().__init__(data)
        self.quotes = quotes
        for quote in quotes:
            self.fields[f"quote_{quote.pk}"] = _radios(quote.question, choices)
            self.fields[f"quote_{quote.pk}"].initial = quote.state

    @property
    def rows(self) -> list[tuple[Any, forms.BoundField]]:
        return [(quote, self[f"quote_{quote.pk}"]) for quote in self.quotes]

    @property
    def decided(self) -> list[tuple[Any, str]]:
        """Each quote with its new state; those left as they were are left out."""
        said = ((quote, self.cleaned_data.get(f"quote_{quote.pk}")) for quote in self.quotes)
        return [(quote, state) for quote, state in said if state and state != quote.state]

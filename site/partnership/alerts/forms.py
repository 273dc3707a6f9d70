"""What somebody wants to be told of, and where to write to."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learning.models import AgencyKind, Theme
from partnership.alerts.enums import Frequency, NewsKind
from partnership.alerts.models import LONGEST_SEARCH
from partnership.alerts.wanted import Wanted, words_of


class WantedForm(forms.Form):
    """Of what: everything, or one kind, theme, kind of agency or words, or several of these together."""

    what = forms.ChoiceField(
        label=gettext_lazy("Tell me of"),
        required=False,
        choices=[("", gettext_lazy("Everything new")), *NewsKind.choices],
    )
    theme = forms.ModelChoiceField(
        Theme.objects.none(),
        label=gettext_lazy("On the theme"),
        required=False,
        empty_label=gettext_lazy("Any theme"),
        to_field_name="slug",
    )
    agency_kind = forms.ModelChoiceField(
        AgencyKind.objects.none(),
        label=gettext_lazy("With learning for"),
        required=False,
        empty_label=gettext_lazy("Any kind of agency"),
        to_field_name="slug",
    )
    words = forms.CharField(
        label=gettext_lazy("With these words"),
        required=False,
        max_length=LONGEST_SEARCH,
        help_text=gettext_lazy("As you would search for them: “was not brought”."),
    )

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = Theme.objects.filter(retired_on=None).order_by("name")  # type: ignore[attr-defined]
        self.fields["agency_kind"].queryset = AgencyKind.objects.order_by("sort_order", "name")  # type: ignore[attr-defined]

    def clean_words(self) -> str:
        return " ".join(self.cleaned_data["words"].split())

    @property
    def wanted(self) -> Wanted:
        """Once it is valid."""
        chosen = self.cleaned_data
        theme, kind = chosen.get("theme"), chosen.get("agency_kind")
        return Wanted(
            chosen.get("what", ""), theme.pk if theme else None, kind.pk if kind else None, chosen.get("words", "")
        )

    @property
    def said(self) -> str:
        chosen = self.cleaned_data
        return words_of(chosen.get("what", ""), chosen.get("theme"), chosen.get("agency_kind"), chosen.get("words", ""))


class AlertsForm(WantedForm):
    """That, and where to write to how often."""

    frequency = forms.ChoiceField(
        label=gettext_lazy("How often"), choices=Frequency.choices, initial=Frequency.WEEKLY, widget=forms.RadioSelect
    )
    email = forms.EmailField(
        label=gettext_lazy("Your work e-mail address"),
        max_length=254,
        help_text=gettext_lazy("Used for this and nothing else, and forgotten as soon as you leave."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Give an e-mail address."),
            "invalid": gettext_lazy("Give an e-mail address like name@example.org."),
        },
    )
    web_page = forms.CharField(required=False)  # for machines: people do not see it


class NewsletterForm(forms.Form):
    """What stands above the chosen items."""

    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=120)
    introduction = forms.CharField(
        label=gettext_lazy("A few words before them"),
        required=False,
        max_length=1_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    item = forms.TypedMultipleChoiceField(coerce=int, required=False)

    use_required_attribute = False

    def __init__(self, data: Any, items: list[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["item"].choices = items  # type: ignore[attr-defined]

    def clean_item(self) -> list[int]:
        chosen: list[int] = self.cleaned_data["item"]
        return chosen

    @property
    def problem(self) -> str:
        return _("Choose at least one item.") if not self.cleaned_data.get("item") else ""

"""What an editor is asked when starting a briefing."""

from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from briefings.enums import Preset, StartFrom
from learning.forms import PageChoice


class StartBriefingForm(forms.Form):
    """What a new briefing is made from.

    `lists`: the lists of briefings its editor may add to; `reviews` and `summaries`: those they may start one from.
    """

    start_from = forms.ChoiceField(
        label=gettext_lazy("Start from"), choices=StartFrom.choices, widget=forms.RadioSelect, initial=StartFrom.REVIEW
    )
    review = forms.ModelChoiceField(
        label=gettext_lazy("Review or audit"),
        queryset=Page.objects.none(),
        required=False,
        help_text=gettext_lazy("Its summary, findings, learning points and themes are carried over."),
    )
    summary = forms.ModelChoiceField(
        label=gettext_lazy("National summary"),
        queryset=Page.objects.none(),
        required=False,
        help_text=gettext_lazy("What the summary says is carried over, part by part."),
    )
    preset = forms.ChoiceField(
        label=gettext_lazy("Preset"),
        choices=[("", gettext_lazy("The one that fits what it starts from")), *Preset.choices],
        required=False,
        help_text=gettext_lazy("The seven headings it starts with. You can change each of them afterwards."),
    )
    title = forms.CharField(
        label=gettext_lazy("Title"),
        max_length=255,
        required=False,
        help_text=gettext_lazy("Left empty, it takes the title of what it starts from."),
    )
    index = forms.ModelChoiceField(label=gettext_lazy("Where it goes"), queryset=Page.objects.none(), empty_label=None)

    def __init__(
        self, *args: Any, lists: QuerySet[Any], reviews: QuerySet[Any], summaries: QuerySet[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, pages in (("index", lists), ("review", reviews), ("summary", summaries)):
            field = cast(forms.ModelChoiceField[Page], self.fields[name])
            field.queryset = pages
            if name != "index":
                field.widget = PageChoice(target_models=[pages.model])
        if len(lists) == 1:
            self.fields["index"].widget = forms.HiddenInput()
            self.fields["index"].initial = lists[0].pk

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        start_from = cleaned.get("start_from")
        if start_from == StartFrom.REVIEW and not cleaned.get("review") and "review" not in self.errors:
            self.add_error("review", _("Choose the review, or start from something else."))
        if start_from == StartFrom.SUMMARY and not cleaned.get("summary") and "summary" not in self.errors:
            self.add_error("summary", _("Choose the summary, or start from something else."))
        if start_from in (StartFrom.AUDIT, StartFrom.NOTHING) and not cleaned.get("title", "").strip():
            self.add_error("title", _("Write a title: there is nothing to take one from."))
        return cleaned

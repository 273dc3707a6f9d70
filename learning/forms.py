"""Forms of the learning room."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser
from wagtail.models import Page

from learning.models import LearningPoint, Partnership


class RetireForm(forms.Form):
    """Why a learning point is no longer passed on."""

    why = forms.CharField(
        label=_("Why is it retired?"),
        max_length=300,
        help_text=_("Readers see this: “Replaced by newer guidance”, “The service no longer exists”."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PageChoice(AdminPageChooser):
    """Wagtail's page chooser, which takes what is no page's number for no choice: its own answers that with an error 500."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> str | None:
        value = super().value_from_datadict(data, files, name)
        return value if str(value).isdecimal() else None


class WithdrawForm(forms.Form):
    """What readers who come to a withdrawn page are told."""

    reason = forms.CharField(
        label=_("Why is it withdrawn?"),
        max_length=500,
        required=False,
        help_text=_("Readers see this: “The full report is no longer published; what was learned from it stays.”"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    replacement = forms.ModelChoiceField(
        label=_("What should they read in its place?"),
        queryset=Page.objects.all(),
        required=False,
        help_text=_("Shown while that page is published."),
        widget=PageChoice(),
    )
    is_named = forms.BooleanField(
        label=_("Say its title"),
        required=False,
        help_text=_(
            "Leave this off where the title is the reason it is withdrawn: nobody is then told what stood here."
        ),
    )

    def __init__(self, *args: Any, page: Page, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._page = page

    def clean_replacement(self) -> Page | None:
        replacement: Page | None = self.cleaned_data["replacement"]
        if replacement is not None and replacement.pk == self._page.pk:
            raise forms.ValidationError(_("A page cannot replace itself: choose another, or none."))
        return replacement


class NewLearningPointForm(forms.ModelForm):
    """A learning point written while editing a review, without leaving the page.

    It belongs to a partnership with a site here: a point of nobody's has no page that readers could be sent to.
    """

    prefix = "new-learning-point"  # the page being edited has a title field too

    class Meta:
        model = LearningPoint
        fields = ["title", "found", "change", "question", "is_good_practice", "partnership"]
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("found", "change", "question")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partnerships = Partnership.objects.filter(site__isnull=False).order_by("name")
        field = cast(forms.ModelChoiceField[Partnership], self.fields["partnership"])
        field.queryset, field.required = partnerships, True
        if len(partnerships) == 1:
            field.initial = partnerships[0]

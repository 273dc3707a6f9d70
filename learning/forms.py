"""Forms of the learning room."""

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.models import LearningPoint


class RetireForm(forms.Form):
    """Why a learning point is no longer passed on."""

    why = forms.CharField(
        label=_("Why is it retired?"),
        max_length=300,
        help_text=_("Readers see this: “Replaced by newer guidance”, “The service no longer exists”."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NewLearningPointForm(forms.ModelForm):
    """A learning point written while editing a review, without leaving the page."""

    class Meta:
        model = LearningPoint
        fields = ["title", "found", "change", "question", "is_good_practice", "partnership"]
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("found", "change", "question")}

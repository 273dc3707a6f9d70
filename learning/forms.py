"""Forms of the learning room."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.models import LearningPoint, Partnership


class RetireForm(forms.Form):
    """Why a learning point is no longer passed on."""

    why = forms.CharField(
        label=_("Why is it retired?"),
        max_length=300,
        help_text=_("Readers see this: “Replaced by newer guidance”, “The service no longer exists”."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


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

"""What a reader of the slide library sends."""

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from learning.models import LearningPoint, SlidePoint
from learning.slides.library import points_to_tie
from media.models import Slide


class TiePointForm(forms.Form):
    """Says which learning point a slide teaches."""

    point: forms.ModelChoiceField = forms.ModelChoiceField(
        queryset=LearningPoint.objects.none(), label=_("Learning point this slide teaches")
    )

    def __init__(self, request: HttpRequest, slide: Slide) -> None:
        super().__init__(request.POST if request.method == "POST" else None)
        self._request, self._slide = request, slide
        self.fields["point"].queryset = points_to_tie(request).exclude(slide_ties__slide=slide)  # type: ignore[attr-defined]  # a ModelChoiceField

    def save(self) -> SlidePoint:
        """Ties them; a second time changes nothing."""
        tie, _made = SlidePoint.objects.get_or_create(
            slide=self._slide, point=self.cleaned_data["point"], defaults={"tied_by_id": self._request.user.pk}
        )
        return tie


class CombineForm(forms.Form):
    """Names the deck that is made of the chosen slides."""

    title = forms.CharField(
        label=_("Name of the new deck"), max_length=200, help_text=_("It stands on the first slide.")
    )
    keep_notes = forms.BooleanField(label=_("Keep the speaker notes"), required=False, initial=True)

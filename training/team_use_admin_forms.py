"""What is asked of whoever looks at what teams say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from learning.models import Agency
from training.models import TeamUse


class AcceptForm(forms.Form):
    """Which agency it counts for: the team's own, unless somebody says otherwise."""

    agency = forms.ModelChoiceField(
        Agency.objects.none(), label=_("Counts for"), required=False, empty_label=_("Choose an agency")
    )

    def __init__(self, data: Any = None, *, use: TeamUse) -> None:
        super().__init__(data, initial={"agency": use.agency_id})
        agencies = Agency.objects.filter(partnerships=use.partnership_id)
        self.fields["agency"].queryset = agencies  # type: ignore[attr-defined]  # a ModelChoiceField


class ReasonForm(forms.Form):
    """Why it is refused, or taken back."""

    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("For whoever looks at this later. No names of people.")
    )

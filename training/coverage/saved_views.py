"""Filters of the coverage page under a name: kept, shared, and thrown away by whoever kept them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from learning.models import Partnership
from training.coverage.access import may_see_counts, with_query
from training.filter_forms import CoverageFilterForm
from training.models import SavedCoverageView
from training.queries.round_figures import KeptView
from training.views import partnership_of

TOLD_WRONG = 422
LONGEST_QUERY = 2_000


class SavedViewForm(forms.ModelForm):
    """A name, and what was asked: names of filters that there are, and nothing else."""

    asked = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_QUERY)

    class Meta:
        model = SavedCoverageView
        fields = ["name", "is_shared", "asked"]
        labels = {"name": gettext_lazy("Name of this view")}
        error_messages = {"name": {"required": gettext_lazy("Give the view a name.")}}

    def __init__(
        self, data: Any = None, partnership: Partnership | None = None, owner: Any = None, **more: Any
    ) -> None:
        super().__init__(data, auto_id="view_%s", **more)
        self.partnership, self.owner = partnership, owner

    def clean_asked(self) -> str:
        given = QueryDict(self.cleaned_data["asked"])
        kept = QueryDict(mutable=True)
        for name in CoverageFilterForm.base_fields:
            if given.get(name):
                kept[name] = given[name]
        return kept.urlencode()

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if SavedCoverageView.objects.filter(partnership=self.partnership, owner=self.owner, name=name).exists():
            raise forms.ValidationError(_("You have a view of that name. Choose another, or delete that one first."))
        return name


def with_addresses(views: Sequence[KeptView]) -> list[dict[str, Any]]:
    """The views as the page lists them, each with its `url`."""
    return [{**view._asdict(), "url": with_query(reverse("coverage"), view.asked)} for view in views]


@may_see_counts
@require_POST
def save_view(request: HttpRequest) -> HttpResponse:
    """Keeps what was asked under a name, and goes back to it."""
    partnership = partnership_of(request)
    form = SavedViewForm(request.POST, partnership=partnership, owner=request.user)
    if not form.is_valid():
        return render(request, "training/coverage_view.html", {"form": form}, status=TOLD_WRONG)
    view = form.save(commit=False)
    view.partnership, view.owner = partnership, request.user
    view.save()
    messages.success(request, _("The view “%(name)s” is kept.") % {"name": view.name})
    return HttpResponseRedirect(with_query(reverse("coverage"), view.asked))


@may_see_counts
@require_POST
def delete_view(request: HttpRequest, view_id: int) -> HttpResponse:
    """Throws one's own view away; a colleague's is not there."""
    views = SavedCoverageView.objects.filter(partnership=partnership_of(request), owner_id=request.user.pk)
    view = get_object_or_404(views, pk=view_id)
    view.delete()
    messages.success(request, _("The view “%(name)s” is deleted.") % {"name": view.name})
    return HttpResponseRedirect(reverse("coverage"))

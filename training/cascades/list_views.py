"""Cascades in a list: all of them for staff, for everybody those that are shown to everybody."""

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from learning.models import Partnership
from training.enums import CascadeOf, CascadeState
from training.permissions import can_see_cascades, can_send_cascades
from training.queries.cascade_lists import cascades_of, public_cascades, with_public_answers, years_of
from training.views import partnership_of

A_PAGE = 20
PUBLIC_A_PAGE = 5


class CascadeFilterForm(forms.Form):
    """What the list is narrowed to. What cannot be read narrows nothing, and says so."""

    of = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("How it stands"), required=False)
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)

    def __init__(self, data: Any, *, years: list[int]) -> None:
        super().__init__(data)
        everything = ("", _("All"))
        choices: dict[str, list[Any]] = {
            "of": CascadeOf.choices,
            "state": CascadeState.choices,
            "year": [(str(year), str(year)) for year in years],
        }
        for name, own in choices.items():
            self.fields[name].choices = [everything, *own]  # type: ignore[attr-defined]  # a ChoiceField

    @property
    def asked(self) -> dict[str, Any]:
        """Ready to filter by."""
        self.is_valid()
        names = {"of": "of", "state": "state", "year": "created_at__year"}
        return {names[name]: value for name, value in self.cleaned_data.items() if value}


@never_cache
@require_safe
def cascades(request: HttpRequest) -> HttpResponse:
    """All for those who see cascades; for everybody else those that are public."""
    partnership = partnership_of(request)
    if can_see_cascades(request):
        return _for_staff(request, partnership)
    page = Paginator(public_cascades(partnership), PUBLIC_A_PAGE).get_page(request.GET.get("page"))
    context = {"page_of": page, "cascades": with_public_answers(list(page))}
    return render(request, "training/cascades/public.html", context)


def _for_staff(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    form = CascadeFilterForm(request.GET, years=years_of(partnership))
    found = cascades_of(partnership).filter(**form.asked)
    context = {
        "form": form,
        "cascades": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "can_send": can_send_cascades(request),
        "is_filtered": bool(form.asked),
    }
    return render(request, "training/cascades/list.html", context)

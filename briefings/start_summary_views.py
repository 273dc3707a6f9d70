"""Where an editor starts summaries of national reviews: one from its source, or drafts for a whole list that is pasted."""

from typing import cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from briefings.domain import starting_summaries as starting
from briefings.models import NationalIndexPage
from briefings.permissions import national_lists_to_add_to
from briefings.start_summary_form import PasteSummariesForm, StartSummaryForm


def start_summary(request: HttpRequest) -> HttpResponse:
    """Asks for the source, makes the draft, and opens it in the editor."""
    form = StartSummaryForm(request.POST or None, lists=_lists(request), initial=_chosen_beforehand(request))
    if form.is_valid():
        made = starting.start_summary(form.heading, form.cleaned_data["index"], by=cast(AbstractBaseUser, request.user))
        if made:
            messages.success(request, _("“%(title)s” is started as a draft. Only editors see it.") % {"title": made})
            return redirect("wagtailadmin_pages:edit", made.pk)
        form.add_error("name", _("It is here already."))  # somebody else was quicker
    return render(request, "wagtailadmin/briefings/start_summary.html", {"form": form, "icon": "doc-full"})


def paste_summaries(request: HttpRequest) -> HttpResponse:
    """Shows what each line is read as; makes the drafts, once every line can be read and that is asked for."""
    form = PasteSummariesForm(request.POST or None, lists=_lists(request), initial=_chosen_beforehand(request))
    is_read = form.is_valid()
    if is_read and "make" in request.POST and not form.unreadable:
        index = form.cleaned_data["index"]
        headings = [line.heading for line in form.new if line.heading]
        made = starting.start_summaries(headings, index, by=cast(AbstractBaseUser, request.user))
        _tell(request, len(made), len(form.lines) - len(made))
        return redirect("wagtailadmin_explore", index.pk)
    context = {"form": form, "icon": "list-ul", "is_read": is_read}
    return render(request, "wagtailadmin/briefings/paste_summaries.html", context)


def _lists(request: HttpRequest) -> QuerySet[NationalIndexPage]:
    lists = national_lists_to_add_to(request.user)
    if not lists:
        raise PermissionDenied
    return lists


def _chosen_beforehand(request: HttpRequest) -> dict[str, object]:
    index = request.GET.get("index", "")
    return {"index": index} if index.isdecimal() else {}


def _tell(request: HttpRequest, made: int, left: int) -> None:
    said = ngettext("%(count)d draft is started.", "%(count)d drafts are started.", made) % {"count": made}
    if left:
        said += " " + ngettext(
            "%(count)d line was here already or said twice.", "%(count)d lines were here already or said twice.", left
        ) % {"count": left}
    messages.success(request, said)

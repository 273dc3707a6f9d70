"""Where an editor starts a briefing: from a review, a national summary, an audit, or nothing."""

from typing import cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages

from briefings.domain import starting
from briefings.enums import Preset, StartFrom
from briefings.models import BriefingPage
from briefings.permissions import lists_to_add_to, reviews_to_start_from, summaries_to_start_from
from briefings.start_form import StartBriefingForm

HELD = ("review", "summary", "index")  # what an address may choose beforehand: ?review=12


def start_briefing(request: HttpRequest) -> HttpResponse:
    """Asks, makes the draft, and opens it in the editor. Nothing is made before the form is sent."""
    lists = lists_to_add_to(request.user)
    if not lists:
        raise PermissionDenied
    form = StartBriefingForm(
        request.POST or None,
        lists=lists,
        reviews=reviews_to_start_from(request.user),
        summaries=summaries_to_start_from(request.user),
        initial=_chosen_beforehand(request),
    )
    if form.is_valid():
        briefing = _started(form, by=cast(AbstractBaseUser, request.user))
        messages.success(request, _("“%(title)s” is started as a draft. Only editors see it.") % {"title": briefing})
        return redirect("wagtailadmin_pages:edit", briefing.pk)
    return render(request, "wagtailadmin/briefings/start.html", {"form": form, "icon": "doc-full"})


def _chosen_beforehand(request: HttpRequest) -> dict[str, object]:
    chosen: dict[str, object] = {name: request.GET[name] for name in HELD if request.GET.get(name, "").isdecimal()}
    if "summary" in chosen:
        chosen["start_from"] = StartFrom.SUMMARY
    return chosen


def _started(form: StartBriefingForm, *, by: AbstractBaseUser) -> BriefingPage:
    said = form.cleaned_data
    index, title = said["index"], said["title"].strip()
    preset = Preset(said["preset"]) if said["preset"] else None
    if said["start_from"] == StartFrom.REVIEW:
        return starting.start_briefing_from_review(said["review"], index, by=by, preset=preset, title=title)
    if said["start_from"] == StartFrom.SUMMARY:
        return starting.start_briefing_from_summary(said["summary"], index, by=by, title=title)
    if said["start_from"] == StartFrom.AUDIT:
        return starting.start_briefing_from_audit(title, index, by=by)
    return starting.start_briefing(title, preset or Preset.CASE, index, by=by)

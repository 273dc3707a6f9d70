"""“I work in early years”: what is for people of one kind of setting."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from learning.models import AgencyKind, Partnership
from partnership.home.settings_of_readers import for_setting, named, settings_with_something


@require_safe
def settings_list(request: HttpRequest) -> HttpResponse:
    """The settings that something here is for. `?setting=`, as the home page asks it, leads to that setting's own page."""
    kinds = list(settings_with_something(_partnership(request)))
    chosen = named(kinds, request.GET.get("setting", ""))
    if chosen:
        return redirect("for_setting", slug=chosen.slug)
    return render(request, "home/settings.html", {"kinds": kinds, "frame": "settings"})


@require_safe
def setting(request: HttpRequest, slug: str) -> HttpResponse:
    """What is for one kind of setting. 404 for a kind that there is none of."""
    partnership = _partnership(request)
    kind = get_object_or_404(AgencyKind, slug=slug)
    crumb = {"title": _("By setting"), "url": reverse("for_settings")}
    context = {"kind": kind, "breadcrumbs": [crumb], "frame": f"setting-{kind.pk}"}
    return render(request, "home/setting.html", context | for_setting(kind, partnership))


def _partnership(request: HttpRequest) -> Partnership:
    partnership = Partnership.for_request(request)
    if partnership is None:
        raise Http404
    return partnership

"""Asking to be told what is new, confirming it, changing it and leaving: pages that are nobody's to keep."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods
from wagtail.models import Site

from learning.models import AgencyKind, Partnership, Theme
from learning.public_forms.throttle import address_of, count_this_hour
from partnership.alerts.domain import subscriptions
from partnership.alerts.domain.subscriptions import NoSuchSubscriber, TooManyInterests
from partnership.alerts.enums import FEEDS, Frequency, NewsKind
from partnership.alerts.forms import AlertsForm, WantedForm
from partnership.alerts.tasks import ask_to_confirm
from partnership.alerts.wanted import feed_path, words_of

ASKED_AN_HOUR = 10  # from one network address: an office shares one


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def alerts(request: HttpRequest) -> HttpResponse:
    """The form, the feeds and the calendars. Nobody learns here whether an address was known before."""
    partnership, site = _here(request)
    form = AlertsForm(request.POST) if request.method == "POST" else AlertsForm(initial=_asked_for(request))
    if request.method != "POST":
        return render(request, "alerts/alerts.html", _context(request, form))
    if not form.is_valid():
        return render(request, "alerts/alerts.html", _context(request, form), status=422)
    if count_this_hour("alerts", address_of(request)) > ASKED_AN_HOUR:
        return render(request, "alerts/alerts.html", _context(request, form) | {"too_many": True}, status=429)
    chosen = form.cleaned_data
    if not chosen["web_page"]:
        try:
            subscriber = subscriptions.ask_for_alerts(site, chosen["email"], form.wanted, frequency=chosen["frequency"])
        except TooManyInterests:
            pass  # nobody learns here what an address has asked for; its owner sees it behind the link in every mail
        else:
            if subscriber is not None:
                ask_to_confirm.enqueue(subscriber.pk)
    return render(request, "alerts/asked.html", {"said": form.said, "partnership": partnership})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with one button: programs that open every link of a mail confirm nothing."""
    try:
        if request.method == "POST":
            subscriber = subscriptions.confirm(token)
            return render(request, "alerts/confirmed.html", {"wishes": _wishes(subscriber)})
        subscriber = subscriptions.subscriber_of(token, to_confirm=True)
    except NoSuchSubscriber:
        return _no_such(request)
    return render(request, "alerts/confirm.html", {"wishes": _wishes(subscriber, confirmed=False)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def yours(request: HttpRequest, token: str) -> HttpResponse:
    """What a reader has asked for: drop one thing, change how often, or leave."""
    try:
        subscriber = subscriptions.subscriber_of(token)
    except NoSuchSubscriber:
        return _no_such(request)
    if request.method == "POST":
        if request.POST.get("frequency") in Frequency.values:
            subscriptions.change_frequency(subscriber, request.POST["frequency"])
        drop = request.POST.get("drop", "")
        if drop.isdecimal() and not subscriptions.drop_interest(subscriber, int(drop[:18])):
            return render(request, "alerts/stopped.html")
        return HttpResponseRedirect(f"{reverse('your_alerts', args=[token])}?saved=1")
    context = {
        "wishes": _wishes(subscriber),
        "frequency": subscriber.frequency,
        "frequencies": Frequency.choices,
        "stop_url": reverse("stop_alerts", args=[token]),
        "is_saved": "saved" in request.GET,
    }
    return render(request, "alerts/yours.html", context)


@never_cache
@csrf_exempt  # the link itself is the permission, and mail programs press the button for their readers (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """One press and the address is forgotten."""
    try:
        if request.method == "POST":
            subscriptions.stop(token)
            return render(request, "alerts/stopped.html")
        subscriptions.subscriber_of(token)
    except NoSuchSubscriber:
        return _no_such(request)
    return render(request, "alerts/stop.html")


def _here(request: HttpRequest) -> tuple[Partnership, Site]:
    partnership, site = Partnership.for_request(request), Site.find_for_request(request)
    if partnership is None or site is None:
        raise Http404
    return partnership, site


def _asked_for(request: HttpRequest) -> dict[str, Any]:
    """What the link that led here was about. What cannot be is left out."""
    return {
        "what": kind if (kind := request.GET.get("what", "")) in NewsKind.values else "",
        "theme": request.GET.get("theme", "")[:100],
        "agency_kind": request.GET.get("for", "")[:100],
        "words": request.GET.get("q", "").replace("\x00", "")[:200],
    }


def _context(request: HttpRequest, form: AlertsForm) -> dict[str, Any]:
    """The page: the form, the feeds of everything and of each kind, and the feed of just what the form says."""
    wanted = WantedForm(form.data if form.is_bound else form.initial)
    chosen: dict[str, Any] = wanted.cleaned_data if wanted.is_valid() else {}
    theme: Theme | None = chosen.get("theme")
    agency_kind: AgencyKind | None = chosen.get("agency_kind")
    kind, words = chosen.get("what", ""), chosen.get("words", "")
    own = feed_path(kind, theme, agency_kind, words)
    return {
        "form": form,
        "feeds": [
            (words_of(value, None, None, ""), request.build_absolute_uri(f"/feeds/{name}.atom"))
            for name, value in FEEDS.items()
        ],
        "own_feed": request.build_absolute_uri(own) if theme or agency_kind or words else "",
        "own_said": words_of(kind, theme, agency_kind, words),
        "calendar": reverse("calendar_addresses"),
    }


def _wishes(subscriber: Any, *, confirmed: bool = True) -> list[dict[str, Any]]:
    rows = subscriber.interests.filter(is_confirmed=confirmed).select_related("theme", "agency_kind")
    return [{"pk": one.pk, "said": str(one)} for one in rows]


def _no_such(request: HttpRequest) -> HttpResponse:
    return render(request, "alerts/no_such.html", status=410)

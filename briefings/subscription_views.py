"""Asking to be told when a pack changes, confirming it, and leaving: pages that are nobody's to keep."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from briefings.domain.subscriptions import NoSuchSubscription, ask_for_updates, confirm, stop, subscription_of
from briefings.pack_views import published_review
from briefings.tasks import ask_to_confirm
from learning.public_forms.throttle import address_of, count_this_hour

ASKED_AN_HOUR = 10  # from one network address: an office shares one

_gone = gettext_lazy("This link no longer leads anywhere")


class UpdatesForm(forms.Form):
    """Where to write to."""

    email = forms.EmailField(
        label=gettext_lazy("Your work e-mail address"),
        max_length=254,
        help_text=gettext_lazy("Used for this and nothing else, and forgotten as soon as you leave."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Give an e-mail address."),
            "invalid": gettext_lazy("Give an e-mail address like name@example.org."),
        },
    )
    web_page = forms.CharField(required=False)  # for machines: people do not see it

    use_required_attribute = False


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def updates(request: HttpRequest, slug: str) -> HttpResponse:
    """The form, and what happens next. Nobody learns here whether an address was known before."""
    review = published_review(request, slug)
    form = UpdatesForm(request.POST or None)
    context = {"page": review, "review": review, "form": form}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "briefings/subscriptions/updates.html", context, status=status)
    if count_this_hour("pack-updates", address_of(request)) > ASKED_AN_HOUR:
        return render(request, "briefings/subscriptions/updates.html", context | {"too_many": True}, status=429)
    if not form.cleaned_data["web_page"]:
        subscription = ask_for_updates(review, form.cleaned_data["email"])
        if subscription is not None:
            ask_to_confirm.enqueue(subscription.pk)
    return render(request, "briefings/subscriptions/asked.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_updates(request: HttpRequest, token: str) -> HttpResponse:
    """A page with one button: programs that open every link of a mail confirm nothing."""
    try:
        if request.method == "POST":
            review = confirm(token).review
            return render(request, "briefings/subscriptions/confirmed.html", {"review": review})
        subscription = subscription_of(token, to_confirm=True)
    except NoSuchSubscription:
        return _no_such(request)
    return render(request, "briefings/subscriptions/confirm.html", {"review": subscription.review})


@never_cache
@csrf_exempt  # the link itself is the permission, and mail programs press the button for their readers (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def stop_updates(request: HttpRequest, token: str) -> HttpResponse:
    """One press and the address is forgotten."""
    try:
        if request.method == "POST":
            return render(request, "briefings/subscriptions/stopped.html", {"review": stop(token)})
        subscription = subscription_of(token, to_confirm=False)
    except NoSuchSubscription:
        return _no_such(request)
    return render(request, "briefings/subscriptions/stop.html", {"review": subscription.review})


def _no_such(request: HttpRequest) -> HttpResponse:
    return render(request, "briefings/subscriptions/no_such.html", {"heading": _gone}, status=410)

"""A block for somebody else's newsletter: chosen new things, as HTML that mail programs keep and as plain text."""

from typing import Any

from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Site

from learning.models import Partnership
from partnership.alerts.forms import NewsletterForm
from partnership.alerts.news import News, news_of

OFFERED = 60
DESK = "wagtailadmin.access_admin"


@never_cache
@login_required
@permission_required(DESK, raise_exception=True)
@require_safe
def newsletter(request: HttpRequest) -> HttpResponse:
    """What is new, to choose from; and the block of what was chosen. All of it is in the address: nothing is kept."""
    offered, form, chosen = _chosen(request)
    asked = request.GET.urlencode()
    context = {
        "form": form,
        "offered": offered,
        "picked": {one.pk for one in chosen},
        "chosen": chosen,
        "is_asked": "made" in request.GET,
        "html_url": f"{reverse('newsletter_html')}?{asked}",
        "text_url": f"{reverse('newsletter_text')}?{asked}",
        "made": _block(request, form, chosen),
    }
    return render(request, "alerts/newsletter.html", context)


@never_cache
@login_required
@permission_required(DESK, raise_exception=True)
@require_safe
def newsletter_file(request: HttpRequest, form: str) -> HttpResponse:
    """The block as a file: `form` is "html" or "txt"."""
    _offered, asked, chosen = _chosen(request)
    body = render_to_string(f"alerts/newsletter_block.{form}", _block(request, asked, chosen))
    kind = "text/html" if form == "html" else "text/plain"
    response = HttpResponse(body.strip() + "\n", content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="newsletter.{form}"'
    return response


def _chosen(request: HttpRequest) -> tuple[list[News], NewsletterForm, list[News]]:
    site = Site.find_for_request(request)
    if site is None or Partnership.for_request(request) is None:
        raise Http404
    offered = news_of(site, limit=OFFERED)
    form = NewsletterForm(request.GET, [(one.pk, one.title) for one in offered])
    wanted = set(form.cleaned_data.get("item", ())) if form.is_valid() else set()
    return offered, form, [one for one in offered if one.pk in wanted]


def _block(request: HttpRequest, form: NewsletterForm, chosen: list[News]) -> dict[str, Any]:
    said = form.cleaned_data if form.is_valid() else {}
    return {
        "title": said.get("title", ""),
        "introduction": said.get("introduction", ""),
        "news": chosen,
        "root": request.build_absolute_uri("/").rstrip("/"),
    }

"""The summary of a national review in each of its formats."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from wagtail.models import Site

from briefings.counted_answers import counted_briefing_file
from briefings.exports import briefing_email
from briefings.exports.briefing_formats import SUMMARY_FORMATS
from briefings.exports.summary_sheet import summary_sheet
from briefings.models import NationalSummaryPage
from learning.kept_out import heed_choice_of
from media.pdf.errors import TooLong


def published_summary(request: HttpRequest, slug: str) -> NationalSummaryPage:
    """A summary of this site that everybody may see; 404 otherwise."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    summaries = NationalSummaryPage.objects.live().public().descendant_of(site.root_page)
    summary = get_object_or_404(summaries, slug=slug)
    heed_choice_of(summary, request)
    return summary


def summary_file(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """The summary in the format of this key; a page that says what to cut where it does not fit."""
    summary, wanted = published_summary(request, slug), SUMMARY_FORMATS[key]
    try:
        data = wanted.make(summary)
    except TooLong as error:
        return render(request, "briefings/too_long.html", {"page": summary, "reason": str(error)}, status=409)
    return counted_briefing_file(request, summary, wanted, data)


def summary_email_page(request: HttpRequest, slug: str) -> HttpResponse:
    """The summary to be copied into an e-mail."""
    summary = published_summary(request, slug)
    body = briefing_email.body_of(summary_sheet(summary), title_level=2, with_looks=False)
    context = {
        "page": summary,
        "body": body,
        "kind": "summary",
        "html_url": SUMMARY_FORMATS["html"].file_url(summary),
        "text_url": SUMMARY_FORMATS["txt"].file_url(summary),
    }
    return render(request, "briefings/email.html", context)

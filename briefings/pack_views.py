"""A review's learning pack: its contents page, its editions and its files."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.models import Site

from briefings.domain.packs.contents import pack_of
from briefings.domain.packs.counting import PACK, count_download
from briefings.domain.packs.edition_page import edition_context
from briefings.domain.packs.editions import current_edition
from briefings.enums import PackAudience
from briefings.exports import review_deck
from briefings.exports.briefing_formats import PPTX
from briefings.exports.pack_zip import archive_of
from briefings.models import PackEdition
from briefings.resumable import send_zip
from briefings.views import attachment
from learning.kept_out import heed_choice_of
from learning.models import ReviewPage


def published_review(request: HttpRequest, slug: str) -> ReviewPage:
    """A review of this site that everybody may see; 404 otherwise."""
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    reviews = ReviewPage.objects.live().public().of_site(site).select_related("publisher")
    review = get_object_or_404(reviews, slug=slug)
    heed_choice_of(review, request)
    return review


@require_safe
def pack(request: HttpRequest, slug: str) -> HttpResponse:
    """What is in the pack, in plain words, and the ways to have it."""
    review = published_review(request, slug)
    contents = pack_of(review)
    context = edition_context(current_edition(contents), contents)
    for contribute in hooks.get_hooks("cascade_pack_context"):
        context |= contribute(review, request)
    return render(request, "briefings/pack.html", context | {"nothing_chosen": "nothing" in request.GET})


@require_safe
def pack_zip(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The pack as it is now: all of it, what is for an audience (`?for=`), or the items chosen (`?item=`)."""
    review = published_review(request, slug)
    return _zip(request, current_edition(pack_of(review)))


@require_safe
def pack_edition(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One edition, as it was; says so where there is a newer one."""
    review = published_review(request, slug)
    contents = pack_of(review)
    current = current_edition(contents)
    edition = current if current.number == number else _edition(review, number)
    crumbs = [{"title": _("Learning pack"), "url": contents.url}]
    context = edition_context(edition, contents, current) | {"crumbs": crumbs}
    return render(request, "briefings/pack_edition.html", context)


@require_safe
def pack_edition_zip(request: HttpRequest, slug: str, number: int) -> HttpResponseBase:
    """The files of one edition; the same choices as of the newest."""
    return _zip(request, _edition(published_review(request, slug), number))


@require_safe
def review_deck_file(request: HttpRequest, slug: str) -> HttpResponse:
    """A deck of the review's learning points; 404 when it has none yet."""
    review = published_review(request, slug)
    if not review.findings_with_points():
        raise Http404
    return attachment(review_deck.file(review), PPTX, f"{review.slug}-learning-points.pptx")


def _edition(review: ReviewPage, number: int) -> PackEdition:
    edition = get_object_or_404(PackEdition, review=review.pk, number=number)
    edition.review = review
    return edition


def _zip(request: HttpRequest, edition: PackEdition) -> HttpResponseBase:
    audience = request.GET.get("for", PackAudience.EVERYTHING)
    if audience not in PackAudience.values:
        raise Http404
    items = list(edition.items.select_related("document").order_by("order"))
    wanted = set(request.GET.getlist("item"))
    if "choose" in request.GET and not wanted:
        return redirect(f"{reverse('review_pack', args=[edition.review.slug])}?nothing=1#choose")
    chosen = [item for item in items if item.is_for(audience) and (not wanted or item.key in wanted)]
    if wanted and not chosen:
        raise Http404
    begun = partial(
        count_download,
        edition.review,
        {PACK: _("Learning pack"), **{item.key: f"{item.title} ({item.format})" for item in chosen}},
        audience,
    )
    part = "" if audience == PackAudience.EVERYTHING else f"-{audience}"
    name = f"{edition.review.slug}-learning-pack-{edition.number}{part}.zip"
    return send_zip(request, archive_of(edition, chosen, len(items)), name, begun=begun)

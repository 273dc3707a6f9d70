"""The slide library's pages."""

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from learning.models import PackItem
from learning.slides.forms import CombineForm, TiePointForm
from learning.slides.library import SlideSearch, choices, found_slides, shown_reviews, shown_ties
from learning.slides.tray import MOST_CHOSEN, Tray
from media.domain.combining import CannotCombine, combine_chosen
from media.domain.origins import decks_with_changed_sources
from media.models import Slide
from media.permissions import may_reuse_slides, readable_decks

SLIDES_A_PAGE = 24
COPIES_SHOWN = 50

View = Callable[..., HttpResponse]


def for_those_who_reuse_slides(view: View) -> View:
    """Signed in, and with the right to use slides again; 403 for others who are signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not may_reuse_slides(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return login_required(never_cache(guarded))


@for_those_who_reuse_slides
@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """Slides of all decks, found by their words, theme, review or learning point; and those chosen so far."""
    return _library_page(request, CombineForm())


@for_those_who_reuse_slides
@require_safe
def slide(request: HttpRequest, pk: int) -> HttpResponse:
    """One slide: what it says, what it teaches, where it is used."""
    return _slide_page(request, _slide(request, pk))


@for_those_who_reuse_slides
@require_POST
def tie_point(request: HttpRequest, pk: int) -> HttpResponse:
    """Ties a slide to a learning point, or (`untie`) no longer."""
    found = _slide(request, pk)
    if "untie" in request.POST:
        untied = request.POST["untie"]
        if untied.isascii() and untied.isdigit() and len(untied) < 16:
            found.point_ties.filter(point=int(untied)).delete()
        return redirect("slide", pk=pk)
    form = TiePointForm(request, found)
    if not form.is_valid():
        return _slide_page(request, found, form, status=422)
    form.save()
    return redirect("slide", pk=pk)


@for_those_who_reuse_slides
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Adds slides to those chosen, takes one out, moves one, or clears them; then back to where the reader was."""
    tray, action = Tray(request), request.POST.get("action", "add")
    action, _colon, named = action.partition(":")
    keys = [
        int(key) for key in [named, *request.POST.getlist("slide")] if key.isascii() and key.isdigit() and len(key) < 16
    ]
    if action == "clear":
        tray.clear()
    elif action == "add":
        _add(request, tray, keys)
    elif keys and action == "remove":
        tray.remove(keys[0])
    elif keys and action in ("up", "down"):
        tray.move(keys[0], -1 if action == "up" else 1)
    return redirect(_way_back(request) + (f"#slide-{keys[0]}" if action == "add" and len(keys) == 1 else ""))


@for_those_who_reuse_slides
@require_POST
def combine(request: HttpRequest) -> HttpResponse:
    """Makes a deck of the chosen slides, which belongs to who made it."""
    tray, form = Tray(request), CombineForm(request.POST)
    slides = tray.slides()
    if slides and form.is_valid():
        try:
            deck = combine_chosen(
                slides, form.cleaned_data["title"], by=request.user, keep_notes=form.cleaned_data["keep_notes"]
            )
        except CannotCombine as refusal:
            form.add_error(None, str(refusal))
        else:
            tray.clear()
            messages.success(request, _("Your deck is made. It is yours alone until something published uses it."))
            return redirect("deck", pk=deck.pk)
    if not slides:
        form.add_error(None, _("Choose at least one slide first."))
    return _library_page(request, form, status=422)


def _library_page(request: HttpRequest, form: CombineForm, status: int = 200) -> HttpResponse:
    search, tray = SlideSearch.asked(request.GET), Tray(request)
    context = {
        "search": search,
        "slides": Paginator(found_slides(request, search), SLIDES_A_PAGE).get_page(request.GET.get("page")),
        "choices": choices(request),
        "changed": decks_with_changed_sources(request),
        "chosen": tray.slides(),
        "chosen_keys": set(tray.keys),
        "form": form,
    }
    return render(request, "learning/slides/library.html", context, status=status)


def _slide(request: HttpRequest, pk: int) -> Slide:
    """A slide of a deck this reader may have; 404 for any other."""
    decks = readable_decks(request).order_by().values("pk")
    return get_object_or_404(Slide.objects.select_related("document").filter(document__in=decks), pk=pk)


def _slide_page(
    request: HttpRequest, found: Slide, form: TiePointForm | None = None, status: int = 200
) -> HttpResponse:
    reviews = shown_reviews(request).order_by().values("pk")
    packs = PackItem.objects.filter(document=found.document, review__in=reviews).select_related("review")
    decks = readable_decks(request).order_by().values("pk")
    copies = Slide.objects.filter(origin__source=found, document__in=decks).select_related("document")
    context = {
        "slide": found,
        "ties": shown_ties(request).filter(slide=found),
        "packs": packs.order_by("review__title"),
        "copies": copies.order_by("document__title", "number")[:COPIES_SHOWN],
        "form": form or TiePointForm(request, found),
        "is_chosen": found.pk in Tray(request).keys,
    }
    return render(request, "learning/slides/slide.html", context, status=status)


def _add(request: HttpRequest, tray: Tray, keys: list[int]) -> None:
    before = len(tray.keys)
    tray.add(keys)
    added = len(tray.keys) - before
    if added < len(set(keys) - set(tray.keys[:before])):
        messages.warning(request, _("A deck can have %(most)d slides at most.") % {"most": MOST_CHOSEN})
    if added:
        messages.success(request, ngettext("%(n)d slide added.", "%(n)d slides added.", added) % {"n": added})


def _way_back(request: HttpRequest) -> str:
    address = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(address, allowed_hosts=None) and address.startswith("/slides/"):
        return address
    return "/slides/"

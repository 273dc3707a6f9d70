"""Starting a cascade, changing it while it is a draft, throwing it away."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from learning.models import Partnership
from training.cascade_errors import CascadeError
from training.cascade_kinds import KINDS
from training.cascade_sending_errors import CannotBeCascaded, NotTwoPeople
from training.cascades.access import cascade_of, crumbs, person
from training.cascades.forms import PICK, CascadeForm, answers_of, first_answers, picked
from training.domain.cascades import change_cascade, delete_draft, start_cascade
from training.enums import CascadeOf, CascadeState
from training.exports.cascade_contents import page_to_cascade, points_of, title_of
from training.models import Cascade
from training.numbers_asked import number_asked
from training.permissions import SEND_CASCADES
from training.programme.access import TOLD_WRONG, only_with
from training.queries.cascadable import kind_of, things_to_cascade
from training.views import partnership_of

THINGS_A_PAGE = 20
LONGEST_SEARCH = 100
SHOWN_EARLIER = 5


@only_with(SEND_CASCADES)
@require_http_methods(["GET", "HEAD", "POST"])
def cascade_new(request: HttpRequest) -> HttpResponse:
    """Starts a cascade of the page in the address; without one, asks of what."""
    partnership = partnership_of(request)
    if "page" not in request.GET:
        return _choose(request, partnership)
    try:
        page = page_to_cascade(number_asked(request, "page"), partnership)
    except CannotBeCascaded as error:
        raise Http404 from error
    except NotTwoPeople as error:
        return _choose(request, partnership, str(error))
    form, problem = _form(request, first_answers(page), partnership=partnership), ""
    if _is_answered(request, form):
        try:
            cascade = start_cascade(page, form.details, partnership=partnership, by=person(request))
        except CascadeError as error:
            problem = str(error)
        else:
            messages.success(request, _("The draft is kept. Nothing has been sent."))
            return redirect("cascade_preview", cascade.pk)
    context = {
        "form": form,
        "problem": problem,
        "page_to_send": page,
        "title_to_send": title_of(page),
        "of": KINDS[type(page)],
        "points": points_of(page),
        "earlier": _sent_before(page, partnership),
        "breadcrumbs": crumbs(),
    }
    return render(request, "training/cascades/new.html", context, status=_status(request, form, problem))


@only_with(SEND_CASCADES)
@require_http_methods(["GET", "HEAD", "POST"])
def cascade_edit(request: HttpRequest, cascade_id: int) -> HttpResponse:
    """Says something else of a draft. What has been sent is not changed: its page is shown."""
    cascade = cascade_of(request, cascade_id)
    if cascade.state != CascadeState.DRAFT:
        messages.warning(request, _("It has been sent: what agencies were asked stays as it is."))
        return redirect("cascade_sending", cascade.pk)
    form, problem = _form(request, answers_of(cascade), partnership=cascade.partnership, cascade=cascade), ""
    if _is_answered(request, form):
        try:
            change_cascade(cascade, form.details, by=person(request))
        except CascadeError as error:
            problem = str(error)
        else:
            messages.success(request, _("The draft is kept. Nothing has been sent."))
            return redirect("cascade_preview", cascade.pk)
    context = {
        "form": form,
        "problem": problem,
        "cascade": cascade,
        "title_to_send": cascade.title,
        "of": CascadeOf(cascade.of),
        "points": _points_now(cascade),
        "breadcrumbs": crumbs(),
    }
    return render(request, "training/cascades/edit.html", context, status=_status(request, form, problem))


@only_with(SEND_CASCADES)
@require_http_methods(["GET", "HEAD", "POST"])
def cascade_delete(request: HttpRequest, cascade_id: int) -> HttpResponse:
    """Asks whether a draft should be thrown away, and does."""
    cascade, problem = cascade_of(request, cascade_id), ""
    if cascade.state != CascadeState.DRAFT:
        return redirect("cascade_sending", cascade.pk)
    if request.method == "POST":
        try:
            delete_draft(cascade, by=person(request))
        except CascadeError as error:
            problem = str(error)
        else:
            messages.success(request, _("The draft is deleted. Nothing was sent."))
            return redirect("cascades")
    context = {"cascade": cascade, "problem": problem, "breadcrumbs": crumbs()}
    return render(request, "training/cascades/delete.html", context, status=TOLD_WRONG if problem else 200)


def _choose(request: HttpRequest, partnership: Partnership, problem: str = "") -> HttpResponse:
    """What can be cascaded, to choose from; as a page of its own, or because what was asked for cannot be."""
    words = " ".join(request.GET.get("q", "").replace("\x00", "").split())[:LONGEST_SEARCH]
    of = request.GET.get("of", "")
    found = things_to_cascade(partnership, words, of if of in CascadeOf.values else "")
    things = Paginator(found, THINGS_A_PAGE).get_page(request.GET.get("p"))
    context = {
        "things": [(page, kind_of(page)) for page in things],
        "page_of": things,
        "words": words,
        "of": of,
        "kinds": CascadeOf.choices,
        "problem": problem,
        "breadcrumbs": crumbs(),
    }
    return render(request, "training/cascades/choose.html", context, status=TOLD_WRONG if problem else 200)


def _form(request: HttpRequest, initial: dict[str, Any], **about: Any) -> CascadeForm:
    """As it was sent; or with many agencies ticked or unticked at once, and not yet judged."""
    if request.method != "POST":
        return CascadeForm(initial=initial, **about)
    form = CascadeForm(request.POST, **about)
    return CascadeForm(initial=picked(form, request.POST), **about) if PICK in request.POST else form


def _is_answered(request: HttpRequest, form: CascadeForm) -> bool:
    return request.method == "POST" and form.is_bound and form.is_valid()


def _status(request: HttpRequest, form: CascadeForm, problem: str) -> int:
    return TOLD_WRONG if problem or (form.is_bound and form.errors) else 200


def _sent_before(page: Page, partnership: Partnership) -> list[Cascade]:
    """Cascades of the same page, drafts too, so that nobody is asked twice by accident."""
    return list(Cascade.objects.filter(page_id=page.pk, partnership=partnership)[:SHOWN_EARLIER])


def _points_now(cascade: Cascade) -> list[Any]:
    try:
        return points_of(page_to_cascade(cascade.page_id, cascade.partnership))
    except CascadeError:
        return []

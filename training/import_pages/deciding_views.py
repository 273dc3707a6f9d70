"""What is decided about an import: who is meant, whether rooms held more, that it starts, that it is taken back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from training.domain.file_imports import discard, look_through, name_agencies, start_import
from training.domain.taken_back_imports import take_back_import
from training.enums import ImportState
from training.errors import TrainingError
from training.import_pages.views import NOT_READ, agencies_form, import_of, sentence, show
from training.imports.errors import ImportNotOpen
from training.imports.lines import unknown_agencies
from training.permissions import IMPORT_ATTENDANCE


@never_cache
@login_required
@permission_required(IMPORT_ATTENDANCE, raise_exception=True)
@require_POST
def agencies(request: HttpRequest, import_id: int) -> HttpResponse:
    """Says who is meant by names that are not in the list."""
    one, by = import_of(request, import_id), _who(request)
    form = agencies_form(one, unknown_agencies(one.lines), request.POST)
    if not form.is_valid():
        return show(request, one, _("Choose an agency from the list for each name, or leave it undecided."), form)
    try:
        name_agencies(one, form.said, by=by)
    except (*NOT_READ, TrainingError) as error:
        return show(request, one, sentence(error))
    messages.success(request, _("Kept. The rows are as they would be now."))
    return redirect("import", one.pk)


@never_cache
@login_required
@permission_required(IMPORT_ATTENDANCE, raise_exception=True)
@require_POST
def room(request: HttpRequest, import_id: int) -> HttpResponse:
    """Says that more people came than rooms hold, and that this is right; or that it is not."""
    one = import_of(request, import_id)
    try:
        look_through(one, more_than_the_room=request.POST.get("right") == "yes")
    except (*NOT_READ, TrainingError) as error:
        return show(request, one, sentence(error))
    return redirect("import", one.pk)


@never_cache
@login_required
@permission_required(IMPORT_ATTENDANCE, raise_exception=True)
@require_POST
def start(request: HttpRequest, import_id: int) -> HttpResponse:
    """Has it imported in the background. Pressed twice, it starts once."""
    one, by = import_of(request, import_id), _who(request)
    try:
        start_import(one, by=by, keep_back=request.POST.get("keep_back") == "yes")
    except ImportNotOpen:
        pass  # under way or done already: its page says so
    except TrainingError as error:
        return show(request, one, str(error))
    return redirect("import", one.pk)


@never_cache
@login_required
@permission_required(IMPORT_ATTENDANCE, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request: HttpRequest, import_id: int) -> HttpResponse:
    """Asks whether all of it is to be taken back, and does so."""
    one, by = import_of(request, import_id), _who(request)
    if request.method != "POST" and one.state == ImportState.DONE:
        context = {
            "one": one,
            "events": len(one.made.get("events", ())),
            "returns": len(one.made.get("rows", ())),
            "breadcrumbs": [
                {"title": _("Training"), "url": reverse("training")},
                {"title": _("Imports"), "url": reverse("imports")},
                {"title": one.name, "url": reverse("import", args=[one.pk])},
            ],
        }
        return render(request, "training/import_take_back.html", context)
    try:
        if request.method == "POST":
            take_back_import(one, by=by)
    except TrainingError as error:
        return show(request, one, str(error))
    return redirect("import", one.pk)


@never_cache
@login_required
@permission_required(IMPORT_ATTENDANCE, raise_exception=True)
@require_POST
def discard_file(request: HttpRequest, import_id: int) -> HttpResponse:
    """Forgets a file that was not imported."""
    one, by = import_of(request, import_id), _who(request)
    try:
        discard(one, by=by)
    except TrainingError as error:
        return show(request, one, str(error))
    messages.success(request, _("“%(file)s” is gone. Nothing of it was imported.") % {"file": one.name})
    return redirect("imports")


def _who(request: HttpRequest) -> Any:
    """The account, which is there: nobody else gets here."""
    return request.user

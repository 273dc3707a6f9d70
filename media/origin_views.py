"""For the owner of a deck: where its slides come from, what has changed there, and new editions."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from media.domain.combining import CannotCombine
from media.domain.editions import differences, upload_edition
from media.domain.origins import keep_mine, origins_of, shown_origins, take_new
from media.enums import DocumentFormat
from media.models import Document
from media.opc.refusals import FileRefused
from media.permissions import is_own, may_change, may_read


class EditionForm(forms.Form):
    """A deck edited elsewhere, handed in again."""

    file = forms.FileField(
        label=gettext_lazy("The deck as you edited it"),
        help_text=gettext_lazy("A PowerPoint file. The edition that is here now is kept."),
    )


@login_required
@require_safe
@never_cache
def origins(request: HttpRequest, pk: int) -> HttpResponse:
    """Where each slide was taken from, beside what has changed there since."""
    document = _own_deck(request, pk)
    return render(request, "media/deck_origins.html", _context(request, document, EditionForm()))


@login_required
@require_POST
@never_cache
def decide(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """`take` the source as it is now, or `keep` the slide as it is."""
    document = _own_deck(request, pk)
    origin = get_object_or_404(origins_of(document), slide__number=number)
    if request.POST.get("decision") == "take":
        try:
            take_new(origin, request)
        except CannotCombine as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Slide %(number)d is now as its source is.") % {"number": number})
    elif request.POST.get("decision") == "keep":
        keep_mine(origin)
        messages.success(request, _("Slide %(number)d stays as it is.") % {"number": number})
    return redirect("deck_origins", pk=pk)


@login_required
@require_POST
@never_cache
def new_edition(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an edited deck in as the next edition, and shows what differs."""
    document = _own_deck(request, pk)
    form = EditionForm(request.POST, request.FILES)
    if form.is_valid():
        upload: UploadedFile = form.cleaned_data["file"]
        try:
            newer = upload_edition(document, upload, by=request.user)
        except FileRefused as refusal:
            form.add_error("file", ValidationError(str(refusal), code=refusal.code))
        else:
            return redirect("deck_origins", pk=newer.pk)
    return render(request, "media/deck_origins.html", _context(request, document, form), status=422)


def _context(request: HttpRequest, document: Document, form: EditionForm) -> dict[str, object]:
    older = document.supersedes.order_by("-pk").first()
    found = differences(older, document) if older and may_read(older, request) else []
    return {
        "document": document,
        "origins": shown_origins(document, request),
        "older": older,
        "differences": [one for one in found if one.change != "same"],
        "form": form,
    }


def _own_deck(request: HttpRequest, pk: int) -> Document:
    """A deck of the reader's own, or one they may change; 404 for any other."""
    document: Document = get_object_or_404(
        Document.objects.select_related("collection"), pk=pk, format=DocumentFormat.PPTX
    )
    if not (is_own(document, request) or may_change(document, request)):
        raise Http404
    return document

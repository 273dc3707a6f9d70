"""A deck in words, and documents as files."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents.models import document_served

from media.domain.outlines import shown_deck
from media.enums import DocumentFormat
from media.models import Document
from media.permissions import may_read


@require_safe
@cache_control(private=True, no_cache=True)
def deck(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything the slides say, in reading order. 404 for what is no deck, and for a deck this reader may not have."""
    document = _readable_deck(request, pk)
    shown = shown_deck(document)
    context = {
        "document": document,
        "deck": {"title": document.title, "url": reverse("deck_file", args=[document.pk]), "size": document.file_size},
        "slides": shown.slides,
        "problems": shown.problems,
    }
    for contribute in hooks.get_hooks("cascade_deck_context"):
        context["deck"] |= contribute(document, request)
    return render(request, "media/deck.html", context)


@require_safe
def deck_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The deck itself. 404 as for its page."""
    return file_response(request, _readable_deck(request, pk))


@require_safe
def document_file(request: HttpRequest, pk: int, filename: str) -> HttpResponseBase:
    """A document at Wagtail's own address, after all that Wagtail's hooks ask for. 404 for one this reader may not have."""
    document = get_object_or_404(Document.objects.select_related("collection"), pk=pk)
    if document.filename != filename:
        raise Http404
    for ask in hooks.get_hooks("before_serve_document"):
        asked = ask(document, request)
        if isinstance(asked, HttpResponse):
            return asked
    document_served.send(sender=Document, instance=document, request=request)
    return file_response(request, document)


def file_response(request: HttpRequest, document: Document) -> HttpResponseBase:
    """The document's bytes, to be saved and never shown in place: a browser guesses nothing and runs nothing.

    Asked for again each time: what is no longer public must not come out of anybody's cache. 404 if the file is gone.
    """
    etag = f'"{document.sha256}"' if document.sha256 else None
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            file = document.file.storage.open(document.file.name, "rb")
        except FileNotFoundError as error:
            raise Http404 from error
        response = FileResponse(
            file, as_attachment=True, filename=document.filename, content_type=document.content_type
        )
    if etag:
        response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _readable_deck(request: HttpRequest, pk: int) -> Document:
    document = get_object_or_404(Document.objects.select_related("collection"), pk=pk, format=DocumentFormat.PPTX)
    if not may_read(document, request):
        raise Http404
    return document

"""A deck in words and pictures, and documents as files."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents.models import document_served

from media.byte_ranges import part_asked_for, part_of
from media.enums import PLAYED, DocumentFormat
from media.models import Document, Slide
from media.permissions import is_own, may_change, may_read, may_reuse_slides
from media.withdrawal_views import withdrawn_stub

PICTURE_SECONDS = 24 * 60 * 60


@require_safe
@cache_control(private=True, no_cache=True)
def deck(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything the slides say, in reading order, beside their pictures.

    404 for what is no deck, and for a deck this reader may not have.
    """
    document = _deck(pk)
    if (stub := withdrawn_stub(request, document)) is not None:
        return stub
    _check_readable(document, request)
    newer = document.superseded_by
    context = {
        "document": document,
        "deck": {"title": document.title, "url": reverse("deck_file", args=[document.pk]), "size": document.file_size},
        "slides": document.slides.select_related("origin"),
        "newer": newer if newer and may_read(newer, request) else None,
        "may_reuse": may_reuse_slides(request),
        "is_own": is_own(document, request) or may_change(document, request),
    }
    for contribute in hooks.get_hooks("cascade_deck_context"):
        context["deck"] |= contribute(document, request)
    return render(request, "media/deck.html", context)


@require_safe
def slide_picture(request: HttpRequest, pk: int, number: int, size: str) -> HttpResponseBase:
    """The picture of a slide, `large` or `small`. 404 as for its deck, and while there is none.

    What one reader may have another may not, so nobody else's cache keeps it.
    """
    document = _readable_deck(request, pk)
    slide = get_object_or_404(Slide, document=document, number=number)
    picture = slide.picture if size == "large" else slide.thumbnail
    try:
        file = picture.open("rb")
    except (ValueError, FileNotFoundError) as error:  # none made yet, or gone
        raise Http404 from error
    response = FileResponse(file, content_type="image/webp")
    response["Cache-Control"] = f"private, max-age={PICTURE_SECONDS}"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
def deck_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The deck itself. 404 as for its page."""
    document = _deck(pk)
    if (stub := withdrawn_stub(request, document)) is not None:
        return stub
    _check_readable(document, request)
    return file_response(request, document)


@require_safe
def document_file(request: HttpRequest, pk: int, filename: str) -> HttpResponseBase:
    """A document at Wagtail's own address, after all that Wagtail's hooks ask for. 404 for one this reader may not have."""
    document: Document = get_object_or_404(Document.objects.select_related("collection"), pk=pk)
    if document.filename != filename:
        raise Http404
    for ask in hooks.get_hooks("before_serve_document"):
        asked = ask(document, request)
        if isinstance(asked, HttpResponse):
            return asked
    if (stub := withdrawn_stub(request, document)) is not None:
        return stub
    if document.is_withdrawn:
        raise Http404
    document_served.send(sender=Document, instance=document, request=request)
    return file_response(request, document)


def file_response(request: HttpRequest, document: Document) -> HttpResponseBase:
    """The document's bytes, to be saved and never shown in place: a browser guesses nothing and runs nothing.

    Asked for again each time: what is no longer public must not come out of anybody's cache. 404 if the file is gone.
    """
    for tell in hooks.get_hooks("cascade_document_given"):
        tell(document, request)
    etag = f'"{document.sha256}"' if document.sha256 else None
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        try:
            file = document.file.storage.open(document.file.name, "rb")
        except FileNotFoundError as error:
            raise Http404 from error
        part = part_asked_for(request, file.size) if document.format in PLAYED else None
        if part is not None:
            response = part_of(file, *part, file.size, document.content_type)
        else:
            response = FileResponse(
                file, as_attachment=True, filename=document.filename, content_type=document.content_type
            )
    if document.format in PLAYED:
        response["Accept-Ranges"] = "bytes"
    if etag:
        response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _readable_deck(request: HttpRequest, pk: int) -> Document:
    document = _deck(pk)
    _check_readable(document, request)
    return document


def _deck(pk: int) -> Document:
    return get_object_or_404(
        Document.objects.select_related("collection", "superseded_by"), pk=pk, format=DocumentFormat.PPTX
    )


def _check_readable(document: Document, request: HttpRequest) -> None:
    if not may_read(document, request):
        raise Http404

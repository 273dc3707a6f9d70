"""What the media room registers with Wagtail."""

from django.http import Http404, HttpRequest
from django.urls import URLPattern, path
from wagtail import hooks

from media.models import Document
from media.permissions import is_in_published_use, looks_after
from media.viewsets import DocumentDeleteView, DocumentIndexView, DocumentsDeleteAction, UploadedDocumentDeleteView

BEFORE_WAGTAIL, AFTER_WAGTAIL = -10, 10

hooks.register("register_bulk_action", DocumentsDeleteAction, order=AFTER_WAGTAIL)  # the last one of a name is used


@hooks.register("before_serve_document", order=BEFORE_WAGTAIL)
def hide_what_is_not_published(document: Document, request: HttpRequest) -> None:
    """Before Wagtail's own hook asks for a password or a sign-in where the collection wants one."""
    if not looks_after(request, document) and not is_in_published_use(document, request):
        raise Http404


@hooks.register("register_admin_urls", order=BEFORE_WAGTAIL)
def document_views() -> list[URLPattern]:
    """Our views at Wagtail's addresses, so that every link and name of its own leads to them."""
    return [
        path("documents/", DocumentIndexView.as_view()),
        path("documents/results/", DocumentIndexView.as_view(results_only=True)),
        path("documents/delete/<int:document_id>/", DocumentDeleteView.as_view()),
        path("documents/multiple/<int:doc_id>/delete/", UploadedDocumentDeleteView.as_view()),
    ]

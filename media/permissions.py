"""Who may have a document: everybody while something published uses it, else only those who look after documents."""

from collections.abc import Callable

from django.http import HttpRequest
from wagtail.permissions import policy_registry

from media.models import Document

# Each says whether something published, that this reader may see, uses the document. Higher rooms add theirs.
PublishedUse = Callable[[Document, HttpRequest], bool]
_published_uses: list[PublishedUse] = []
_LOOKS_AFTER = ("add", "change", "delete", "choose")


def register_published_use(use: PublishedUse) -> PublishedUse:
    """Lets a room say where its published things use documents."""
    _published_uses.append(use)
    return use


def looks_after(request: HttpRequest, document: Document) -> bool:
    """Whether this reader has any permission on documents of the document's collection."""
    policy = policy_registry.get_by_type(Document)
    return request.user.is_authenticated and bool(
        policy.user_has_any_permission_for_instance(request.user, _LOOKS_AFTER, document)
    )


def is_in_published_use(document: Document, request: HttpRequest) -> bool:
    """Whether something published, that this reader may see, uses the document."""
    return any(use(document, request) for use in _published_uses)


def may_read(document: Document, request: HttpRequest) -> bool:
    """Whether this reader may have the document, the restrictions of its collection included."""
    if looks_after(request, document):
        return True
    return is_in_published_use(document, request) and all(
        restriction.accept_request(request) for restriction in document.collection.get_view_restrictions()
    )

"""Who may have a document: everybody while something published uses it, else only those who look after documents."""

from collections.abc import Callable, Collection

from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.models import CollectionViewRestriction
from wagtail.permissions import policy_registry

from media.enums import CopyState, DocumentFormat
from media.models import Document

# Each says whether something published, that this reader may see, uses the document. Higher rooms add theirs.
PublishedUse = Callable[[Document, HttpRequest], bool]
# The primary keys of all documents for which that holds: each a queryset of one value.
PublishedDocuments = Callable[[HttpRequest], list[QuerySet]]
_published_uses: list[PublishedUse] = []
_published_documents: list[PublishedDocuments] = []
_LOOKS_AFTER = ("add", "change", "delete", "choose")


def register_published_use(use: PublishedUse) -> PublishedUse:
    """Lets a room say where its published things use documents."""
    _published_uses.append(use)
    return use


def register_published_documents(documents: PublishedDocuments) -> PublishedDocuments:
    """The same for all documents at once. A room registers both, and they agree."""
    _published_documents.append(documents)
    return documents


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
    """Whether this reader may have the document, the restrictions of its collection included.

    Nobody may before there is a clean copy to have, whoever uploaded it, or after it was withdrawn.
    """
    return document.is_ready and may_know_of(document, request)


def may_know_of(document: Document, request: HttpRequest) -> bool:
    """Whether this reader may have the document once there is something to have: and so, that it was withdrawn."""
    if looks_after(request, document) or is_own(document, request):
        return True
    return is_in_published_use(document, request) and all(
        restriction.accept_request(request) for restriction in document.collection.get_view_restrictions()
    )


def is_own(document: Document, request: HttpRequest) -> bool:
    """Whether this reader uploaded or combined it."""
    return request.user.is_authenticated and document.uploaded_by_user_id == request.user.pk


def may_change(document: Document, request: HttpRequest) -> bool:
    """Whether this reader may change the document."""
    policy = policy_registry.get_by_type(Document)
    return bool(policy.user_has_permission_for_instance(request.user, "change", document))


def may_reuse_slides(request: HttpRequest) -> bool:
    """Whether this reader may find slides and make decks of them."""
    return bool(request.user.is_active and request.user.has_perm("media.reuse_slide"))


def readable_documents(request: HttpRequest) -> QuerySet[Document]:
    """All documents this reader may have: the same as asking `may_read` of each, in one query."""
    policy = policy_registry.get_by_type(Document)
    looked_after = policy.instances_user_has_any_permission_for(request.user, _LOOKS_AFTER).order_by().values("pk")
    own = Q(uploaded_by_user=request.user.pk) if request.user.is_authenticated else Q(pk__in=[])
    return _ready().filter(_published(request) | own | Q(pk__in=looked_after))


def readable_decks(request: HttpRequest) -> QuerySet[Document]:
    """Those of them that are decks."""
    return readable_documents(request).filter(format=DocumentFormat.PPTX)


def documents_for_everybody() -> QuerySet[Document]:
    """Those that anybody may have, with an account or without."""
    return _ready().filter(_published(_anybody()))


def public_documents(among: Collection[int]) -> set[int]:
    """The primary keys of those documents that anybody may have, with an account or without."""
    return set(documents_for_everybody().filter(pk__in=among).values_list("pk", flat=True))


def documents_kept_private(among: Collection[int]) -> set[int]:
    """The primary keys of those that lie in a collection which is not for everybody."""
    restrictions = CollectionViewRestriction.objects.select_related("collection")
    kept = Q()
    for restriction in restrictions:
        kept |= Q(collection__in=restriction.collection.get_descendants(inclusive=True))
    return set(Document.objects.filter(kept, pk__in=among).values_list("pk", flat=True)) if kept else set()


def _ready() -> QuerySet[Document]:
    """Those that there is something to have of."""
    return Document.objects.filter(copy_state__in=[CopyState.AS_IT_CAME, CopyState.CLEAN], withdrawn_at=None)


def _anybody() -> HttpRequest:
    """A request of somebody without an account, who has opened nothing by a password."""
    request = HttpRequest()
    request.user, request.session = AnonymousUser(), SessionBase()
    return request


def _published(request: HttpRequest) -> Q:
    """What something published uses that this reader may see, and no restriction of its collection keeps from them."""
    published = Q()
    for documents in _published_documents:
        for keys in documents(request):
            published |= Q(pk__in=keys)
    for restriction in CollectionViewRestriction.objects.select_related("collection"):
        if not restriction.accept_request(request):
            published &= ~Q(collection__in=restriction.collection.get_descendants(inclusive=True))
    return published if _published_documents else Q(pk__in=[])

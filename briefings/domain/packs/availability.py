"""Whether a file of an edition can still be handed out: rules, each with the sentence that takes the file's place.

A public file is public while something published uses it (docs/decisions/0010), and an old edition is no way around that.
To add a rule: a function in `RULES`. It is asked before a download is laid out, and asks the database nothing itself.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from briefings.models import BriefingPage, PackEditionItem
from media.permissions import public_documents


@dataclass(frozen=True, slots=True)
class Now:
    """What is asked once for all items."""

    public_documents: set[int] = field(default_factory=set)
    public_briefings: set[int] = field(default_factory=set)


def unavailable(items: Sequence[PackEditionItem]) -> dict[int, str]:
    """Why items cannot be had any more, by primary key; those that can be had are not in it."""
    documents = {item.document_id for item in items if item.document_id}
    briefings = {item.briefing_id for item in items if item.briefing_id}
    now = Now(
        public_documents(documents) if documents else set(),
        set(BriefingPage.objects.live().public().filter(pk__in=briefings).values_list("pk", flat=True))
        if briefings
        else set(),
    )
    found = {item.pk: next((why for rule in RULES if (why := rule(item, now))), "") for item in items}
    return {pk: why for pk, why in found.items() if why}


def document_deleted(item: PackEditionItem, now: Now) -> str:
    return "" if item.is_made or item.document_id else _("It has been deleted from the site.")


def document_withdrawn(item: PackEditionItem, now: Now) -> str:
    document = item.document
    if document is None or not document.is_withdrawn:
        return ""
    return " ".join([_("It was withdrawn: please do not use it any more."), document.withdrawn_why]).strip()


def document_no_longer_published(item: PackEditionItem, now: Now) -> str:
    gone = item.document_id is not None and item.document_id not in now.public_documents
    return _("It is no longer published.") if gone else ""


def document_replaced(item: PackEditionItem, now: Now) -> str:
    document = item.document
    if document is None or not document.sha256 or document.sha256 == item.sha256:
        return ""
    return _("Its file has been replaced since. The newest edition of this pack has the one that is current.")


def briefing_no_longer_published(item: PackEditionItem, now: Now) -> str:
    if not item.what.startswith("briefing_") or item.briefing_id in now.public_briefings:
        return ""
    return _("The briefing that it was made of is no longer published.")


def file_missing_or_damaged(item: PackEditionItem, now: Now) -> str:
    try:
        size = default_storage.size(item.stored_name) if item.is_made else item.document and item.document.file.size
    except (OSError, ValueError):
        size = None
    return "" if size == item.size else _("Its file is missing here. Tell the partnership, please.")


Rule = Callable[[PackEditionItem, Now], str]
RULES: Final[tuple[Rule, ...]] = (
    document_deleted,
    document_withdrawn,
    document_no_longer_published,
    document_replaced,
    briefing_no_longer_published,
    file_missing_or_damaged,
)

"""`manifest.json` of a pack: what an edition holds, for programs and for `/packs/check/`."""

from collections.abc import Sequence
from typing import Any, Final

from django.urls import reverse

from briefings.domain.packs.contents import PackEntry
from briefings.models import PackEdition, PackEditionItem
from briefings.models.pack import MANIFEST_FORMAT

VERSION: Final = 1


def manifest_of(
    edition: PackEdition, review: dict[str, str], items: Sequence[PackEditionItem], absent: Sequence[PackEntry]
) -> dict[str, Any]:
    """Everything an edition says, as JSON may hold it. `review` is what it says of the review, `absent` what it only names."""
    return {
        "format": MANIFEST_FORMAT,
        "version": VERSION,
        "pack": str(edition.review.translation_key),
        "edition": edition.number,
        "made": edition.made_on.isoformat(),
        "what_changed": edition.changes,
        "newer": _newer_at(edition),
        "review": review,
        "items": [_told(item) for item in items],
        "not_in_the_pack": [
            {"title": entry.title, "kind": entry.kind, "date": entry.date, "note": entry.note, "address": entry.url}
            for entry in absent
        ],
    }


def _newer_at(edition: PackEdition) -> str:
    """Where to ask whether there is a newer edition; blank for a review on no site."""
    site = edition.review.get_site()
    if site is None:
        return ""
    return f"{site.root_url}{reverse('pack_check')}?pack={edition.review.translation_key}&edition={edition.number}"


def _told(item: PackEditionItem) -> dict[str, Any]:
    return {
        "name": item.name,
        "key": item.key,
        "title": item.title,
        "kind": item.kind,
        "format": item.format,
        "bytes": item.size,
        "sha256": item.sha256,
        "licence": item.licence,
        "source": item.source,
        "date_as_stated": item.date_as_stated,
        "reviewed_on": item.reviewed_on.isoformat() if item.reviewed_on else "",
        "review_by": item.review_by.isoformat() if item.review_by else "",
        "accessibility": str(item.accessibility),
    }

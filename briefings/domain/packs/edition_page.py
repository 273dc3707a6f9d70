"""What the pages of a pack tell of an edition, for their templates."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.functional import Promise

from briefings.domain.packs.audiences import AUDIENCE_PACKS
from briefings.domain.packs.availability import unavailable
from briefings.domain.packs.contents import Pack
from briefings.domain.packs.gaps import pack_gaps
from briefings.domain.packs.purposes import purpose_of
from briefings.models import PackEdition, PackEditionItem


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One file as a reader chooses it."""

    item: PackEditionItem
    purpose: str
    missing: str = ""
    """Why it can no longer be had."""


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The formats of one briefing, or a single file: what stands under one title."""

    title: str
    kind: str
    files: Sequence[ShownItem]

    @property
    def first(self) -> PackEditionItem:
        return self.files[0].item


@dataclass(frozen=True, slots=True)
class ShownAudience:
    """A part of the pack for somebody, with what it weighs."""

    value: str
    label: str
    says: str | Promise
    count: int
    size: int
    """Bytes."""


def edition_context(edition: PackEdition, pack: Pack, current: PackEdition | None = None) -> dict[str, Any]:
    """All that the page of an edition shows. `current`: the pack's newest edition, where this may be an older one."""
    items = list(edition.items.select_related("document", "briefing").order_by("order"))
    newer = current if current and current.number > edition.number else None
    return {
        "page": pack.review,
        "review": pack.review,
        "pack": pack,
        "edition": edition,
        "groups": groups_of(items, unavailable(items) if newer else {}),
        "audiences": audiences_of_items(items),
        "elsewhere": json.loads(edition.manifest)["not_in_the_pack"],
        "editions": PackEdition.objects.filter(review=edition.review_id).defer("readme", "manifest"),
        "newer": newer,
        "gaps": [gap for gap in pack_gaps(pack) if gap.is_for_readers],
        "whole_size": sum(item.size for item in items),
    }


def groups_of(items: Sequence[PackEditionItem], missing: Mapping[int, str]) -> list[ShownGroup]:
    """The items in order, a briefing's formats together. `missing`: why items can no longer be had, by primary key."""
    groups = []
    for _key, together in groupby(items, key=lambda item: item.briefing_id or item.key):
        files = [ShownItem(item, purpose_of(item.what), missing.get(item.pk, "")) for item in together]
        groups.append(ShownGroup(files[0].item.title, files[0].item.kind, files))
    return groups


def audiences_of_items(items: Sequence[PackEditionItem]) -> list[ShownAudience]:
    """The parts of the pack that hold anything."""
    shown = []
    for one in AUDIENCE_PACKS:
        theirs = [item for item in items if item.is_for(one.audience)]
        if theirs:
            size = sum(item.size for item in theirs)
            shown.append(ShownAudience(one.audience, str(one.audience.label), one.says, len(theirs), size))
    return shown

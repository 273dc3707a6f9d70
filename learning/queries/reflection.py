"""Which questions a setting asks itself about a resource."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects

if TYPE_CHECKING:
    from learning.models import AgencyKind, ThemedResourcePage


@dataclass(frozen=True)
class Asked:
    """A question, and the kinds of setting it is for; none: every one."""

    text: str
    kinds: tuple["AgencyKind", ...] = ()


def questions_of(resource: "ThemedResourcePage") -> list[Asked]:
    """All its questions in the editor's order: 2 queries."""
    rows = list(resource.reflection_questions.all())
    if all(row.pk for row in rows):  # a preview's are not in the database
        prefetch_related_objects(rows, "for_kinds")
    return [Asked(row.text, tuple(row.for_kinds.all())) for row in rows if row.text]


def questions_for(questions: Sequence[Asked], setting: "AgencyKind | None") -> list[str]:
    """Those a setting of this kind asks itself: its own, and those for every setting. All of them where none is named.

    Empty where every question is for other settings.
    """
    if setting is None:
        return [asked.text for asked in questions]
    return [asked.text for asked in questions if not asked.kinds or setting in asked.kinds]


def settings_named(questions: Sequence[Asked]) -> list["AgencyKind"]:
    """The kinds of setting that have a question of their own, in the order lists show them."""
    found = {kind.pk: kind for asked in questions for kind in asked.kinds}
    return sorted(found.values(), key=lambda kind: (kind.sort_order, kind.name))

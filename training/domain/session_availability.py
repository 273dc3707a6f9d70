"""Whether a file of a session's edition can still be handed out, with the sentence that takes its place.

An old edition is no way to what was taken back: neither the slide or briefing itself, nor what repeats its words.
"""

from collections.abc import Sequence
from typing import Any, Final

from django.core.files.storage import default_storage
from django.utils.translation import gettext as _

from briefings.models import BriefingPage
from media.enums import CopyState
from media.models import Document, Slide
from training.models import SessionEdition, SessionEditionItem

REPEATS_ALL: Final = frozenset({"deck", "plan"})
"""What repeats the words of every slide and briefing."""


def unavailable(edition: SessionEdition, items: Sequence[SessionEditionItem]) -> dict[int, str]:
    """Why items cannot be had any more, by primary key; those that can be had are not in it."""
    holds = edition.plan_said.get("holds", {})
    briefings = _briefings_gone(holds)
    whole = _slides_gone(holds) or (_("It holds a briefing that is no longer published.") if briefings else "")
    found = {item.pk: _why(item, whole, briefings) for item in items}
    return {pk: why for pk, why in found.items() if why}


def _why(item: SessionEditionItem, whole: str, briefings: set[str]) -> str:
    if item.what in REPEATS_ALL and whole:
        return whole
    if item.what == "handout" and item.key.removeprefix("briefing-") in briefings:
        return _("This briefing is no longer published.")
    try:
        is_whole = default_storage.size(item.stored_name) == item.size
    except (OSError, ValueError):
        is_whole = False
    return "" if is_whole else _("Its file is missing here. Make a new edition.")


def _briefings_gone(holds: dict[str, Any]) -> set[str]:
    """The keys of its briefings that not everybody may have any more."""
    held = set(holds.get("briefings", {}))
    if not held:
        return set()
    live = BriefingPage.objects.live().public().filter(pk__in=held).values_list("pk", flat=True)
    return held - {str(pk) for pk in live}


def _slides_gone(holds: dict[str, Any]) -> str:
    documents: dict[str, list[int]] = holds.get("documents", {})
    if not documents:
        return ""
    ready = Document.objects.filter(
        pk__in=documents, withdrawn_at=None, copy_state__in=[CopyState.AS_IT_CAME, CopyState.CLEAN]
    )
    if ready.count() < len(documents):
        return _("It holds slides of a deck that was withdrawn or is no longer held.")
    slides = {pk for keys in documents.values() for pk in keys}
    if Slide.objects.filter(pk__in=slides, withdrawn_at=None).count() < len(slides):
        return _("It holds a slide that was withdrawn or is no longer held.")
    return ""

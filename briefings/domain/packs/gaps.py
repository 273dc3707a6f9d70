"""What a pack lacks: one rule a function. Editors are told everything; readers what they would otherwise look for in vain.

To add a rule: a function in `RULES`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from briefings.domain.packs.contents import Pack
from learning.domain.publication import publication_reason
from learning.enums import PackItemKind
from media.enums import AccessibilityStatus

DECK_KINDS = frozenset({PackItemKind.SLIDE_DECK, PackItemKind.LEARNING_PRESENTATION})


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is not there. `code` names the rule for programs."""

    code: str
    says: str
    is_for_readers: bool = False


def pack_gaps(pack: Pack, on: date | None = None) -> list[Gap]:
    """Everything the pack lacks on a day (today), the weightiest first. Asks the database nothing that the pack has not fetched."""
    day = on or timezone.localdate()
    return [gap for rule in RULES for gap in rule(pack, day)]


def report_withheld(pack: Pack, on: date) -> Iterator[Gap]:
    review = pack.review
    if review.is_withheld:
        said = f"{review.get_publication_state_display()}. {publication_reason(review)}".strip()
        yield Gap("report_withheld", said, is_for_readers=True)


def no_briefing(pack: Pack, on: date) -> Iterator[Gap]:
    uploaded = any(entry.what == PackItemKind.SEVEN_MINUTE_BRIEFING and entry.is_held for entry in pack.published)
    if not pack.current_briefings and not uploaded:
        yield Gap("no_briefing", _("There is no 7-minute briefing yet."), is_for_readers=True)


def no_deck(pack: Pack, on: date) -> Iterator[Gap]:
    held = any(entry.what in DECK_KINDS and entry.is_held for entry in pack.published)
    made = any(entry.what in {"points_deck", "briefing_pptx"} for entry in pack.made_here)
    if not held and not made:
        yield Gap("no_deck", _("There are no slides to show."), is_for_readers=True)


def briefing_past_its_review(pack: Pack, on: date) -> Iterator[Gap]:
    for briefing in pack.current_briefings:
        if briefing.review_by and briefing.is_past_review(on):
            said = {"title": briefing.title, "date": date_format(briefing.review_by, "j F Y")}
            yield Gap(
                "briefing_past_review",
                _("“%(title)s” was to be looked at again by %(date)s.") % said,
                is_for_readers=True,
            )


def deck_not_accessible(pack: Pack, on: date) -> Iterator[Gap]:
    for entry in pack.published:
        document = entry.document
        if document and document.is_deck and document.accessibility != AccessibilityStatus.GOOD:
            said = {"title": entry.title, "status": document.get_accessibility_display().lower()}
            yield Gap("deck_not_accessible", _("Slides “%(title)s”: accessibility %(status)s.") % said)


def no_facilitator_note(pack: Pack, on: date) -> Iterator[Gap]:
    for briefing in pack.current_briefings:
        notes = [briefing.facilitator_note, *(block.value.get("facilitator_note") for block in briefing.sections)]
        if not any(note and note.strip() for note in notes):
            said = _("“%(title)s” has no note for whoever leads it.") % {"title": briefing.title}
            yield Gap("no_facilitator_note", said)


def file_not_to_be_had(pack: Pack, on: date) -> Iterator[Gap]:
    """A document chosen for the pack that readers do not get: waiting to be cleaned, or in a private collection."""
    for item in pack.review.pack_items_with_documents():
        entry = next((one for one in pack.published if one.key == f"item-{item.pk}"), None)
        if item.document_id and entry and not entry.is_held:
            said = _("“%(title)s” is not given out: its file is being made ready, or is not for everybody.")
            yield Gap("file_not_given_out", said % {"title": item.title})


def no_learning_point(pack: Pack, on: date) -> Iterator[Gap]:
    if not any(finding.point_id for finding in pack.review.findings.all()):
        yield Gap("no_learning_point", _("No learning points have been drawn from the review."))


Rule = Callable[[Pack, date], Iterator[Gap]]
RULES: Final[tuple[Rule, ...]] = (
    report_withheld,
    no_briefing,
    no_deck,
    briefing_past_its_review,
    deck_not_accessible,
    file_not_to_be_had,
    no_facilitator_note,
    no_learning_point,
)

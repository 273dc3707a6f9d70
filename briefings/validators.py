"""Rules of the briefings room."""

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks.stream_block import StreamValue

from briefings.presets import SECTION_COUNT
from briefings.words import REFUSE_ABOVE_WORDS, WORD, count_words, minutes_aloud
from learning.validators import names_repository_record

if TYPE_CHECKING:
    from briefings.models import BriefingPage, NationalSummaryPage

BACKGROUND_WORDS = 80
_FILE_NAME = re.compile(r"^\S+\.(?:jpe?g|png|gif|webp|bmp|tiff?)$", re.I)


def validate_length_aloud(sections: StreamValue) -> None:
    """A briefing that takes more than seven minutes aloud is not a 7-minute briefing.

    Raises:
        ValidationError: saying how many words to cut.
    """
    words = sum(count_words(f"{block.value['heading']} {block.value['body'].source}") for block in sections)
    if words > REFUSE_ABOVE_WORDS:
        raise ValidationError(
            _(
                "%(words)d words take about %(minutes)s minutes aloud. Cut %(over)d words to call it a 7-minute briefing."
            )
            % {"words": words, "minutes": minutes_aloud(words), "over": words - REFUSE_ABOVE_WORDS}
        )


def validate_seven_sections(sections: StreamValue) -> None:
    """Exactly seven sections, each with a heading and text.

    Raises:
        ValidationError: saying how many there are.
    """
    if len(sections) != SECTION_COUNT:
        raise ValidationError(
            _("A 7-minute briefing has exactly seven sections; this one has %(count)d.") % {"count": len(sections)}
        )


def validate_pictures_described(sections: StreamValue) -> None:
    """A picture says in words what it shows, or is marked as decorative: https://www.w3.org/WAI/tutorials/images/.

    Raises:
        ValidationError: a sentence for each section whose picture does not, naming the section.
    """
    errors = []
    for number, block in enumerate(sections, start=1):
        picture = block.value.get("image")
        if picture is None or picture.decorative:
            continue
        described = (picture.contextual_alt_text or "").strip()
        if described and not _FILE_NAME.search(described):
            continue
        errors.append(
            _("Section %(number)d, “%(heading)s”: write what its picture shows (alt text), or mark it as decorative.")
            % {"number": number, "heading": block.value["heading"]}
        )
    if errors:
        raise ValidationError(errors)


def validate_sources_keep_anonymity(briefing: "BriefingPage") -> None:
    """What a briefing on an anonymous review was made from may not lead to the NSPCC, where the record must stay nobody's.

    Raises:
        ValidationError: keyed by the field where an address was found.
    """
    if not any(review.is_anonymous for review in briefing.reviews.all()):
        return
    message = _(
        "One of its reviews was published anonymously through the NSPCC. A link there could show which record is that one: take it out."
    )
    outside = " ".join(str(value) for block in briefing.outside_reviews for value in block.value.values())
    texts = {"source_note": briefing.source_note, "outside_reviews": outside}
    errors = {field: message for field, text in texts.items() if names_repository_record(text)}
    if errors:
        raise ValidationError(errors)


def validate_ready_to_publish(sections: StreamValue) -> None:
    """What a briefing must be before anybody reads it: seven sections, seven minutes at most, every picture described.

    Raises:
        ValidationError: the first rule it breaks.
    """
    validate_seven_sections(sections)
    validate_length_aloud(sections)
    validate_pictures_described(sections)


def validate_background(background: str) -> None:
    """The sub-group's template gives the background of a national review 80 words.

    Raises:
        ValidationError: saying how many there are.
    """
    words = count_words(background)
    if words > BACKGROUND_WORDS:
        raise ValidationError({"background": _("%(words)d words: the template allows 80.") % {"words": words}})


def validate_two_people(summary: "NationalSummaryPage") -> None:
    """A summary that people read was written by one person and approved by another; a bare source needs neither.

    They are told apart by the roles that are written down: who approves is often a chair without an account here.

    Raises:
        ValidationError: keyed by the field to put right.
    """
    if not summary.is_written:
        return
    errors = {}
    if not summary.summarised_by.strip():
        errors["summarised_by"] = _("Say who summarised it (a role, not a name) before it is published.")
    if not summary.approved_by.strip():
        errors["approved_by"] = _("Say who approved it (a role, not a name) before it is published.")
    elif _letters(summary.summarised_by) == _letters(summary.approved_by):
        errors["approved_by"] = _(
            "This is who summarised it. Somebody else has to approve it: two people read the review before it goes out."
        )
    if errors:
        raise ValidationError(errors)


def _letters(role: str) -> str:
    """A role without capitals, spaces and signs: "Business manager." and "business  Manager" are one."""
    return "".join(WORD.findall(role.casefold()))

"""Rules of the briefings room."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.blocks.stream_block import StreamValue

from briefings.presets import SECTION_COUNT
from briefings.words import REFUSE_ABOVE_WORDS, count_words, minutes_aloud


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


def validate_ready_to_publish(sections: StreamValue) -> None:
    """What a briefing must be before anybody reads it: seven sections that take no more than seven minutes.

    Raises:
        ValidationError: the first rule it breaks.
    """
    validate_seven_sections(sections)
    validate_length_aloud(sections)

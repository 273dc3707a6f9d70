"""What the briefing editor shows beside the sections: how long they are, what goes in them, what cannot be printed."""

from typing import Any

from wagtail.admin.panels import Panel

from briefings.domain.length import PROMPT_OF, lengths, whole_length
from briefings.domain.unprintable import unprintable
from briefings.enums import Preset
from briefings.presets import HEADINGS, SECTION_COUNT
from briefings.words import REFUSE_ABOVE_WORDS, WARN_ABOVE_WORDS, WORDS_A_MINUTE


class WordMeterPanel(Panel):
    """Words, minutes aloud and reading age of each section and of all, as last saved; counted again as the editor types.

    Also offers the headings of another preset when the editor changes over to it; nothing is overwritten unasked.
    """

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtailadmin/briefings/word_meter.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            sections = self.instance.sections
            return super().get_context_data(parent_context) | {
                "briefing": self.instance,
                "lengths": lengths(sections),
                "whole": whole_length(sections),
                "sections": len(sections),
                "unprintable": unprintable(self.instance),
                "section_count": SECTION_COUNT,
                "warn_above": WARN_ABOVE_WORDS,
                "refuse_above": REFUSE_ABOVE_WORDS,
                "words_a_minute": WORDS_A_MINUTE,
                "headings": {preset.value: list(HEADINGS[preset]) for preset in Preset},
                "prompts": PROMPT_OF,
            }

"""The word meter in the briefing editor."""

from typing import Any

from wagtail.admin.panels import Panel

from briefings.presets import SECTION_COUNT
from briefings.words import REFUSE_ABOVE_WORDS, WARN_ABOVE_WORDS, WORDS_A_MINUTE


class WordMeterPanel(Panel):
    """How many words the sections hold, as last saved; counted again as the editor types where scripts run."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "wagtailadmin/briefings/word_meter.html"

        def get_context_data(self, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
            return super().get_context_data(parent_context) | {
                "briefing": self.instance,
                "sections": len(self.instance.sections),
                "section_count": SECTION_COUNT,
                "warn_above": WARN_ABOVE_WORDS,
                "refuse_above": REFUSE_ABOVE_WORDS,
                "words_a_minute": WORDS_A_MINUTE,
            }

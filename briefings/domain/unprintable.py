"""Characters in a briefing that no font of ours can draw, told to the editor before a reader meets a box or a “�”."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from briefings.domain.length import words_in
from media.pdf.glyphs import undrawable_characters

if TYPE_CHECKING:
    from briefings.models import BriefingPage


def unprintable(briefing: "BriefingPage") -> list[str]:
    """A sentence for each place that holds any: "“What happened”: 𝔘 cannot be printed."."""
    found: dict[str, set[str]] = {}
    for where, text in words_in(briefing):
        found.setdefault(where, set()).update(undrawable_characters(text or ""))
    return [
        _("“%(where)s”: %(characters)s cannot be printed, and will stand as “�” in files.")
        % {"where": where or _("Title, introduction and note"), "characters": " ".join(sorted(characters))}
        for where, characters in found.items()
        if characters
    ]

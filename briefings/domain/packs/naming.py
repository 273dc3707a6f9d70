"""What files are called in a pack's zip: in order, in words, and as every system takes it."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from briefings.domain.packs.contents import PackEntry

LONGEST: Final = 80  # characters of words; Windows takes paths of 260, and people unpack deep down
# In English in every language: the same edition has the same names for everybody.
CALLED: Final = {
    "briefing_pdf": "7-minute briefing",
    "briefing_large_print": "7-minute briefing, large print",
    "briefing_poster": "7-minute briefing, poster",
    "briefing_docx": "7-minute briefing",
    "briefing_pptx": "7-minute briefing, slides",
    "briefing_html": "7-minute briefing, for e-mail",
    "briefing_txt": "7-minute briefing",
    "briefing_action_plan": "Action plan for a team",
}
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]+')


def file_names(entries: Sequence[PackEntry], several_briefings: bool) -> list[str]:
    """ "01 7-minute briefing.pdf": a number that sorts, words, and the ending. No two are alike, for their numbers differ."""
    digits = max(2, len(str(len(entries))))
    return [
        f"{number:0{digits}} {safe_words(_words(entry, several_briefings))}{entry.ending}"
        for number, entry in enumerate(entries, 1)
    ]


def safe_words(text: str) -> str:
    """The text as part of a file name: no character Windows refuses, nothing that is not seen, no dot or blank at the end."""
    seen = (" " if unicodedata.category(one) in {"Zs", "Zl", "Zp", "Cc"} else one for one in text)
    shown = "".join(one for one in seen if unicodedata.category(one) not in {"Cf", "Cs", "Cn", "Co"})
    words = " ".join(_FORBIDDEN.sub(" ", unicodedata.normalize("NFC", shown)).split())
    if len(words) > LONGEST:
        words = words[:LONGEST].rpartition(" ")[0] or words[:LONGEST]
    return words.strip(" .") or "file"


def _words(entry: PackEntry, several_briefings: bool) -> str:
    if entry.page is None:
        return entry.title
    said = CALLED.get(entry.what) or f"7-minute briefing, {entry.what.removeprefix('briefing_').replace('_', ' ')}"
    return f"{said} - {entry.title}" if several_briefings else said

"""How long a briefing is, in words and in minutes aloud."""

import re
from html import unescape

# Real briefings run 400-700 words; seven minutes aloud at 150 words a minute is 1,050.
WARN_ABOVE_WORDS = 700
REFUSE_ABOVE_WORDS = 1050
WORDS_A_MINUTE = 140

_TAG = re.compile(r"<[^>]+>")
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|div)>|<br\s*/?>", re.I)
WORD = re.compile(r"[^\W_]+(?:[-'’./][^\W_]+)*", re.UNICODE)


def plain_text(html: str) -> str:
    """The text of a rich-text field, a line for each paragraph or item."""
    with_breaks = _BLOCK_END.sub("\n", html or "")
    return unescape(_TAG.sub("", with_breaks)).strip()


def count_words(html: str) -> int:
    """Words as a reader would count them: "7-minute" and "child's" are one each."""
    return len(WORD.findall(plain_text(html)))


def minutes_aloud(words: int) -> float:
    """Minutes to read `words` aloud at 140 a minute, to a tenth."""
    return round(words / WORDS_A_MINUTE, 1)

"""How long a briefing is, in words and in minutes aloud."""

from learning.words import WORD, plain_text

__all__ = ["WORD", "count_words", "minutes_aloud", "plain_text"]

# Real briefings run 400-700 words; seven minutes aloud at 150 words a minute is 1,050.
WARN_ABOVE_WORDS = 700
REFUSE_ABOVE_WORDS = 1050
WORDS_A_MINUTE = 140


def count_words(html: str) -> int:
    """Words as a reader would count them: "7-minute" and "child's" are one each."""
    return len(WORD.findall(plain_text(html)))


def minutes_aloud(words: int) -> float:
    """Minutes to read `words` aloud at 140 a minute, to a tenth."""
    return round(words / WORDS_A_MINUTE, 1)

"""About how old a reader must be to follow a text: a hint to whoever writes it, and no more than that.

The Flesch-Kincaid grade and five years: J. P. Kincaid and others, "Derivation of new readability formulas for Navy
enlisted personnel", Research Branch Report 8-75 (1975). It knows the length
of sentences and of words, and nothing of what they mean. The editor's meter counts in the same way (`word_meter.js`).
"""

import re

from learning.words import WORD, plain_text

FEWEST_WORDS = 30  # of fewer, one long word decides it
YEARS_BEFORE_SCHOOL = 5
YOUNGEST, OLDEST = 6, 25

_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)|\n")
_VOWELS = re.compile(r"[aeiouyà-ÿ]+")
_SILENT_END = re.compile(r"(?<=[^laeiouy])es?$|(?<=[^laeiouytd])ed$")
_NOT_LETTERS = re.compile(r"[^a-zà-ÿ]")


def reading_age(html: str) -> int | None:
    """Years, for a text of 30 words or more; None for a shorter one."""
    text = plain_text(html)
    words = WORD.findall(text)
    if len(words) < FEWEST_WORDS:
        return None
    sentences = sum(1 for sentence in _SENTENCE_END.split(text) if WORD.search(sentence))
    syllables = sum(count_syllables(word) for word in words)
    grade = 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
    return min(OLDEST, max(YOUNGEST, int(grade + YEARS_BEFORE_SCHOOL + 0.5)))


def count_syllables(word: str) -> int:
    """About how many, by its groups of vowels without a silent ending; one at least."""
    letters = _SILENT_END.sub("", _NOT_LETTERS.sub("", word.lower()))
    return max(1, len(_VOWELS.findall(letters)))

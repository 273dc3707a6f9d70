"""What to look for in a clean copy: values that would tell who is behind it, and of these the ones nobody may see."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

_SHORTEST_NAME, _SHORTEST_SENTENCE = 4, 8
_WORTH_A_PASS, _WORTH_A_SLOW_PASS = 8, 50
_LONGEST_PASS: Final = 8 * 1024 * 1024
MOST_VALUES: Final = 20_000
_LONGEST: Final = 400
_BETWEEN: Final = "\1"
# What programs write of themselves, and what a clean copy says of its own parts. Nobody is found out by these.
_TELLING_NOTHING: Final = re.compile(
    r"(?:microsoft )?(?:office )?(?:word|powerpoint|excel|user|theme)?|microsoft(?: office)?|office|windows(?: user)?|user|"
    r"admin(?:istrator)?|author|(?:sub)?title|text|body|picture|image|shape|theme|frame|group|connector|slides?|table|"
    r"chart|notes?|(?:layout|shape|picture|frame|connector|group|slide|master|theme) \d{1,5}|"
    r"blank|default|normal|none|null|true|false|python-(?:pptx|docx)|generated (?:using|by) python-\w+|"
    r"powerpoint presentation|libreoffice|(?:adobe )?photoshop|adobe|title slide|title and content|section header|"
    r"two content|comparison|title only|(?:content|picture) with caption|title and vertical text|"
    r"vertical title and text|on-screen show \(\d+:\d+\)|widescreen|custom|presentation|document|home|"
    r"normal\.dotm?|section|sheet\d?|layout|master|english|unknown|anonymous|exif|jfif|header|footer|left|right|"
    r"cent(?:er|re)|content ?type(?: ?id)?|image\d*\.[a-z]+|[a-z]+/[a-z.+-]+|[a-z]{2,3}(?:-[a-z0-9]{2,4})+"
)


@dataclass(slots=True)
class HiddenValues:
    """What to look for, and the words that everybody may see, in which the same values tell nothing."""

    names: set[str] = field(default_factory=set)
    """Names, addresses, places: what was written into properties."""
    sentences: set[str] = field(default_factory=set)
    """Words that somebody wrote for fewer readers: notes, comments, hidden slides."""
    given: set[str] = field(default_factory=set)
    """Names that a program gives, of fonts and styles, in small letters: nobody is to be taken for one."""
    seen: list[str] = field(default_factory=list)
    seen_later: list[Callable[[], Iterable[str]]] = field(default_factory=list)
    """More words that everybody may see, part by part, for each of which something has to be read again."""

    def to_look_for(self) -> list[str]:
        """The values worth looking for, longest first: long enough to mean something, and not seen by everybody."""
        worth = self.worth()
        told = self.seen_by_all({value.casefold() for value in worth})
        return [value for value in worth if value.casefold() not in told][:MOST_VALUES]

    def worth(self) -> list[str]:
        """The values that are long enough to mean something, longest first."""
        worth = {flat(value)[:_LONGEST] for value in self.names if _is_telling(flat(value), _SHORTEST_NAME)}
        worth |= {flat(v)[:_LONGEST] for v in self.sentences if _is_telling(flat(v), _SHORTEST_SENTENCE)}
        worth = {value for value in worth if not self._is_given(value.casefold())}
        return sorted(worth, key=lambda value: (-len(value), value))

    def _is_given(self, value: str) -> bool:
        return value in self.given or (" " in value and any(value in name for name in self.given))

    def seen_by_all(self, values: set[str]) -> set[str]:
        """Which of the values, in small letters, everybody sees. No more is read than it takes to find them."""
        left, at, length = set(values), 0, 1
        lines: Iterable[str] = self.seen
        while left:
            left -= among(left, _flat_lines(lines).casefold())
            if at >= len(self.seen_later):
                break
            lines = chain.from_iterable(read() for read in self.seen_later[at : at + length])
            at, length = at + length, 2 * length  # an author stands on the first slide, or nowhere
        return values - left


def among(values: Iterable[str], text: str, there: set[str] | None = None) -> set[str]:
    """Which of the values are in a text. Values have single blanks between their words; `there` are the text's words.

    Hundreds of values are looked for in a long text, and most are not there. A value need not be looked for if a word
    of it is nowhere in the text; nor, which takes longer to tell, if no three words in a row are the same.
    """
    wanted = {value: value.split(" ") for value in values}
    if len(wanted) < _WORTH_A_PASS or len(text) > _LONGEST_PASS:
        return {value for value in wanted if value in text}
    there = set(text.split()) if there is None else there
    every_word = "\n".join(there)  # in which outer words are found that are parts of longer ones
    found = {value for value, words in wanted.items() if len(words) == 1 and value in every_word}
    left = {
        value: words[1:-1]
        for value, words in wanted.items()
        if len(words) > 1 and there.issuperset(words[1:-1]) and words[0] in every_word and words[-1] in every_word
    }
    if len(left) >= _WORTH_A_SLOW_PASS:
        rows = {value: set(_rows(words)) for value, words in left.items()}
        in_a_row = set().union(*rows.values()).intersection(_rows(text.split()))
        return found | {value for value, needed in rows.items() if needed <= in_a_row and value in text}
    return found | {value for value in left if value in text}


def _rows(words: list[str]) -> Iterator[tuple[str, str, str]]:
    return zip(words, words[1:], words[2:], strict=False)


def _is_telling(value: str, shortest: int) -> bool:
    letters = sum(map(str.isalpha, value))
    is_long = len(value) >= shortest and (letters >= 3 or (shortest == _SHORTEST_NAME and len(value) >= 9))
    return is_long and _TELLING_NOTHING.fullmatch(value.casefold()) is None


def flat(value: str) -> str:
    """A value with single blanks between its words."""
    return " ".join(value.split())


def _flat_lines(lines: Iterable[str]) -> str:
    """Each line once, with single blanks between its words, and between two a mark that no value reaches across."""
    return flat(f" {_BETWEEN} ".join(dict.fromkeys(lines)))

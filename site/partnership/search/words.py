"""From what a reader types to words that are safe to look up, and from text to words that are fit to index.

Nothing a reader types reaches an engine as query syntax: only letters and digits pass.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

SHOWN_CHARACTERS = 200  # of a query; the rest is dropped
WORDS_A_QUERY = 12
WORD_CHARACTERS = 40
PREFIX_FROM = 3  # letters in a last word before it also matches longer words
SYNONYM_GROUPS = 3  # replaced in one query
WORDS_FOR_ONE_THING = 10

_NOT_SHOWN = re.compile(r"[\x00-\x1f\x7f\s]+")
_APOSTROPHE = re.compile(r"['’‘ʼ`]")
_NOT_A_WORD = re.compile(r"[\W_]+")
# Left out of a query that has other words. Single letters are kept: they name children and families ("Child Q").
_SMALL_WORDS = """
about an and are as at be been by can do does did for from had has have how if in is it its of on or our should so
that the their them there these they this to was we were what when where which who why will with you your
"""

# "7 minute briefing", "mental capacity 16": ages and lengths are written both ways.
_NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
)

Words = tuple[str, ...]


@dataclass(frozen=True)
class Phrase:
    """Words that stand together. With `is_prefix` the last may be the beginning of a longer one."""

    words: Words
    is_prefix: bool = False


@dataclass(frozen=True)
class Term:
    """One thing asked for, in any of several words for it: "DNA", "was not brought"."""

    phrases: tuple[Phrase, ...]


@dataclass(frozen=True)
class Query:
    """What was asked. `text` is fit to show again; without `terms` there is nothing to look for."""

    text: str
    terms: tuple[Term, ...] = ()

    @property
    def is_asked(self) -> bool:
        return bool(self.terms)

    @property
    def phrases(self) -> list[Phrase]:
        return [phrase for term in self.terms for phrase in term.phrases]


def plain(text: str) -> str:
    """Lower case, without accents, marks or punctuation: words with one space between, the same for every engine."""
    folded = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text)).casefold()
    bare = "".join(letter for letter in folded if not unicodedata.combining(letter))
    return _NOT_A_WORD.sub(" ", bare).strip()


def split(text: str) -> Words:
    """The words of `text`, none longer than 40 characters (engines refuse very long ones)."""
    return tuple(word[:WORD_CHARACTERS] for word in plain(text).split())


def index_text(*texts: str) -> str:
    """What an engine is given to index."""
    return " ".join(" ".join(split(text)) for text in texts)


def shown(text: str) -> str:
    """What was typed, on one line, at most 200 characters, fit to show again."""
    return _NOT_SHOWN.sub(" ", text[: SHOWN_CHARACTERS * 2]).strip()[:SHOWN_CHARACTERS]


def read_query(text: str, same_words: Iterable[Iterable[str]] = ()) -> Query:
    """What `text` asks for.

    `same_words`: groups of labels for one thing, as editors write them. Where the query holds one of a group, the
    others are looked for as well; so is a number in letters where it is in figures, and the other way round.
    """
    text = shown(text)
    words = split(text)[:WORDS_A_QUERY]
    terms: list[Term] = []
    groups = {label: group for group in map(_labels, [*_numbers(), *same_words]) for label in group}
    position = replaced = 0
    while position < len(words):
        label = _label_at(words, position, groups) if replaced < SYNONYM_GROUPS else ()
        if label:
            others = sorted(groups[label] - {label})[: WORDS_FOR_ONE_THING - 1]
            terms.append(Term((Phrase(label), *map(Phrase, others))))
            replaced += 1
        else:
            last = position == len(words) - 1
            terms.append(Term((Phrase((words[position],), is_prefix=last and len(words[position]) >= PREFIX_FROM),)))
        position += len(label) or 1
    return Query(text, tuple(dict.fromkeys(_without_small_words(terms))))


def _numbers() -> list[tuple[str, str]]:
    return [(str(number), name) for number, name in enumerate(_NUMBERS, start=1)]


def loosened(query: Query) -> Query:
    """For when nothing has every word: single letters go too, or they would match nearly everything."""
    longer = tuple(term for term in query.terms if len(term.phrases[0].words[0]) > 1 or len(term.phrases[0].words) > 1)
    return Query(query.text, longer or query.terms)


def _labels(group: Iterable[str]) -> frozenset[Words]:
    return frozenset(label for label in map(split, group) if label)


def _label_at(words: Words, start: int, groups: dict[Words, frozenset[Words]]) -> Words:
    """The longest label that the words from `start` spell out, or nothing."""
    for end in range(len(words), start, -1):
        if words[start:end] in groups:
            return words[start:end]
    return ()


def _without_small_words(terms: list[Term]) -> list[Term]:
    small = frozenset(_SMALL_WORDS.split())
    kept = [term for term in terms if term.phrases[0].words[0] not in small or len(term.phrases[0].words) > 1]
    return kept or terms

"""Shows where a result holds what was asked for: `<mark>` round the words, everything else escaped."""

import re
from collections.abc import Iterable, Iterator

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from media.words import PAGE_BREAK
from partnership.search.words import Phrase

EXCERPT_CHARACTERS = 240
BEFORE_CHARACTERS = 80  # shown before the first hit

# What may follow the part of a word that its forms share: "neglect", "neglected", "neglecting". For showing only:
# which entries match is the engine's business.
_ENDINGS = r"(?:s|es|ed|d|e|er|ers|ing|ings|ly|y|ies|ied|ment|ments)?"
_ENDING = re.compile(r"(?:ings?|ies|ied|ments?|ed|es|ers?|e|s|y)$")
_NOTHING = re.compile(r"(?!)")


def pattern(phrases: Iterable[Phrase]) -> re.Pattern[str]:
    """Finds any of the phrases, in any of their words' forms, wherever a text holds one."""
    found = "|".join(
        rf"\b{_written(phrase)}" for phrase in sorted(phrases, key=lambda one: len(one.words), reverse=True)
    )
    return re.compile(found, re.IGNORECASE) if found else _NOTHING


def marked(text: str, wanted: re.Pattern[str]) -> SafeString:
    """`text`, escaped, with `<mark>` round what is wanted."""
    return format_html_join("", "{}", ((piece,) for piece in _pieces(text, wanted)))


def excerpt(texts: Iterable[str], wanted: re.Pattern[str]) -> SafeString:
    """The part of the first text that holds what is wanted, else the beginning of the first text that says anything."""
    said = [" ".join(text.split()) for text in texts if text.strip()]
    for text in said:
        if match := wanted.search(text):
            return marked(_around(text, match.start()), wanted)
    return marked(_around(said[0], 0), wanted) if said else SafeString("")


def page_of(text: str, wanted: re.Pattern[str]) -> int | None:
    """The page on which a text with a page break before each of several pages says what is wanted, if it does."""
    match = wanted.search(text) if text.count(PAGE_BREAK) > 1 else None
    return text.count(PAGE_BREAK, 0, match.start()) or None if match else None


def _written(phrase: Phrase) -> str:
    words = [_stem(word) + _ENDINGS + r"\b" for word in phrase.words]
    if phrase.is_prefix:
        words[-1] = _stem(phrase.words[-1]) + r"\w*"
    return r"[\W_]+".join(words)


def _stem(word: str) -> str:
    short = _ENDING.sub("", word)
    return re.escape(short if len(short) > 2 else word)


def _around(text: str, start: int) -> str:
    """A window of `text` about a place in it, cut between words."""
    begin = max(0, start - BEFORE_CHARACTERS) if len(text) > EXCERPT_CHARACTERS else 0
    if begin:
        begin = text.find(" ", begin, start) + 1 or begin
    window = text[begin : begin + EXCERPT_CHARACTERS]
    if begin + EXCERPT_CHARACTERS < len(text):
        window = window.rsplit(" ", 1)[0] + " …"
    return ("… " if begin else "") + window


def _pieces(text: str, wanted: re.Pattern[str]) -> Iterator[str | SafeString]:
    end = 0
    for match in wanted.finditer(text):
        yield text[end : match.start()]
        yield format_html("<mark>{}</mark>", match.group())
        end = match.end()
    yield text[end:]

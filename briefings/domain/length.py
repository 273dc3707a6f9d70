"""How long a briefing is, section by section, and how hard to read."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail.blocks.stream_block import StreamValue

from briefings.enums import Preset
from briefings.presets import HEADINGS, PROMPTS
from briefings.words import count_words, minutes_aloud, plain_text
from learning.reading_age import reading_age

if TYPE_CHECKING:
    from briefings.models import BriefingPage


@dataclass(frozen=True)
class Length:
    """Of one section, or of all together. `reading_age`: years, None where there is too little to tell."""

    heading: str
    words: int
    reading_age: int | None
    prompt: str = ""

    @property
    def minutes(self) -> float:
        return minutes_aloud(self.words)


def lengths(sections: StreamValue) -> list[Length]:
    """One for each section: what is read aloud, which is its heading and text and no note."""
    return [_length(*texts) for texts in _texts(sections)]


def whole_length(sections: StreamValue) -> Length:
    """Of all sections together."""
    texts = list(_texts(sections))
    words = sum(count_words(f"{heading} {body}") for heading, body in texts)
    return Length("", words, reading_age("".join(body for _heading, body in texts)))


def words_in(briefing: "BriefingPage") -> list[tuple[str, str]]:
    """(where, plain text) of everything that is printed: title, introduction, notes and each section."""
    found = [("", briefing.title), ("", briefing.introduction), ("", briefing.facilitator_note)]
    for block in briefing.sections:
        heading, body, note = block.value["heading"], block.value["body"], block.value["facilitator_note"]
        found += [(heading, text or "") for text in (heading, plain_text(body.source if body else ""), note)]
    return found


def _texts(sections: StreamValue) -> list[tuple[str, str]]:
    return [
        (block.value["heading"] or "", block.value["body"].source if block.value["body"] else "") for block in sections
    ]


def _length(heading: str, body: str) -> Length:
    return Length(heading, count_words(f"{heading} {body}"), reading_age(body), PROMPT_OF.get(heading.strip(), ""))


# The same heading in two presets asks for the same, or for nearly the same: the first is shown.
PROMPT_OF: dict[str, str] = {
    heading: prompt
    for preset in reversed(Preset)
    for heading, prompt in zip(HEADINGS[preset], PROMPTS[preset], strict=True)
}

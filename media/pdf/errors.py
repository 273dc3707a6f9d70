"""What can go wrong while a PDF is made, in words that say what to do next."""

from __future__ import annotations


class TypesettingError(Exception):
    """The root of every error this package raises; also raised itself when Typst refuses a document."""


class TooLong(TypesettingError):
    """A briefing does not fit on its paper at the smallest size allowed.

    `words_over` is how many words to cut: found by setting shorter copies, so a close guide, never less than 1. `room`
    is the paper it must fit on ("two pages", "a poster").
    """

    def __init__(self, words_over: int, room: str = "two pages") -> None:
        self.words_over = words_over
        self.room = room
        unit = "word" if words_over == 1 else "words"
        super().__init__(f"This briefing is longer than {room}. Cut about {words_over} {unit} and try again.")

    def __reduce__(self) -> tuple[type[TooLong], tuple[int, str]]:
        """So that it can be kept, and raised again for whoever asks next."""
        return TooLong, (self.words_over, self.room)

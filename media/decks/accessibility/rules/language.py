"""All text is marked with its language, so that it is read aloud in the right voice.

WCAG 2.2, 3.1.1 and 3.1.2 (Language of Page, of Parts): https://www.w3.org/WAI/WCAG22/Understanding/language-of-page
"""

from collections.abc import Iterator

from media.decks.accessibility.findings import Problem, Weight
from media.decks.accessibility.slide import CheckedSlide, quoted


def check(slide: CheckedSlide) -> Iterator[Problem]:
    """Whether some text has no language, neither its own nor an inherited one."""
    unmarked = next((run for run in slide.runs if not run.look.language), None)
    if unmarked is not None:
        yield slide.problem(
            "no_language",
            f"Set the language of the text on {slide.called}, for instance of {quoted(unmarked.words)}: select it, "
            "then Review, Language, Set Proofing Language.",
            Weight.HARD,
        )

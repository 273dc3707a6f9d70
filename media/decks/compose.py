"""A slide deck made from a review's learning points: what each slide says, and the finished file.

The same content gives the same bytes. Every slide has its own title and speaker notes; text that does not fit goes on
to a continuation slide, it is never shrunk below 20 pt. Any field may be empty.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from media.decks.deck_writer import DeckProperties, written_deck
from media.decks.house_layouts import Layout
from media.decks.slide_plan import SlidePlan, fitted_slides, plain_line
from media.decks.text_fit import Line
from media.decks.usual_slides import FICTIONAL, HelpContact, care_slide, help_slide, usual_footer

UNTITLED = "Learning from reviews"
MOST_QUESTIONS = 3  # to take back; more of them would be taken back by nobody
SECTION_FROM = 3  # points; with fewer, an opening slide for them is one slide too many


@dataclass(frozen=True)
class PointSlide:
    """One learning point. The finding is shown; the question and the change are for whoever speaks."""

    title: str
    found: str = ""
    change: str = ""
    question: str = ""
    good_practice: bool = False
    seen_in: str = ""


@dataclass(frozen=True)
class Source:
    """Where the learning comes from: a title, who published it and when, and a web address if it may be linked."""

    title: str
    detail: str = ""
    url: str = ""


@dataclass(frozen=True)
class CaseInBrief:
    """What happened, a paragraph a line, and a few facts beside it, each with its name."""

    story: str = ""
    facts: Sequence[tuple[str, str]] = ()


@dataclass(frozen=True, kw_only=True)
class DeckContent:
    """Everything a deck is made from. Only `made_at` reaches the file's dates; without it the file has none."""

    title: str
    subtitle: str = ""
    partnership: str = ""
    review_label: str = ""
    case: CaseInBrief = CaseInBrief()
    themes: Sequence[str] = ()
    points: Sequence[PointSlide] = ()
    sources: Sequence[Source] = ()
    help_contacts: Sequence[HelpContact] = ()
    edition: str = ""
    content_warning: str = ""
    is_fictional: bool = False
    made_at: datetime | None = None


@dataclass
class _Numbering:
    """Which learning point a slide is about, of how many."""

    of: int
    at: int = field(default=0)

    def next_label(self, point: PointSlide) -> str:
        self.at += 1
        name = "Good practice" if point.good_practice else "Learning point"
        return f"{name}, {self.at} of {self.of}" if point.good_practice else f"{name} {self.at} of {self.of}"


def compose_deck(content: DeckContent) -> bytes:
    """The deck as a .pptx file: title, care, case, a slide a learning point, themes, what to do, sources, help."""
    properties = DeckProperties(
        title=plain_line(content.title) or UNTITLED,
        author=plain_line(content.partnership),
        subject=plain_line(content.review_label),
        keywords="; ".join(plain_line(theme) for theme in content.themes),
        made_at=content.made_at,
    )
    return written_deck(
        fitted_slides(_planned(content)),
        properties,
        footer=usual_footer(content.partnership, is_fictional=content.is_fictional),
    )


def _planned(content: DeckContent) -> Iterator[SlidePlan]:
    yield _title_slide(content)
    yield care_slide(content.content_warning)
    if content.case.story.strip():
        yield _case_slide(content.case)
    yield from _point_slides(content.points)
    if content.themes:
        yield _themes_slide(content.themes)
    yield _activity_slide()
    if questions := _own_questions(content.points):
        yield _questions_slide(questions)
    if content.sources:
        yield _sources_slide(content.sources)
    yield help_slide(content.help_contacts)


def _title_slide(content: DeckContent) -> SlidePlan:
    signature = " · ".join(text for text in (content.partnership, content.edition) if text)
    about = [f"{content.review_label}." if content.review_label else "", f"{signature}." if signature else ""]
    return SlidePlan(
        Layout.COVER,
        title=plain_line(content.title) or UNTITLED,
        kicker=content.review_label,
        lines=(Line(content.subtitle),),
        footnote=signature,
        label=FICTIONAL if content.is_fictional else "",
        notes=(
            " ".join(text for text in about if text),
            FICTIONAL if content.is_fictional else "",
            "Before you start: check for a newer edition of these slides, and read the notes under each slide. "
            "They hold what should change, a question to discuss and a way to lead it.",
        ),
    )


def _case_slide(case: CaseInBrief) -> SlidePlan:
    return SlidePlan(
        Layout.CASE,
        title="What happened",
        kicker="Case in brief",
        lines=tuple(Line(paragraph) for paragraph in case.story.splitlines()),
        aside=tuple(Line(value, lead=f"{name}:") for name, value in case.facts if value),
        notes=(
            "Give people time to read this for themselves, then allow a minute of quiet before you go on.",
            "Say no more about the family than is written here, and do not guess at who they are.",
        ),
    )


def _point_slides(points: Sequence[PointSlide]) -> Iterator[SlidePlan]:
    if not points:
        yield SlidePlan(
            Layout.BULLETS,
            title="What was learned",
            lines=(Line("No learning points have been published for this review yet."),),
            notes=("Download these slides again when they have: each learning point will have a slide of its own.",),
        )
        return
    if len(points) >= SECTION_FROM:
        yield _opening_slide(points)
    numbering = _Numbering(of=len(points))
    for point in points:
        yield _point_slide(point, numbering.next_label(point))


def _opening_slide(points: Sequence[PointSlide]) -> SlidePlan:
    good = sum(point.good_practice for point in points)
    of_them = {0: "", 1: ", one of them good practice"}.get(good, f", {good} of them good practice")
    return SlidePlan(
        Layout.SECTION,
        title="What was learned",
        lines=(Line(f"{len(points)} learning points{of_them}"),),
        notes=(
            "Choose the points that matter most to the people in the room. Three points discussed well are worth "
            "more than all of them read out.",
        ),
    )


def _point_slide(point: PointSlide, label: str) -> SlidePlan:
    if point.good_practice:
        lead = "Read it aloud, then ask: where does this already happen here, and what lets it happen?"
    else:
        lead = (
            "Read the finding aloud. Give people two minutes on their own with the question, then five in pairs. "
            "Ask each pair for one thing they will do."
        )
    question = point.question or "Where could this happen in our own work, and what would stop it?"
    return SlidePlan(
        Layout.POINT,
        title=plain_line(point.title) or label,
        kicker=label,
        lines=tuple(Line(paragraph) for paragraph in point.found.splitlines()),
        footnote=point.seen_in,
        notes=(
            f"What should change: {point.change}" if point.change else "",
            f"Question to discuss: {question}",
            f"How to lead this: {lead}",
        ),
    )


def _themes_slide(themes: Sequence[str]) -> SlidePlan:
    return SlidePlan(
        Layout.BULLETS,
        title="Themes",
        lines=tuple(Line(theme) for theme in themes),
        notes=("Ask: which of these do we meet most often in our own work? Which do we find hardest to talk about?",),
    )


def _activity_slide() -> SlidePlan:
    return SlidePlan(
        Layout.ACTIVITY,
        title="What will we do differently?",
        kicker="Activity",
        label="10 minutes",
        lines=(
            Line("On your own, write down what struck you most and one thing you will do this week, with a date."),
            Line("In pairs: what has to change in your team or agency to make it possible, and who will see to it?"),
            Line("Together: how will we know that it has made a difference for children?"),
        ),
        footnote="Two minutes, then four, then four.",
        notes=(
            "Allow at least ten minutes. Ask everybody to write down one action with a date before they speak.",
            "Afterwards, record the session: how many people came from each agency, and what they said they "
            "would change. No names are needed.",
        ),
    )


def _own_questions(points: Sequence[PointSlide]) -> list[str]:
    """The questions of the points, in their order, each once."""
    return list(dict.fromkeys(question for point in points if (question := plain_line(point.question))))


def _questions_slide(questions: Sequence[str]) -> SlidePlan:
    further = len(questions) > MOST_QUESTIONS
    return SlidePlan(
        Layout.QUESTION,
        title="A question to take back to your team" if len(questions) == 1 else "Questions to take back to your team",
        lines=tuple(Line(question) for question in questions[:MOST_QUESTIONS]),
        notes=(
            "Ask everybody to choose one question for their next team meeting, and to say when that is.",
            "These are the questions of the first learning points; the others are in the notes under their slides. "
            "Put in their place the ones that matter most to the people in the room."
            if further
            else "",
        ),
    )


def _sources_slide(sources: Sequence[Source]) -> SlidePlan:
    return SlidePlan(
        Layout.SOURCES,
        title="Sources",
        lines=tuple(Line(source.detail, lead=source.title, url=source.url) for source in sources),
        notes=("Everything in these slides comes from what is listed here. Read the originals where you can.",),
    )

"""A ready-made running order for whoever starts with nothing but a number of minutes. Its minutes add up exactly."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from learning.models import LearningPoint
from training.domain.session_words import SegmentIdea, SegmentWords
from training.enums import Depth, Mode, SegmentKind

BREAK_AFTER = 90  # minutes: a longer session has a break
LUNCH_AFTER = 300
BREAK, LUNCH = 10, 45
MINUTES_A_POINT = 20
MOST_POINTS = 6  # of one session: people remember few things
MOST_CHOSEN = 24
ACTIVITY_FROM = 45  # minutes a point, from which people try something out as well


@dataclass(frozen=True)
class _Frame:
    """The minutes at both ends of a session."""

    welcome: int
    evaluation: int
    close: int

    @property
    def minutes(self) -> int:
        return self.welcome + self.evaluation + self.close


def points_that_fit(minutes: int) -> int:
    """How many learning points a session of that length can do justice to."""
    return max(1, min(MOST_POINTS, _core(minutes) // MINUTES_A_POINT))


def most_points(minutes: int) -> int:
    """How many can be named in a session of that length, at five minutes each, by whoever chose them."""
    return max(1, min(MOST_CHOSEN, _core(minutes) // 5))


def suggest_running_order(
    minutes: int, points: Sequence[LearningPoint], *, content_warning: str, size: int | None = None, mode: str = ""
) -> list[SegmentIdea]:
    """Welcome with care words, points with discussion, breaks, evaluation and close: `minutes` (5 or more) in all.

    Uses the points in their order, `most_points` at most; where there is none, people bring a case of their own.
    """
    frame, chosen = _frame(minutes), list(points[: most_points(minutes)])
    blocks = _blocks(_core(minutes), chosen, _how_people_talk(size, mode))
    ideas = [_idea(SegmentKind.WELCOME, _("Welcome"), frame.welcome, content_warning, _WELCOME_NOTES())]
    ideas += _with_breaks(blocks, _breaks(minutes))
    if frame.evaluation:
        text = _("What will you do differently? Fill in the feedback form before you leave.")
        ideas.append(_idea(SegmentKind.EVALUATION, _("What we take away"), frame.evaluation, text))
    close = _("Where to get support, and what happens next.")
    notes = _("Say again who supports people after this session, and look for anybody who left or fell silent.")
    ideas.append(_idea(SegmentKind.CLOSE, _("Close"), frame.close, close, notes))
    return ideas


def _WELCOME_NOTES() -> str:  # noqa: N802 - read when it is needed, in the reader's language
    return _(
        "Read the content warning out before anything else. Say how long it takes, when there is a break, that people may "
        "step out without giving a reason, and that nobody need speak of what happened to them."
    )


def _frame(minutes: int) -> _Frame:
    if minutes < 15:
        return _Frame(1, 0, 1)
    if minutes < 30:
        return _Frame(2, 2, 1)
    if minutes < 60:
        return _Frame(5, 3, 2)
    return _Frame(5, 5, 5)


def _breaks(minutes: int) -> list[int]:
    """One for every 90 minutes and what is over; in a long day, the middle one is lunch."""
    if minutes <= BREAK_AFTER:
        return []
    breaks = [BREAK] * min(MOST_POINTS - 1, (minutes - 1) // BREAK_AFTER)
    if minutes >= LUNCH_AFTER:
        breaks[len(breaks) // 2] = LUNCH
    return breaks


def _core(minutes: int) -> int:
    """What is left for the learning."""
    return minutes - _frame(minutes).minutes - sum(_breaks(minutes))


def _blocks(core: int, points: Sequence[LearningPoint], talk: str) -> list[list[SegmentIdea]]:
    """What is done without a break, `core` minutes in all: a learning point each."""
    if not points:
        return _case_of_their_own(core, talk)
    shares = _shares(core, len(points))
    return [_of_point(point, share, talk) for point, share in zip(points, shares, strict=True)]


def _of_point(point: LearningPoint, minutes: int, talk: str) -> list[SegmentIdea]:
    if minutes < 6:
        return [_passed_on(point, minutes)]
    question = point.question or _("Where does this show in our practice? What would we do differently?")
    if minutes < ACTIVITY_FROM:
        taught = _round(minutes * 2 // 5)
        return [_passed_on(point, taught), _discussion(minutes - taught, question, talk)]
    taught, tried = _round(minutes * 3 // 10), _round(minutes * 4 // 10)
    return [
        _passed_on(point, taught),
        _idea(
            SegmentKind.ACTIVITY,
            _("Try it out"),
            tried,
            _("Take a case you know, without names. What would you ask, say or write down now? Try it on one another."),
            point.change,
        ),
        _discussion(minutes - taught - tried, question, talk),
    ]


def _case_of_their_own(core: int, talk: str) -> list[list[SegmentIdea]]:
    text = _("Bring to mind a case of your own, without names. What worked, and what would you do differently?")
    if core < 6:
        return [[_idea(SegmentKind.ACTIVITY, _("A case of our own"), core, text)]]
    alone = _round(core * 2 // 5)
    together = _discussion(core - alone, _("What do our cases have in common?"), talk)
    return [[_idea(SegmentKind.ACTIVITY, _("A case of our own"), alone, text)], [together]]


def _with_breaks(blocks: list[list[SegmentIdea]], breaks: list[int]) -> list[SegmentIdea]:
    """Breaks between blocks, as evenly as it goes; where there are too few blocks, inside them."""
    parts = blocks if len(blocks) > len(breaks) else [[idea] for idea in _halved(blocks, len(breaks) + 1)]
    ideas: list[SegmentIdea] = []
    for n, part in enumerate(parts):
        for number, minutes in enumerate(breaks, 1):
            if n == (number * len(parts) + len(breaks)) // (len(breaks) + 1):  # rounded up
                title = _("Lunch") if minutes == LUNCH else _("Break")
                ideas.append(_idea(SegmentKind.BREAK, title, minutes))
        ideas += part
    return ideas


def _halved(blocks: list[list[SegmentIdea]], least: int) -> list[SegmentIdea]:
    """The parts one by one; the longest is cut in two until there are enough of them to put breaks between."""
    ideas = [idea for block in blocks for idea in block]
    while len(ideas) < least:
        at = max(range(len(ideas)), key=lambda n: ideas[n].words.minutes)
        idea, half = ideas[at], ideas[at].words.minutes // 2
        first = SegmentIdea(idea.kind, _lasting(idea.words, half), idea.point)
        second_kind = SegmentKind.DISCUSSION if idea.point else idea.kind
        second = SegmentIdea(second_kind, _lasting(idea.words, idea.words.minutes - half))
        ideas[at : at + 1] = [first, second]
    return ideas


def _lasting(words: SegmentWords, minutes: int) -> SegmentWords:
    return SegmentWords(words.title, minutes, words.text, words.notes, words.depth)


def _shares(core: int, count: int) -> list[int]:
    """`core` minutes in `count` parts, of whole fives as far as that goes; the last ones take what is over."""
    step = 5 if core // count >= 10 else 1
    shares = [core // count // step * step] * count
    over = core - sum(shares)
    for n in range(over // step):
        shares[-1 - n % count] += step
    shares[-1] += over % step
    return shares


def _round(minutes: int) -> int:
    """To the nearest five, where it is long enough for that to be worth it."""
    return (minutes + 2) // 5 * 5 if minutes >= 8 else max(1, minutes)


def _how_people_talk(size: int | None, mode: str) -> str:
    if mode in (Mode.E_LEARNING, Mode.RECORDED):
        return _("On your own: write your answer down, and take it to your next supervision.")
    if mode == Mode.LIVE_ONLINE and (size is None or size > 6):
        return _("In breakout rooms of four to six, then each room says one thing to all.")
    if size is not None and size <= 6:
        return _("All together.")
    return _("In groups of four to six from different agencies, then each group says one thing to all.")


def _passed_on(point: LearningPoint, minutes: int) -> SegmentIdea:
    return SegmentIdea(SegmentKind.POINT, SegmentWords(minutes=minutes, depth=Depth.TAUGHT), point)


def _discussion(minutes: int, question: str, talk: str) -> SegmentIdea:
    return _idea(SegmentKind.DISCUSSION, _("Talk about it"), minutes, question, talk)


def _idea(kind: SegmentKind, title: str, minutes: int, text: str = "", notes: str = "") -> SegmentIdea:
    return SegmentIdea(kind, SegmentWords(title=title, minutes=minutes, text=text, notes=notes))

"""Slides that every deck of the house has, whatever it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from media.decks.house_layouts import Layout
from media.decks.slide_plan import SlidePlan, fitted_footer
from media.decks.text_fit import Line

FICTIONAL = "Fictional: written for training. No real child, family or place is described."
FICTIONAL_FOOTER = "Fictional"


@dataclass(frozen=True)
class HelpContact:
    """A service that helps, and how to reach it."""

    name: str
    detail: str = ""
    url: str = ""


def usual_footer(partnership: str, *, is_fictional: bool) -> str:
    """What stands at the foot of every slide."""
    return fitted_footer(" · ".join(text for text in (FICTIONAL_FOOTER if is_fictional else "", partnership) if text))


def care_slide(content_warning: str) -> SlidePlan:
    """Before anything else is shown: what is to come, and that nobody has to stay."""
    return SlidePlan(
        Layout.BULLETS,
        title="Before we start: looking after yourselves",
        lines=(
            Line(content_warning),
            Line("This learning may be close to home. You can step out at any time; nobody will ask why."),
            Line("We are here to learn, not to blame. What is said about families and colleagues stays in the room."),
            Line("If something worries you about a child, tell the person leading this session before you leave."),
        ),
        notes=(
            "Say this slowly, before anything else. Tell people where they can go if they step out, and who will "
            "check on them.",
            "If somebody tells you about harm to a child, now or in the past: stop, listen, promise nothing you "
            "cannot keep, and follow your safeguarding procedure today.",
        ),
    )


def help_slide(contacts: Sequence[HelpContact]) -> SlidePlan:
    """The last slide. It says by itself, above all others, to call 999."""
    return SlidePlan(
        Layout.HELP,
        title="Where to get help",
        label="If a child is in danger now: call 999.",
        lines=(
            Line("Tell your manager or your safeguarding lead today.", lead="If you are worried about a child:"),
            *(Line(contact.detail, lead=contact.name, url=contact.url) for contact in contacts),
        ),
        notes=(
            "Leave this slide up while people are leaving. Stay behind for ten minutes, for those who want to talk.",
        ),
    )

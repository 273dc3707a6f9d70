"""Slides ticked in the builder's second column, carried along until they are put in: whatever else is pressed, none is lost.

The page's address has them ("ticked=12.15", and "ticked=0" where each tick was taken away), so that nothing is stored, and
two plans that are open side by side do not mix.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from learning.slides.tray import MOST_CHOSEN, Tray
from media.models import Slide

TICKED, BOX, SLIDES = "ticked", "put-slide", "slides"
NONE = "0"


@dataclass(frozen=True, slots=True)
class SlideToTick:
    slide: Slide
    is_ticked: bool


def ticked_slides(query: QueryDict) -> list[int] | None:
    """Their ids, as the page's boxes were sent or as its address has them; None where nobody has looked at the boxes yet."""
    if "whole" in query and query.get("find") == SLIDES:
        sent = query.getlist(BOX)
    elif TICKED in query:
        sent = query.get(TICKED, "").split(".")
    else:
        return None
    # Fifteen digits fit any database; a longer number is none of ours.
    keys = [int(one) for one in sent if one.isascii() and one.isdigit() and len(one) < 16]
    return [key for key in dict.fromkeys(keys) if key][:MOST_CHOSEN]


def ticked_text(request: HttpRequest, ticked: list[int] | None) -> str:
    """For the address. That none is ticked has to be said only where some are ticked by themselves: those of the library."""
    if ticked is None:
        return ""
    return ".".join(map(str, ticked)) or (NONE if Tray(request).keys else "")


def to_tick(slides: Iterable[Slide], ticked: list[int] | None, *, usually: bool = False) -> list[SlideToTick]:
    """`usually` is how a box stands that nobody has touched."""
    return [SlideToTick(slide, usually if ticked is None else slide.pk in ticked) for slide in slides]

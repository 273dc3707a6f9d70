"""Whether a chosen colour can be read everywhere it would be used, and the nearest one that can."""

import math
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from partnership.home.look.colour import contrast, nearest
from partnership.home.look.derive import all_tokens
from partnership.home.look.pairs import PAIRS, SHAPE, TEXT, Pair
from partnership.home.look.palette import house_tokens

LOOK_MODES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Use:
    """Where a chosen colour is used just as it was chosen: against which token of the house, and how clearly."""

    what: Promise
    against: str
    needs: float


USES_OF_MAIN = (
    Use(_("as text on the page"), "paper", TEXT),
    Use(_("as text on a white box"), "surface", TEXT),
    Use(_("as text on the band behind a title"), "sunk", TEXT),
    Use(_("behind the words on a button"), "on-button", TEXT),
)
USES_OF_ACCENT = (
    Use(_("as a line on the page"), "paper", SHAPE),
    Use(_("as a line on a white box"), "surface", SHAPE),
    Use(_("as a line on the band behind a title"), "sunk", SHAPE),
)


def problem_with(colour: str, uses: tuple[Use, ...]) -> str:
    """A sentence that names the first use in which the colour cannot be made out, and the nearest that can; "" if none."""
    house = house_tokens("light")
    short = [use for use in uses if contrast(colour, house[use.against]) < use.needs]
    if not short:
        return ""
    worst = min(short, key=lambda use: contrast(colour, house[use.against]) / use.needs)
    against = house[worst.against]
    return say(
        "%(colour)s %(what)s (%(against)s) has a contrast of %(ratio).1f to 1, and needs %(needs)s. The nearest colour "
        "that can be read everywhere is %(nearest)s."
    ) % {
        "colour": colour,
        "what": worst.what,
        "against": against,
        "ratio": math.floor(10 * contrast(colour, against)) / 10,  # never rounded up to what is needed
        "needs": f"{worst.needs:g}",
        "nearest": nearest_that_passes(colour, uses),
    }


def nearest_that_passes(colour: str, uses: tuple[Use, ...]) -> str:
    """The colour of that hue, nearest in lightness, that can be made out in every one of those uses."""
    house = house_tokens("light")
    return nearest(colour, lambda one: all(contrast(one, house[use.against]) >= use.needs for use in uses))


@dataclass(frozen=True, slots=True)
class Contrast:
    """One pair as a page shows it: its contrast in light and in dark."""

    pair: Pair
    light: float
    dark: float

    @property
    def holds(self) -> bool:
        return min(self.light, self.dark) >= self.pair.needs


def contrasts(main: str, accent: str) -> list[Contrast]:
    """Every pair with these colours, the one that has least to spare first. "" is the house's colour."""
    light, dark = (all_tokens(mode, main, accent) for mode in LOOK_MODES)
    found = [Contrast(pair, pair.ratio(light), pair.ratio(dark)) for pair in PAIRS]
    return sorted(found, key=lambda one: min(one.light, one.dark) / one.pair.needs)

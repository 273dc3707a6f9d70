"""All colours of a partnership's look from the one or two it has chosen.

The chosen main colour is used as it is where it stands on light paper and under light words; every other shade is found
from it, in its own hue, by how much it must stand out. So one choice gives light and dark, and more contrast where a
reader's system asks for more. The site's own high contrast mode has colours of its own and takes none of these.
"""

from collections.abc import Callable

from partnership.home.look.colour import Oklch, contrast, lowest_contrast, nearest
from partnership.home.look.pairs import MUCH, SHAPE, TEXT, Tokens
from partnership.home.look.palette import house_tokens

PAPERS = ("paper", "surface", "sunk")
SPARE = 0.15  # asked for above what is needed, for what rounding takes away


def derived(mode: str, main: str, accent: str, *, more: bool = False) -> dict[str, str]:
    """The tokens that differ from the house's in that mode: "light" or "dark". A colour that is "" changes nothing.

    `more` is for readers whose system asks for more contrast: text in the partnership's colours then has 7 to 1.
    """
    house = house_tokens(mode)
    found: dict[str, str] = {}
    if main:
        found |= (_main_in_dark if mode == "dark" else _main_in_light)(main, house, MUCH if more else TEXT)
    if accent:
        found |= _accent(accent, {**house, **found}, mode, MUCH if more else SHAPE)
    return found


def all_tokens(mode: str, main: str, accent: str, *, more: bool = False) -> dict[str, str]:
    """Every token of that mode, the partnership's own before the house's."""
    return {**house_tokens(mode), **derived(mode, main, accent, more=more)}


def on_paper(main: str) -> dict[str, str]:
    """For print: the main colour, dark enough for a poor printer."""
    return {"teal": nearest(main, _stands_out(["#ffffff"], MUCH)), "teal-line": main, "button": main} if main else {}


def _main_in_light(main: str, house: Tokens, text: float) -> dict[str, str]:
    papers = [house[paper] for paper in PAPERS]
    own = nearest(main, _stands_out(papers, text)) if text > TEXT else main
    pale = nearest(main, _stands_out([own, house["ink"]], text, MUCH), start=0.94, most_chroma=0.03)
    return {
        "teal": own,
        "link": own,
        "link-hover": nearest(own, _stands_out([*papers, pale], MUCH + 2), start=Oklch.of(own).lightness * 0.7),
        "teal-pale": pale,
        "teal-line": nearest(main, _stands_out(papers, SHAPE), start=min(Oklch.of(main).lightness + 0.12, 0.62)),
        "button": main,
        "button-line": main,
        "button-hover": nearest(main, _stands_out([house["on-button"]], MUCH), start=Oklch.of(main).lightness * 0.7),
        **_bands(main, house, deep=min(0.32, Oklch.of(main).lightness)),
    }


def _main_in_dark(main: str, house: Tokens, text: float) -> dict[str, str]:
    papers = [house[paper] for paper in PAPERS]
    light = nearest(main, _stands_out(papers, max(text, 6.0)), start=0.83, most_chroma=0.11)
    return {
        "teal": light,
        "link": light,
        "link-hover": nearest(main, _stands_out(papers, MUCH), start=0.93, most_chroma=0.06),
        "teal-pale": nearest(main, _stands_out([light, house["ink"]], TEXT, MUCH), start=0.32, most_chroma=0.05),
        "teal-line": nearest(main, _stands_out(papers, SHAPE), start=0.65, most_chroma=0.1),
        "button": main,
        "button-line": nearest(main, _stands_out(papers, SHAPE), start=0.65, most_chroma=0.1),
        "button-hover": nearest(main, _stands_out([house["on-button"]], MUCH), start=Oklch.of(main).lightness * 0.7),
        **_bands(main, house, deep=min(0.28, Oklch.of(main).lightness)),
    }


def _bands(main: str, house: Tokens, *, deep: float) -> dict[str, str]:
    """The strip, the head of the home page and the foot: near black in the partnership's hue, words light on it."""
    light_things = [house["on-teal"], house["focus"], house["bright"]]
    band = nearest(main, _stands_out(light_things, MUCH + 1, SHAPE, SHAPE), start=deep, most_chroma=0.08)
    return {
        "teal-deep": band,
        "on-teal-soft": nearest(main, _stands_out([band], MUCH), start=0.87, most_chroma=0.03),
        "leave-ink": band,
        "hero-art": Oklch.of(main).at(0.74, 0.07),
    }


def _accent(accent: str, tokens: Tokens, mode: str, shape: float) -> dict[str, str]:
    papers = [tokens[paper] for paper in PAPERS]
    dark = mode == "dark"
    line = nearest(accent, _stands_out(papers, max(TEXT, shape)), start=0.78) if dark else accent
    if not dark and shape > SHAPE:
        line = nearest(accent, _stands_out(papers, TEXT))
    readable = [tokens["ink"], tokens["link"], line]
    pale = nearest(accent, _stands_out(readable, MUCH, TEXT, SHAPE), start=0.28 if dark else 0.955, most_chroma=0.045)
    bright = nearest(
        accent, _stands_out([tokens["on-bright"], tokens["teal-deep"]], TEXT, SHAPE), start=0.79, most_chroma=0.17
    )
    return {
        "amber": line,
        "amber-pale": pale,
        "amber-ink": nearest(accent, _stands_out([pale], MUCH), start=0.88 if dark else 0.4, most_chroma=0.1),
        "focus": bright,
        "bright": bright,
    }


def _stands_out(others: list[str], *needs: float) -> Callable[[str], bool]:
    """Whether a colour stands out from each of the others: by the one ratio, or by each of several in turn."""
    if len(needs) == 1:
        return lambda colour: lowest_contrast(colour, others) >= needs[0] + SPARE
    wanted = list(zip(others, needs, strict=True))
    return lambda colour: all(contrast(colour, other) >= least + SPARE for other, least in wanted)

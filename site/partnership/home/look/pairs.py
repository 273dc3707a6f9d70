"""Which token stands on which, and how much it must stand out: the list that tokens.css, a partnership's own colours and
docs/design.md are all held to (WCAG 2.2, 1.4.3, 1.4.11 and 2.4.13)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from partnership.home.look.colour import contrast

TEXT, MUCH, SHAPE = 4.5, 7.0, 3.0
Tokens = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Pair:
    """A colour and what it stands on, as tokens, and the contrast it needs."""

    on: str
    token: str
    needs: float
    what: Promise

    def ratio(self, tokens: Tokens) -> float:
        return contrast(tokens[self.token], tokens[self.on])

    def holds(self, tokens: Tokens) -> bool:
        return self.ratio(tokens) >= self.needs


def _pairs() -> Iterator[Pair]:
    papers = ("paper", "surface", "sunk")
    for paper in papers:
        yield Pair(paper, "ink", MUCH, _("text"))
        yield Pair(paper, "ink-soft", TEXT, _("quieter text"))
        yield Pair(paper, "teal", TEXT, _("headings above a title, labels and dates"))
        yield Pair(paper, "link", TEXT, _("links"))
        yield Pair(paper, "link-hover", TEXT, _("a link that is pointed at"))
        yield Pair(paper, "visited", TEXT, _("a link that was followed before"))
        yield Pair(paper, "stop", TEXT, _("what is wrong"))
        yield Pair(paper, "line-strong", SHAPE, _("the edges of what is filled in"))
        yield Pair(paper, "teal-line", SHAPE, _("lines and edges"))
        yield Pair(paper, "amber", SHAPE, _("the line under where one is"))
        yield Pair(paper, "focus-ink", SHAPE, _("the outer ring around what has the focus"))
    yield Pair("teal-pale", "ink", MUCH, _("text in a label"))
    yield Pair("teal-pale", "link", TEXT, _("a link on a pale ground"))
    yield Pair("teal-pale", "link-hover", TEXT, _("a link on a pale ground that is pointed at"))
    yield Pair("amber-pale", "ink", MUCH, _("text of a warning"))
    yield Pair("amber-pale", "amber-ink", TEXT, _("coloured text of a warning"))
    yield Pair("amber-pale", "link", TEXT, _("a link in a warning"))
    yield Pair("amber-pale", "amber", SHAPE, _("the edge of a warning"))
    yield Pair("button", "on-button", TEXT, _("the words on a button"))
    yield Pair("button-hover", "on-button", TEXT, _("the words on a button that is pointed at"))
    yield Pair("surface", "button-line", SHAPE, _("the edge of a button"))
    yield Pair("teal-deep", "on-teal", MUCH, _("text on the dark bands"))
    yield Pair("teal-deep", "on-teal-soft", TEXT, _("quieter text on the dark bands"))
    yield Pair("leave", "leave-ink", TEXT, _("“Leave this site”"))
    yield Pair("bright", "on-bright", TEXT, _("the words on the search button of the home page"))
    yield Pair("teal-deep", "bright", SHAPE, _("the search button on the dark band"))
    yield Pair("teal-deep", "focus", SHAPE, _("the inner ring around what has the focus"))


PAIRS: tuple[Pair, ...] = tuple(_pairs())

"""Reads headings of lists of reviews as the NSPCC and partnerships write them: `year – publisher – name`.

The dash is a hyphen or longer, with spaces on both sides, on one or on none; an address may follow. "Anonymous" stands
where a publisher would and is no partnership; a publisher may be two ("Bury and Bolton").
"""

import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from briefings.words import WORD
from learning.validators import validate_address_elsewhere
from media.sheets.letters import without_controls

ANONYMOUS = "anonymous"
EARLIEST_YEAR = 1945  # of the Monckton inquiry, the first of the kind
MOST_IN_A_LINE, MOST_IN_A_PUBLISHER, MOST_IN_A_NAME, MOST_IN_AN_ADDRESS = 1200, 200, 300, 500

_LONG = "‒–—―−"
_ANY = rf"\-‐‑{_LONG}"
_BEFORE = re.compile(rf"^[\s•·*▪‣◦{_ANY}]+")
_ADDRESS = re.compile(r"[\s(<\[]+((?:https?://|www\.)\S+?)[)>\].,;]*$", re.I)
_AFTER_NAME = re.compile(rf"[\s{_ANY}]+$")
_YEAR = re.compile(r"[(\[]?(\d{4})[)\]]?(?!\d)(.*)", re.S)
_AFTER_YEAR = re.compile(rf"\s*[{_ANY}]+\s*(.*)", re.S)
_MORE_YEARS = re.compile(rf"\d{{2,4}}\s*[{_ANY}]")
# A dash with a space beside it, or a long one that stands between no two figures ("2011–14"): the first ends the publisher.
_BETWEEN = re.compile(rf"(?<=\s)[{_ANY}]+|[{_ANY}]+(?=\s)|(?<!\d)[{_LONG}]+|[{_LONG}]+(?!\d)")
_HYPHEN = re.compile(r"[\-‐‑]")
_JOINT = re.compile(r"\s*(?:[,;/&]|\band\b)\s*", re.I)

Key = tuple[int | None, frozenset[str], str, str]


class UnreadableHeadingError(ValueError):
    """Says in a sentence what is wrong with a line, and how it should read."""


@dataclass(frozen=True)
class SourceHeading:
    """One report as a list names it."""

    year: int | None
    publisher: str
    name: str
    url: str = ""

    @property
    def is_anonymous(self) -> bool:
        return _folded(self.publisher) == ANONYMOUS

    @property
    def publishers(self) -> list[str]:
        """The publisher's name in parts: of a joint one its publishers, of "Bath and North East Somerset" no more than words."""
        return [part for part in _JOINT.split(self.publisher) if part]

    @property
    def key(self) -> Key:
        """What is the same for the same report: capitals, signs and the order of joint publishers do not matter.

        Anonymous ones of one year may share a name and be two: their addresses tell them apart.
        """
        url = self.url if self.is_anonymous else ""
        return self.year, frozenset(map(_folded, self.publishers)), _folded(self.name), url


def read_heading(line: str, on: date | None = None) -> SourceHeading:
    """What the line says.

    Raises:
        UnreadableHeadingError: it does not read `year – publisher – name`, or a part is too long.
    """
    text = " ".join(without_controls(line.replace("\t", " – ")).split())
    if len(text) > MOST_IN_A_LINE:
        raise UnreadableHeadingError(_("This line is too long to be a heading. Is a line break missing?"))
    text, url = _without_address(_BEFORE.sub("", text))
    year, rest = _year_of(text, (on or timezone.localdate()).year + 1)
    publisher, name = _parted(rest)
    _check_parts(publisher, name, url)
    return SourceHeading(year, publisher, name, url)


def _without_address(text: str) -> tuple[str, str]:
    found = _ADDRESS.search(text)
    if not found:
        return text, ""
    address = found[1] if found[1].lower().startswith("http") else f"https://{found[1]}"
    return _AFTER_NAME.sub("", text[: found.start()]), address


def _year_of(text: str, latest: int) -> tuple[int, str]:
    begins = _YEAR.match(text)
    if not begins:
        raise UnreadableHeadingError(_("It does not begin with a year: write “2024 – publisher – name”."))
    year, after = int(begins[1]), _AFTER_YEAR.fullmatch(begins[2])
    if not EARLIEST_YEAR <= year <= latest:
        raise UnreadableHeadingError(_("%(year)d cannot be the year of a report.") % {"year": year})
    if not after:
        raise UnreadableHeadingError(_("There is no dash after the year: write “2024 – publisher – name”."))
    if _MORE_YEARS.match(after[1]):
        raise UnreadableHeadingError(_("It begins with two years: give the one in which it was published."))
    return year, after[1]


def _parted(rest: str) -> tuple[str, str]:
    """Publisher and name."""
    between = _BETWEEN.search(rest)
    if not between:
        hyphens = list(_HYPHEN.finditer(rest))
        if len(hyphens) > 1:
            raise UnreadableHeadingError(
                _("It is not clear where the publisher ends: put a space on both sides of the dash that ends it.")
            )
        if not hyphens:
            raise UnreadableHeadingError(_("There is no dash between publisher and name."))
        between = hyphens[0]
    return rest[: between.start()].strip(), rest[between.end() :].strip()


def _check_parts(publisher: str, name: str, url: str) -> None:
    if not publisher:
        raise UnreadableHeadingError(_("There is no publisher between the year and the name."))
    if not name:
        raise UnreadableHeadingError(_("There is no name after the publisher."))
    if "://" in name:
        raise UnreadableHeadingError(_("The address has to come last on the line."))
    for text, most, what in (
        (publisher, MOST_IN_A_PUBLISHER, _("publisher")),
        (name, MOST_IN_A_NAME, _("name")),
        (url, MOST_IN_AN_ADDRESS, _("address")),
    ):
        if len(text) > most:
            raise UnreadableHeadingError(
                _("Its %(what)s is longer than %(most)d characters.") % {"what": what, "most": most}
            )
    if url:
        try:
            validate_address_elsewhere(url)
        except ValidationError as error:
            raise UnreadableHeadingError(_("“%(url)s” is no web address.") % {"url": url}) from error


def _folded(text: str) -> str:
    """Words alone, without capitals: what people do not see a difference in."""
    return " ".join(WORD.findall(text.casefold()))

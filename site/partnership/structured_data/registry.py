"""Which pages say something of themselves. Registered by being there: one file of this package for each room."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest
from django.template import Context
from wagtail.models import Page

from learning.models import Partnership
from partnership.structured_data.writing import Data


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page is made of when it says what it is. Only what its view has fetched may be used: no query is made for it."""

    request: HttpRequest
    context: Context
    partnership: Partnership
    root_url: str
    """Scheme and host, without a slash."""

    @property
    def url(self) -> str:
        """Of the page being read, without what was asked of it."""
        return self.root_url + self.request.path

    def absolute(self, path: str) -> str:
        return self.root_url + path if path.startswith("/") else path


@dataclass(frozen=True, slots=True)
class Picture:
    """What is shown where somebody shares a page: the path of a picture, its size in pixels, what it shows."""

    path: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class About:
    """What a page says of itself. `description` is never an excerpt of what happened to a child."""

    title: str
    description: str
    data: list[Data] = field(default_factory=list)
    is_article: bool = True
    is_kept_out: bool = False
    """Whether an editor keeps it out of search engines."""
    picture: Picture | None = None
    """Its own; without one, the partnership's logo or the card of all pages is shown."""


Describe = Callable[[Reading, Any], "About | None"]
_pages: dict[type[Page], Describe] = {}
_addresses: dict[str, tuple[str, Describe]] = {}


def describes(model: type[Page]) -> Callable[[Describe], Describe]:
    """The function says what a page of that type is."""

    def register(describe: Describe) -> Describe:
        _pages[model] = describe
        return describe

    return register


def describes_address(name: str, thing: str = "") -> Callable[[Describe], Describe]:
    """The function says what the page at the address of that name is; `thing`: what the template calls what it is about."""

    def register(describe: Describe) -> Describe:
        _addresses[name] = (thing, describe)
        return describe

    return register


def described_addresses() -> frozenset[str]:
    """The names of all addresses outside the tree whose pages may be found through search engines."""
    return frozenset(_addresses)


def about(reading: Reading) -> About | None:
    """What the page being read says of itself; None where it is not for search engines at all."""
    match = reading.request.resolver_match
    name = match.url_name or "" if match else ""
    if name == "wagtail_serve":
        page = reading.context.get("page")
        describe = _pages.get(type(page)) if page is not None else None
        return describe(reading, page) if describe else None
    thing, described = _addresses.get(name, ("", None))
    if described is None:
        return None
    subject = reading.context.get(thing) if thing else True
    return described(reading, subject) if subject else None

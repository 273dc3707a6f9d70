"""What the site wants to know of a deck that readers get, in one go: what it says, and how accessible it is.

Called in a process of its own (`in_child("media.decks.reading:read_and_check", ...)`): to start one takes longer than
to read a deck, and so each part is unpacked and parsed for both.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final, TypeVar

from media.decks.accessibility.check import check_package
from media.decks.accessibility.findings import DeckAccessibility
from media.decks.outline import DeckOutline, outline_of
from media.opc.gate import opened, refusing
from media.opc.limits import MIB, Limits
from media.opc.package import Package
from media.opc.refusals import FileRefused

_REMEMBERED: Final = 8 * MIB
"""Bytes of XML whose trees are kept from the reading for the check."""

_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class ReadDeck:
    """What was found out about a deck. Either is None where it could not be."""

    outline: DeckOutline | None
    accessibility: DeckAccessibility | None


def read_and_check(file: BinaryIO | Path | str, *, limits: Limits | None = None) -> ReadDeck:
    """The outline of a deck, as `read_outline` gives it, and its check, as `check_deck` does.

    Raises FileRefused if the file is no package at all.
    """
    with refusing(), opened(file) as stream:
        package = Package(stream, limits, remembers=_REMEMBERED)
        return ReadDeck(_unless_refused(outline_of, package), _unless_refused(check_package, package))


def _unless_refused(look: Callable[[Package], _Found], package: Package) -> _Found | None:
    with suppress(FileRefused), refusing():
        return look(package)
    return None

"""Sets of entries as whole numbers: bit n is set where the entry at place n belongs. Counting and narrowing are one step each."""

from collections.abc import Iterable

_ZERO, _ONE = ord("0"), ord("1")


def bitmap(places: Iterable[int], size: int) -> int:
    """The set of these places, each below `size`."""
    digits = bytearray([_ZERO]) * (size + 1)
    for place in places:
        digits[~place] = _ONE
    return int(bytes(digits), 2)


def everything(size: int) -> int:
    """The set of all places below `size`."""
    return (1 << size) - 1


def places(bits: int, start: int = 0, stop: int | None = None) -> list[int]:
    """The places of a set, lowest first: from the `start`th of them to before the `stop`th."""
    digits = bin(bits)[:1:-1]
    found: list[int] = []
    place = digits.find("1")
    passed = 0
    while place >= 0 and (stop is None or passed < stop):
        if passed >= start:
            found.append(place)
        passed += 1
        place = digits.find("1", place + 1)
    return found

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


def runs(where: Iterable[int]) -> list[tuple[int, int]]:
    """Neighbouring places together: the first of each run and how many they are, lowest first."""
    found: list[tuple[int, int]] = []
    for place in sorted(where):
        if found and place == sum(found[-1]):
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((place, 1))
    return found


def closed(bits: int, gone: Iterable[tuple[int, int]]) -> int:
    """The set once these runs of places are no more: what was above moves down."""
    for start, length in reversed(list(gone)):
        bits = bits & ((1 << start) - 1) | bits >> (start + length) << start
    return bits


def opened(bits: int, come: Iterable[tuple[int, int]]) -> int:
    """The set once there are places, as yet without anything, where these runs say: what was there moves up."""
    for start, length in come:
        bits = bits & ((1 << start) - 1) | bits >> start << (start + length)
    return bits

"""In which order a site's entries stand in sets: the newest first, what has no date last; of one day, the latest added first."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from partnership.search.bitmaps import bitmap, closed, opened, runs

_PK_BITS = 40
_PKS = (1 << _PK_BITS) - 1
_UNDATED = date.max.toordinal() + 1


def place_key(day: date | None, pk: int) -> int:
    """What entries are sorted by. The primary key can be read from it again."""
    newest_first = _UNDATED if day is None else _UNDATED - day.toordinal() - 1
    return newest_first << _PK_BITS | (_PKS - pk)


@dataclass(frozen=True)
class Order:
    """The keys of all entries, sorted. Never changed: replaced."""

    keys: Sequence[int] = ()

    def pk(self, place: int) -> int:
        return _PKS - (self.keys[place] & _PKS)

    def place(self, key: int) -> int:
        """Where a key stands, or would."""
        return bisect_left(self.keys, key)

    @cached_property
    def place_of(self) -> dict[int, int]:
        """By primary key."""
        return {_PKS - (key & _PKS): place for place, key in enumerate(self.keys)}

    def changed(self, pks: Iterable[int], now: Collection[int]) -> tuple["Order", Callable[[int], int]]:
        """The order once the entries `pks` have the keys `now` (fewer, where some are gone).

        With it, what makes of a set of entries the set in that order, without any of those that changed.
        """
        old = {self.keys[place]: place for pk in pks if (place := self.place_of.get(pk)) is not None}
        gone = runs(place for key, place in old.items() if key not in now)
        keys = list(self.keys)
        for start, length in reversed(gone):
            del keys[start : start + length]
        keys += set(now) - old.keys()
        order = Order(sorted(keys))
        come = runs(order.place(key) for key in now if key not in old)
        others = ~bitmap([order.place(key) for key in now if key in old], len(keys))
        return order, lambda entries: opened(closed(entries, gone), come) & others

"""What one worker keeps in its memory: so many bytes, the longest unread thrown out first."""

import threading
import time
from collections import OrderedDict
from typing import Generic, Protocol, TypeVar

Key = tuple[object, ...]


class Kept(Protocol):
    """Something with a size in bytes."""

    @property
    def size(self) -> int: ...


Item = TypeVar("Item", bound=Kept)


class Shelf(Generic[Item]):
    """Safe to use from several threads."""

    def __init__(self, room: int) -> None:
        self._room, self._taken = room, 0
        self._items: OrderedDict[Key, tuple[float, Item]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Key, seconds: float) -> Item | None:
        """What was put there, unless that is longer ago than so many seconds."""
        with self._lock:
            found = self._items.get(key)
            if found is None or found[0] < time.monotonic() - seconds:
                return None
            self._items.move_to_end(key)
            return found[1]

    def put(self, key: Key, item: Item, made: float | None = None) -> None:
        """`made`: when, by the clock `time.monotonic`, if not now."""
        with self._lock:
            former = self._items.pop(key, None)
            self._taken += item.size - (former[1].size if former else 0)
            self._items[key] = (time.monotonic() if made is None else made, item)
            while self._taken > self._room:
                self._taken -= self._items.popitem(last=False)[1][1].size

    @property
    def taken(self) -> int:
        """Bytes on the shelf."""
        return self._taken

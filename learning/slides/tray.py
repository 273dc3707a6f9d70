"""The slides somebody has chosen for a deck, in order, kept in their session until the deck is made."""

from collections.abc import Iterable

from django.http import HttpRequest

from media.models import Slide
from media.permissions import readable_decks

SESSION_KEY = "chosen_slides"
MOST_CHOSEN = 200


class Tray:
    """Chosen slides, by primary key, each once."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        kept = request.session.get(SESSION_KEY, [])
        self.keys: list[int] = [key for key in kept if isinstance(key, int)] if isinstance(kept, list) else []

    def slides(self) -> list[Slide]:
        """The chosen slides that are still there and that the reader may still have."""
        decks = readable_decks(self._request).order_by().values("pk")
        found = {
            slide.pk: slide
            for slide in Slide.objects.filter(pk__in=self.keys, document__in=decks).select_related("document")
        }
        return [found[key] for key in self.keys if key in found]

    def add(self, keys: Iterable[int]) -> None:
        """Puts slides at the end. Beyond the most there may be, the rest is left out."""
        self.keys = list(dict.fromkeys([*self.keys, *keys]))[:MOST_CHOSEN]
        self._keep()

    def remove(self, key: int) -> None:
        self.keys = [one for one in self.keys if one != key]
        self._keep()

    def move(self, key: int, by: int) -> None:
        """One place up (-1) or down (1); nothing happens at the ends."""
        if key not in self.keys:
            return
        at = self.keys.index(key)
        to = at + by
        if 0 <= to < len(self.keys):
            self.keys[at], self.keys[to] = self.keys[to], self.keys[at]
            self._keep()

    def clear(self) -> None:
        self.keys = []
        self._keep()

    def _keep(self) -> None:
        self._request.session[SESSION_KEY] = self.keys

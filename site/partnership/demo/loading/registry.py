"""What has been loaded so far, by the keys the content files use for each other."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from learning.models import Partnership, Theme
from partnership.demo.loading.files import ContentFolder
from partnership.home.models import HomePage


class UnknownKey(LookupError):
    """A content file names something that no file defines."""


@dataclass
class Loaded:
    """One partnership being loaded."""

    folder: ContentFolder
    partnership: Partnership
    home: HomePage
    things: dict[str, dict[str, Any]] = field(default_factory=lambda: defaultdict(dict))

    def keep(self, kind: str, key: str, thing: Any) -> Any:
        self.things[kind][key] = thing
        return thing

    def get(self, kind: str, key: str | None) -> Any:
        """The thing of that kind, or None for a blank key.

        Raises:
            UnknownKey: no file defines it.
        """
        if not key:
            return None
        try:
            return self.things[kind][key]
        except KeyError:
            raise UnknownKey(f"{self.folder.short}: no {kind} has the key “{key}”.") from None

    def get_all(self, kind: str, keys: list[str] | None) -> list[Any]:
        return [self.get(kind, key) for key in keys or []]

    def themes(self, labels: list[str] | None) -> list[Theme]:
        found = {theme.name: theme for theme in Theme.objects.filter(name__in=labels or [])}
        missing = set(labels or []) - set(found)
        if missing:
            raise UnknownKey(f"{self.folder.short}: no theme is called {', '.join(sorted(missing))}.")
        return [found[label] for label in labels or []]

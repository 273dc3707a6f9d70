"""The frame's styles as one file: a phone on a bad line asks once.

They are kept in four, each with its own purpose, and joined where static files are found: nobody runs a build.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

NAME = "partnership/css/site.css"
PARTS = ("tokens", "base", "components", "print")
FOLDER = Path(__file__).parent / "static" / "partnership" / "css"


class SiteStylesheetFinder(BaseFinder):
    """Finds `partnership/css/site.css`: the parts one after another, joined again whenever one of them has changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.storage = FileSystemStorage(location=settings.MADE_STATIC_ROOT)
        super().__init__(*args, **kwargs)

    def check(self, **_kwargs: Any) -> list[Any]:
        return []

    def find(self, path: str, find_all: bool = False, **_deprecated: Any) -> Any:
        """The joined file's path on disk; with `find_all` in a list. Nothing of any other name."""
        found = [self._joined()] if path == NAME else []
        return found if find_all else next(iter(found), [])

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:
        self._joined()
        yield NAME, self.storage

    def _joined(self) -> str:
        path = Path(self.storage.path(NAME))
        styles = joined_styles()
        if not path.exists() or path.read_text(encoding="utf-8") != styles:
            path.parent.mkdir(parents=True, exist_ok=True)
            half = path.with_suffix(f".{os.getpid()}")  # two workers may start at once
            half.write_text(styles, encoding="utf-8")
            half.replace(path)
        return str(path)


def joined_styles() -> str:
    """The text of all parts, in their order."""
    return "\n".join((FOLDER / f"{part}.css").read_text(encoding="utf-8") for part in PARTS)

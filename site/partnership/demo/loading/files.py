"""The content files: one folder a partnership, TOML that people can read and correct."""

import tomllib
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).resolve().parent.parent / "content"
REAL = ("manchester", "kingstonrichmond", "essex", "redbridge", "wandsworth")
FICTIONAL = "exampleshire"


class ContentFolder:
    """One partnership's files, read once. A file that is not there is empty."""

    def __init__(self, short: str) -> None:
        self.short = short
        self.path = CONTENT / short

    def read(self, name: str) -> dict[str, Any]:
        file = self.path / f"{name}.toml"
        return tomllib.loads(file.read_text("utf-8")) if file.exists() else {}

    def rows(self, name: str, table: str) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.read(name).get(table, [])
        return rows

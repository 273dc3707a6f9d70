"""Names inside a package: none may lead out of it, and no two may be the same file on any computer."""

import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote

from media.opc.refusals import BadNames

_CONTROL: Final = re.compile(r"[\x00-\x1f]")
_SUSPECT: Final = ("\\", ":", "..", "%", "\n/", "\n\n")


def validate_names(names: Sequence[str]) -> None:
    """Raise BadNames for the first name that is unsafe to unpack or repeats another but for its capitals."""
    if _are_plain(names):
        return
    seen: set[str] = set()
    for name in names:
        folded = name.casefold()
        if folded in seen or not is_safe_name(name) or ("%" in name and not is_safe_name(unquote(name))):
            raise BadNames(part=name.encode("unicode_escape").decode("ascii")[:200])
        seen.add(folded)


def is_safe_name(name: str) -> bool:
    """Whether a name stays inside the package: relative, no `..`, no backslash, no drive, no control character."""
    if not name or name[0] == "/" or name[1:2] == ":" or "\\" in name:
        return False
    if ".." in name and ".." in name.split("/"):
        return False
    return name.isprintable() or not _CONTROL.search(name)


def _are_plain(names: Sequence[str]) -> bool:
    """Whether no name need be looked at by itself; all at once, because a deck has hundreds. False when in doubt."""
    listed = "\n" + "\n".join(names)
    are_lines = listed.count("\n") == len(names)
    if not are_lines or listed.endswith("\n") or any(mark in listed for mark in _SUSPECT):
        return False
    if not listed.replace("\n", "").isprintable():
        return False
    return len(set(listed.casefold().split("\n"))) == len(names) + 1

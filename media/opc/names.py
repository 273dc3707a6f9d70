"""Names inside a package: none may lead out of it, and no two may be the same file on any computer."""

from collections.abc import Iterable
from urllib.parse import unquote

from media.opc.refusals import BadNames


def validate_names(names: Iterable[str]) -> None:
    """Raise BadNames for the first name that is unsafe to unpack or repeats another but for its capitals."""
    seen: set[str] = set()
    for name in names:
        folded = name.casefold()
        if folded in seen or not is_safe_name(name) or not is_safe_name(unquote(name)):
            raise BadNames(part=name.encode("unicode_escape").decode("ascii")[:200])
        seen.add(folded)


def is_safe_name(name: str) -> bool:
    """Whether a name stays inside the package: relative, no `..`, no backslash, no drive, no control character."""
    if not name or name.startswith("/") or "\\" in name or name[1:2] == ":":
        return False
    if any(ord(letter) < 32 for letter in name):
        return False
    return ".." not in name.split("/")

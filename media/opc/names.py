"""Names inside a package: none may lead out of it, and no two may be the same file on any computer."""

import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import unquote

from media.opc.refusals import BadNames

# A leading slash or drive, a backslash, a control character, or `..` as one step of the way.
_UNSAFE: Final = re.compile(r"^/|^.:|\\|[\x00-\x1f]|(?:^|/)\.\.(?:/|$)")


def validate_names(names: Iterable[str]) -> None:
    """Raise BadNames for the first name that is unsafe to unpack or repeats another but for its capitals."""
    seen: set[str] = set()
    for name in names:
        folded = name.casefold()
        if folded in seen or not is_safe_name(name) or ("%" in name and not is_safe_name(unquote(name))):
            raise BadNames(part=name.encode("unicode_escape").decode("ascii")[:200])
        seen.add(folded)


def is_safe_name(name: str) -> bool:
    """Whether a name stays inside the package: relative, no `..`, no backslash, no drive, no control character."""
    return bool(name) and _UNSAFE.search(name) is None

"""Places on somebody's computer in words and links: they tell names, departments and servers."""

import re
from typing import Final
from urllib.parse import parse_qs, urlsplit, urlunsplit

_PATH = re.compile(
    r"(?:\bfile:|(?<![A-Za-z])[A-Za-z]:[\\/]|\\\\[\w.$-]|(?<![\w:/.])/(?:Users|home|Volumes|mnt|media|private|var|tmp)/|~/)"
    r".*",
    re.IGNORECASE | re.DOTALL,
)
_FILE_NAME = re.compile(
    r"[^/\\\n]{1,200}\.(?:jpe?g|jfif|png|gif|bmp|tiff?|webp|svg|emf|wmf|heic|heif|avif|mp4|mov|m4v|wmv|avi|mp3|wav|m4a|pdf|"
    r"docx?|docm|pptx?|pptm|xlsx?|xlsm|csv|rtf|odt|odp|ods|vsdx?|eps|ai|psd)",
    re.IGNORECASE,
)
_ANYWHERE: Final = frozenset({"http", "https", "mailto", "tel"})
_WRAPPER = re.compile(r"(?:[\w-]+\.)*safelinks\.protection\.outlook\.com", re.IGNORECASE)


def without_path(text: str) -> str:
    """The text up to the first place on somebody's computer; blank if it is nothing but the name of a file."""
    if _FILE_NAME.fullmatch(text.strip()):
        return ""
    return _PATH.sub("", text).strip() if _PATH.search(text) else text


def holds_path(text: str) -> bool:
    """Whether a text names a place on somebody's computer, or is the name of a file."""
    return without_path(text) != text


def public_address(address: str) -> str:
    """The address a reader may follow; blank for one that leads to a file, a server share or a program.

    Addresses wrapped by a mail filter are unwrapped: the wrapper tells who received the message.
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return ""
    if parts.scheme.casefold() not in _ANYWHERE:
        return ""
    if _WRAPPER.fullmatch(parts.hostname or ""):
        wrapped = parse_qs(parts.query).get("url", [""])[0]
        return public_address(wrapped) if wrapped else ""
    if "@" in parts.netloc:
        parts = parts._replace(netloc=parts.netloc.rpartition("@")[2])
        return urlunsplit(parts)
    return address

"""The words of what an editor wrote, without its markup."""

import re
from html import unescape

_TAG = re.compile(r"<[^>]+>")
_BLOCK_END = re.compile(r"</(?:p|li|h[1-6]|div)>|<br\s*/?>", re.I)
WORD = re.compile(r"[^\W_]+(?:[-'’./][^\W_]+)*", re.UNICODE)


def plain_text(html: str) -> str:
    """The text of a rich-text field, a line for each paragraph or item."""
    with_breaks = _BLOCK_END.sub("\n", html or "")
    return unescape(_TAG.sub("", with_breaks)).strip()

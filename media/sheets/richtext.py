"""Rich text as a small list of blocks, the one form in which formatted words reach a typeset page.

The limited HTML of a rich-text field (p, h2 to h6, ul, ol, li, strong, b, em, i, a, br) becomes paragraphs, headings
and lists of runs. Everything else is read through: its words stay, its markup goes; scripts and styles go whole.
Any input is safe: nothing here is ever evaluated, and only web, mail and telephone links are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from typing import Literal, NotRequired, TypedDict
from urllib.parse import quote

BOLD_TAGS = frozenset({"strong", "b"})
ITALIC_TAGS = frozenset({"em", "i"})
HEADING_TAGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
UNREAD_TAGS = frozenset({"script", "style", "template", "title", "noscript"})
BLOCK_TAGS = HEADING_TAGS | frozenset({"p", "div", "blockquote", "section", "article", "table", "tr", "hr", "pre"})
_LINK = re.compile(r"(https?://|mailto:|tel:)[!-~]+\Z", re.IGNORECASE)
_ADDRESS_SIGNS = ":/?#[]@!$&'()*+,;=%~"
_BLANKS = re.compile(r"[ \t\r\n\f]+")


class Run(TypedDict):
    """A stretch of text in one style. A line break within a block is a newline in `text`."""

    text: str
    bold: NotRequired[bool]
    italic: NotRequired[bool]
    url: NotRequired[str]


class TextBlock(TypedDict):
    """A paragraph ("p") or a heading ("h")."""

    kind: Literal["p", "h"]
    runs: list[Run]


class ListBlock(TypedDict):
    """A bulleted ("ul") or numbered ("ol") list; each item is a list of runs. Nested lists are laid flat, in order."""

    kind: Literal["ul", "ol"]
    items: list[list[Run]]


Block = TextBlock | ListBlock


def blocks_from_html(html: str | None) -> list[Block]:
    """The blocks of a rich-text field's HTML, in reading order; none for nothing. Never raises on bad markup."""
    reader = _BlockReader()
    reader.feed(html or "")
    reader.close()
    return reader.finish()


def blocks_from_text(text: str | None) -> list[Block]:
    """Plain text as paragraphs: a blank line starts a new one, a single line break stays a line break."""
    paragraphs = re.split(r"\n[ \t]*\n", (text or "").replace("\r\n", "\n"))
    return [{"kind": "p", "runs": [{"text": paragraph.strip()}]} for paragraph in paragraphs if paragraph.strip()]


def plain_text(blocks: Sequence[Block]) -> str:
    """The words alone: one line a paragraph, heading or list item."""
    return "\n".join("".join(run["text"] for run in runs) for runs in iter_run_lists(blocks))


def count_words(blocks: Sequence[Block]) -> int:
    """How many words the blocks hold, counted as a reader would: split at white space."""
    return len(plain_text(blocks).split())


def iter_run_lists(blocks: Sequence[Block]) -> Iterator[list[Run]]:
    """Each paragraph's, heading's and list item's runs in turn."""
    for block in blocks:
        if block["kind"] == "ul" or block["kind"] == "ol":
            yield from block["items"]
        else:
            yield block["runs"]


class _BlockReader(HTMLParser):
    """Collects runs into the block that is open; an element we do not know leaves its text in that block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._runs: list[Run] = []
        self._heading = False
        self._lists: list[Literal["ul", "ol"]] = []
        self._open_list: ListBlock | None = None
        self._bold = self._italic = self._unread = 0
        self._links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNREAD_TAGS:
            self._unread += 1
        elif tag in BLOCK_TAGS:
            self._end_runs()
            self._heading = tag in HEADING_TAGS
        elif tag in ("ul", "ol"):
            self._end_runs()
            self._lists.append("ul" if tag == "ul" else "ol")
        elif tag == "li":
            self._end_runs()
        elif tag == "br":
            self._add("\n")
        else:
            self._start_inline(tag, dict(attrs))

    def _start_inline(self, tag: str, attrs: dict[str, str | None]) -> None:
        if tag in BOLD_TAGS:
            self._bold += 1
        elif tag in ITALIC_TAGS:
            self._italic += 1
        elif tag == "a":
            href = quote((attrs.get("href") or "").strip(), safe=_ADDRESS_SIGNS, errors="replace")
            self._links.append(href if _LINK.match(href) else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in UNREAD_TAGS:
            self._unread = max(0, self._unread - 1)
        elif tag in BLOCK_TAGS or tag == "li":
            self._end_runs()
        elif tag in ("ul", "ol"):
            self._end_runs()
            if self._lists:
                self._lists.pop()
            if not self._lists:
                self._open_list = None
        elif tag in BOLD_TAGS:
            self._bold = max(0, self._bold - 1)
        elif tag in ITALIC_TAGS:
            self._italic = max(0, self._italic - 1)
        elif tag == "a" and self._links:
            self._links.pop()

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self._add(_BLANKS.sub(" ", data))

    def finish(self) -> list[Block]:
        """Closes what the markup left open and returns the blocks."""
        self._end_runs()
        return self._blocks

    def _add(self, text: str) -> None:
        last = self._runs[-1]["text"] if self._runs else "\n"
        if text.startswith(" ") and last.endswith((" ", "\n")):
            text = text[1:]
        if not text:
            return
        run: Run = {"text": text}
        if self._bold:
            run["bold"] = True
        if self._italic:
            run["italic"] = True
        if self._links and self._links[-1]:
            run["url"] = self._links[-1]
        self._runs.append(run)

    def _end_runs(self) -> None:
        runs, self._runs = _trimmed(self._runs), []
        heading, self._heading = self._heading, False
        if not runs:
            return
        if self._lists:
            if self._open_list is None or self._open_list["kind"] != self._lists[0]:
                self._open_list = {"kind": self._lists[0], "items": []}
                self._blocks.append(self._open_list)
            self._open_list["items"].append(runs)
        else:
            self._open_list = None
            self._blocks.append({"kind": "h" if heading else "p", "runs": runs})


def _trimmed(runs: list[Run]) -> list[Run]:
    """The runs without blank edges; an empty list when there was nothing to read."""
    while runs and not runs[0]["text"].strip():
        runs = runs[1:]
    while runs and not runs[-1]["text"].strip():
        runs = runs[:-1]
    if runs:
        runs[0]["text"] = runs[0]["text"].lstrip()
        runs[-1]["text"] = runs[-1]["text"].rstrip()
    return runs

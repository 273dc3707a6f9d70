"""A briefing as the body of an e-mail: plain HTML that mail programs keep, with its looks in each element.

Microsoft's mail programs draw HTML as Word does: no style sheet, no layout by tables or positions, nothing fetched.
https://learn.microsoft.com/en-us/previous-versions/office/developer/office-2007/aa338201(v=office.12)
"""

import re
from collections.abc import Iterable

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from briefings.exports.briefing_sheet import sheet_of
from briefings.exports.sites_of_pages import SitesOfPages
from briefings.models import BriefingPage
from media.sheets.briefing import FICTIONAL, BriefingSheet, panel_heading, panel_title
from media.sheets.letters import reads_right_to_left, without_controls
from media.sheets.richtext import Block, Run, blocks_from_text

_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")
_FONT = "font-family:Calibri,Arial,sans-serif;color:#12292d;"
_HEADING = "font-family:Calibri,Arial,sans-serif;color:#0c5257;line-height:1.25;"
LOOKS = {
    "body": f"{_FONT}font-size:16px;line-height:1.5;max-width:640px;",
    "title": f"{_HEADING}font-size:26px;margin:0 0 8px 0;",
    "heading": f"{_HEADING}font-size:20px;margin:28px 0 6px 0;",
    "lesser": f"{_HEADING}font-size:17px;margin:18px 0 4px 0;",
    "p": "margin:0 0 12px 0;",
    "kicker": "margin:0 0 4px 0;color:#8f4f07;font-weight:bold;",
    "quiet": "margin:0 0 8px 0;color:#465b5e;",
    "callout": "margin:0 0 12px 0;padding:0 0 0 12px;border-left:4px solid #8f4f07;",
    "list": "margin:0 0 12px 0;padding:0 0 0 26px;",
    "li": "margin:0 0 6px 0;",
    "a": "color:#0c5257;",
    "hr": "border:0;border-top:1px solid #bccfcc;margin:28px 0 0 0;",
}


def file(briefing: BriefingPage, sites: SitesOfPages | None = None) -> bytes:
    """A whole HTML document in UTF-8, to be opened and copied or sent. `sites`: those of pages exported with it."""
    return document_of(sheet_of(briefing, sites))


def document_of(sheet: BriefingSheet) -> bytes:
    """That document, of any sheet."""
    return (
        '<!DOCTYPE html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(sheet.shown_title)}</title>\n</head>\n<body>\n{body_of(sheet)}\n</body>\n</html>\n"
    ).encode()


def body_of(sheet: BriefingSheet, *, title_level: int = 1, with_looks: bool = True) -> SafeString:
    """The body. Without looks it takes those of the page that it stands on, below headings of that page."""
    return mark_safe(_Body(title_level, with_looks).of(sheet))  # noqa: S308 - every text in it is escaped


class _Body:
    """Writes the elements: `level` is that of the title."""

    def __init__(self, level: int, with_looks: bool) -> None:
        self._level, self._with_looks = level, with_looks

    def of(self, sheet: BriefingSheet) -> str:
        parts = [*self._masthead(sheet), *self._panels(sheet), *self._after(sheet), *self._for_whoever_leads(sheet)]
        inner = "\n".join(part for part in parts if part)
        return f'<div lang="en-GB"{self._look("body")}>\n{inner}\n</div>'

    def _masthead(self, sheet: BriefingSheet) -> list[str]:
        kind = _(sheet.kind.name)
        warning = _("Before you read: %(warning)s") % {"warning": sheet.content_warning}
        return [
            self._p(f"<strong>{_text(sheet.notice)}</strong>", "callout") if sheet.notice else "",
            self._p(_text(f"{kind} · {FICTIONAL}" if sheet.is_fictional else kind), "kicker"),
            self._heading(sheet.shown_title, 0),
            *(
                self._p(_text(text), "quiet")
                for text in (sheet.review_label, sheet.partnership, sheet.date_as_stated)
                if text
            ),
            self._p(_text(warning), "callout") if sheet.content_warning else "",
            *self._blocks(sheet.introduction),
        ]

    def _panels(self, sheet: BriefingSheet) -> list[str]:
        parts = []
        for number, panel in enumerate(sheet.panels, start=1):
            parts.append(self._heading(panel_title(sheet, panel, number), 1))
            parts += self._blocks(panel.in_words) or [self._p(_text(_("Not yet written.")))]
        return parts

    def _after(self, sheet: BriefingSheet) -> list[str]:
        parts = []
        if sheet.standing_questions:
            parts += [
                self._heading(_("Questions for your team"), 1),
                self._list("ol", [_text(question) for question in sheet.standing_questions]),
            ]
        if sheet.used_address:
            tell = _("Tell us which team, when, how many people and what you agreed to do. Counts only, never names.")
            parts += [
                self._heading(_("After you have used it"), 1),
                self._p(f"{_text(tell)}<br>{self._link(sheet.used_address, sheet.used_address)}"),
            ]
        if sheet.help_contacts:
            parts.append(self._heading(_("If you are worried about a child, or this has upset you"), 1))
            parts.append(
                self._list("ul", [f"<strong>{_text(who)}:</strong> {_text(how)}" for who, how in sheet.help_contacts])
            )
        if sheet.facts:
            parts.append(self._heading(_(sheet.kind.about), 1))
            parts += [
                self._p(
                    f"<strong>{_text(name)}:</strong> "
                    + (self._link(value, value) if value == sheet.web_address else _text(value)),
                    "quiet",
                )
                for name, value in sheet.facts
            ]
        return parts

    def _for_whoever_leads(self, sheet: BriefingSheet) -> list[str]:
        with_notes = [one for one in enumerate(sheet.panels, start=1) if one[1].facilitator_note.strip()]
        if not (with_notes or sheet.facilitator_note.strip()):
            return []
        parts = [f"<hr{self._look('hr')}>", self._heading(_(sheet.kind.leading), 1)]
        parts += self._blocks(blocks_from_text(sheet.facilitator_note))
        for number, panel in with_notes:
            parts.append(self._heading(f"{number}. {panel_heading(panel, number)}", 2))
            parts += self._blocks(blocks_from_text(panel.facilitator_note))
        return parts

    def _blocks(self, blocks: Iterable[Block]) -> list[str]:
        parts = []
        for block in blocks:
            if block["kind"] == "ul" or block["kind"] == "ol":
                parts.append(self._list(block["kind"], [self._runs(item) for item in block["items"]]))
            elif block["kind"] == "h":
                parts.append(self._heading("".join(run["text"] for run in block["runs"]), 2))
            else:
                parts.append(self._p(self._runs(block["runs"])))
        return parts

    def _runs(self, runs: Iterable[Run]) -> str:
        return "".join(map(self._run, runs))

    def _run(self, run: Run) -> str:
        inner = _text(run["text"])
        if run.get("bold"):
            inner = f"<strong>{inner}</strong>"
        if run.get("italic"):
            inner = f"<em>{inner}</em>"
        return self._link(run["url"], inner, is_text=False) if run.get("url") else inner

    def _link(self, address: str, words: str, *, is_text: bool = True) -> str:
        return f'<a href="{escape(address)}"{self._look("a")}>{_text(words) if is_text else words}</a>'

    def _heading(self, text: str, below: int) -> str:
        level = min(6, self._level + below)
        look = ("title", "heading", "lesser")[below]
        return f"<h{level}{_way(text)}{self._look(look)}>{_text(text)}</h{level}>"

    def _p(self, inner: str, look: str = "p") -> str:
        return f"<p{_way(inner)}{self._look(look)}>{inner}</p>"

    def _list(self, kind: str, items: Iterable[str]) -> str:
        written = "".join(f"<li{_way(item)}{self._look('li')}>{item}</li>" for item in items)
        return f"<{kind}{self._look('list')}>{written}</{kind}>"

    def _look(self, name: str) -> str:
        return f' style="{LOOKS[name]}"' if self._with_looks else ""


def _text(text: str) -> str:
    """The text as HTML, its own line breaks kept."""
    return "<br>".join(escape(line) for line in _BREAK.split(without_controls(text)))


def _way(html: str) -> str:
    """Which way a paragraph runs, if to the left: told from its words, not from the names of elements around them."""
    words = "" if html.isascii() else "".join(part.rpartition(">")[2] for part in html.split("<"))
    return ' dir="rtl"' if reads_right_to_left(words) else ""

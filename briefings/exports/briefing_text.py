"""A briefing as plain text, for any program and any reader."""

import textwrap
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from briefings.exports.briefing_sheet import sheet_of
from briefings.exports.sites_of_pages import SitesOfPages
from briefings.models import BriefingPage
from media.sheets.briefing import FICTIONAL, BriefingSheet, panel_heading, panel_title
from media.sheets.letters import without_controls
from media.sheets.richtext import Block, Run, blocks_from_text

WIDTH = 72  # letters a line, as in a letter; an address is never broken


def file(briefing: BriefingPage, sites: SitesOfPages | None = None) -> bytes:
    """UTF-8, with the line ends that every system shows. `sites`: those of other pages exported with it."""
    return text_of(sheet_of(briefing, sites)).encode()


def text_of(sheet: BriefingSheet) -> str:
    """The whole briefing, the notes for whoever leads it last."""
    return "\r\n".join(_lines(sheet)) + "\r\n"


def _lines(sheet: BriefingSheet) -> Iterator[str]:
    yield from _masthead(sheet)
    for number, panel in enumerate(sheet.panels, start=1):
        yield from _heading(panel_title(sheet, panel, number))
        yield from _blocks(panel.in_words) if panel.in_words else _wrapped(_("Not yet written."))
    if sheet.standing_questions:
        yield from _heading(_("Questions for your team"))
        for number, question in enumerate(sheet.standing_questions, start=1):
            yield from _wrapped(question, f"{number}. ")
    if sheet.used_address:
        yield from _heading(_("After you have used it"))
        yield from _wrapped(_("Tell us which team, when, how many people and what you agreed to do. Counts only:"))
        yield sheet.used_address
    if sheet.help_contacts:
        yield from _heading(_("If you are worried about a child, or this has upset you"))
        for who, how in sheet.help_contacts:
            yield from _wrapped(f"{who}: {how}", "- ")
    if sheet.facts:
        yield from _heading(_(sheet.kind.about))
        for name, value in sheet.facts:
            yield from _wrapped(f"{name}: {value}")
    yield from _for_whoever_leads(sheet)


def _masthead(sheet: BriefingSheet) -> Iterator[str]:
    if sheet.notice:
        yield from (*_wrapped(sheet.notice, "! "), "")
    yield from _underlined(sheet.shown_title, "=")
    yield from _wrapped(_(sheet.kind.name))
    for text in (sheet.review_label, sheet.partnership, sheet.date_as_stated):
        yield from _wrapped(text) if text else ()
    if sheet.is_fictional:
        yield FICTIONAL
    if sheet.content_warning:
        yield ""
        yield from _wrapped(_("Before you read: %(warning)s") % {"warning": sheet.content_warning})
    if sheet.introduction:
        yield ""
        yield from _blocks(sheet.introduction)


def _for_whoever_leads(sheet: BriefingSheet) -> Iterator[str]:
    with_notes = [one for one in enumerate(sheet.panels, start=1) if one[1].facilitator_note.strip()]
    if not (with_notes or sheet.facilitator_note.strip()):
        return
    yield from _heading(_(sheet.kind.leading))
    yield from _blocks(blocks_from_text(sheet.facilitator_note))
    for number, panel in with_notes:
        yield ""
        yield from _wrapped(f"{number}. {panel_heading(panel, number)}:")
        yield from _blocks(blocks_from_text(panel.facilitator_note))


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    """A blank line between paragraphs, none between the items of a list."""
    for at, block in enumerate(blocks):
        if at:
            yield ""
        if block["kind"] == "ul" or block["kind"] == "ol":
            for number, item in enumerate(block["items"], start=1):
                yield from _wrapped(_words(item), f"  {number}. " if block["kind"] == "ol" else "  - ")
        else:
            yield from _wrapped(_words(block["runs"]))


def _words(runs: Iterable[Run]) -> str:
    """The words, with the address after those of a link."""
    return "".join(_with_address(run) for run in runs)


def _with_address(run: Run) -> str:
    address = run.get("url", "").removeprefix("mailto:").removeprefix("tel:")
    return f"{run['text']} ({address})" if address and address not in run["text"] else run["text"]


def _heading(text: str) -> Iterator[str]:
    yield from ("", "")
    yield from _underlined(text, "-")
    yield ""


def _underlined(text: str, sign: str) -> Iterator[str]:
    lines = _wrapped(text)
    yield from lines
    yield sign * max(map(len, lines), default=0)


def _wrapped(text: str, start: str = "") -> list[str]:
    """The text in lines of 72, what follows the first as far in as its words. Its own line breaks stay."""
    wrapper = textwrap.TextWrapper(
        WIDTH, subsequent_indent=" " * len(start), break_long_words=False, break_on_hyphens=False
    )
    lines: list[str] = []
    for line in without_controls(text).splitlines():
        wrapper.initial_indent = " " * len(start) if lines else start
        lines += wrapper.wrap(line)
    return lines

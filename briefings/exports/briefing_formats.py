"""The formats a briefing and a national summary come in: where each is found, what it is for and what makes it.

To add one to briefings: a line in `FORMATS`, and a module with `file(briefing, sites=None) -> bytes`. Summaries have the
same under the same file names (`SUMMARY_FORMATS`), made in `summary_files`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from briefings.exports import (
    action_plan,
    briefing_docx,
    briefing_email,
    briefing_large_print,
    briefing_pdf,
    briefing_poster,
    briefing_pptx,
    briefing_text,
    summary_files,
)
from briefings.models import BriefingPage, NationalSummaryPage

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


Formatted = BriefingPage | NationalSummaryPage


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefingFormat:
    """One format. Its address is the briefing's own with `file_name` at the end; its name `briefing_<key>` or `summary_<key>`."""

    key: str
    file_name: str
    content_type: str
    kind: str | Promise
    """What people call such a file: PDF, Word."""
    purpose: str | Promise
    """What it is for, in a sentence."""
    make: Callable[[Any], bytes]
    starts: str = "7-minute-briefing"
    """How the name begins under which it is saved."""
    of: str = "briefing"
    """What it is a format of: "briefing" or "summary"."""
    offered_at: str = ""
    """The name of the address that readers are sent to for it, where that is not the file's own."""

    @property
    def url_name(self) -> str:
        return f"{self.of}_{self.key}"

    def url(self, briefing: Formatted) -> str:
        """Where the page sends a reader who wants it."""
        return reverse(self.offered_at or self.url_name, args=[briefing.slug])

    def file_url(self, page: Formatted) -> str:
        """Where the file itself is."""
        return reverse(self.url_name, args=[page.slug])

    def saved_as(self, briefing: Formatted) -> str:
        """The name under which a reader's browser saves it."""
        return f"{self.starts}-{briefing.slug}.{self.file_name.rpartition('.')[2]}"


FORMATS = {
    one.key: one
    for one in (
        BriefingFormat(
            key="pdf",
            file_name="briefing.pdf",
            content_type=PDF,
            kind="PDF",
            purpose=_("One or two sides of A4, to print and hand out."),
            make=briefing_pdf.file,
        ),
        BriefingFormat(
            key="large_print",
            file_name="briefing-large-print.pdf",
            content_type=PDF,
            kind=_("Large print (PDF)"),
            purpose=_("18 point, on as many pages as it needs."),
            make=briefing_large_print.file,
            starts="7-minute-briefing-large-print",
        ),
        BriefingFormat(
            key="poster",
            file_name="briefing-poster.pdf",
            content_type=PDF,
            kind=_("Poster (PDF)"),
            purpose=_("One A4 or A3 page for the wall, the sections round a wheel."),
            make=briefing_poster.file,
            starts="7-minute-briefing-poster",
        ),
        BriefingFormat(
            key="docx",
            file_name="briefing.docx",
            content_type=DOCX,
            kind="Word",
            purpose=_("To change for your own team, with a page for whoever leads it."),
            make=briefing_docx.file,
        ),
        BriefingFormat(
            key="pptx",
            file_name="briefing.pptx",
            content_type=PPTX,
            kind="PowerPoint",
            purpose=_("A slide for each of the seven sections, with notes."),
            make=briefing_pptx.file,
        ),
        BriefingFormat(
            key="html",
            file_name="briefing.html",
            content_type="text/html; charset=utf-8",
            kind=_("E-mail"),
            purpose=_("To copy into a message to your team."),
            make=briefing_email.file,
            offered_at="briefing_email",
        ),
        BriefingFormat(
            key="txt",
            file_name="briefing.txt",
            content_type="text/plain; charset=utf-8",
            kind=_("Plain text"),
            purpose=_("The words alone: opens in any program."),
            make=briefing_text.file,
        ),
        BriefingFormat(
            key="action_plan",
            file_name="action-plan.docx",
            content_type=DOCX,
            kind=_("Action plan (Word)"),
            purpose=_("A form to print, for teams that cannot say online how they used it."),
            make=action_plan.file,
            starts="team-action-plan",
        ),
    )
}


def _of_summary(key: str, make: Callable[[NationalSummaryPage], bytes], purpose: str | Promise = "") -> BriefingFormat:
    """The same format of a summary: what it is called and what it is for hold, unless another purpose is given."""
    like = FORMATS[key]
    return replace(
        like,
        make=make,
        of="summary",
        purpose=purpose or like.purpose,
        starts=like.starts.replace("7-minute-briefing", "national-review"),
        offered_at=like.offered_at.replace("briefing_", "summary_"),
    )


SUMMARY_FORMATS = {
    one.key: one
    for one in (
        _of_summary("pdf", summary_files.pdf, _("The whole summary on A4, with the actions as a table.")),
        _of_summary("large_print", summary_files.large_print),
        _of_summary("poster", summary_files.poster, _("The essentials on one A4 or A3 page for the wall.")),
        _of_summary("docx", summary_files.docx, _("To fill in and change for your own agency.")),
        _of_summary("pptx", summary_files.pptx, _("A slide or more for each part of the summary.")),
        _of_summary("html", summary_files.email, _("To copy into a message to your agency or team.")),
        _of_summary("txt", summary_files.text),
    )
}


def formats_for(page: Formatted) -> dict[str, BriefingFormat]:
    """Those of this kind of page, by key."""
    return FORMATS if isinstance(page, BriefingPage) else SUMMARY_FORMATS

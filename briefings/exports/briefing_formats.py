"""The formats a briefing comes in: where each is found, what it is for and what makes it.

To add one: a line in `FORMATS`, and a module with `file(briefing, sites=None) -> bytes`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from briefings.exports import briefing_pdf
from briefings.models import BriefingPage

PDF = "application/pdf"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


@dataclass(frozen=True, slots=True)
class BriefingFormat:
    """One format. Its address is the briefing's own with `file_name` at the end; its name `briefing_<key>`."""

    key: str
    file_name: str
    content_type: str
    label: str | Promise
    kind: str
    """What people call such a file: PDF, Word."""
    purpose: str | Promise
    make: Callable[[BriefingPage], bytes]
    saved_as_start: str = "7-minute-briefing"

    @property
    def url_name(self) -> str:
        return f"briefing_{self.key}"

    def saved_as(self, briefing: BriefingPage) -> str:
        """The name under which a reader's browser saves it."""
        return f"{self.saved_as_start}-{briefing.slug}.{self.file_name.rpartition('.')[2]}"


FORMATS = {
    one.key: one
    for one in (
        BriefingFormat(
            "pdf",
            "briefing.pdf",
            PDF,
            _("Print it"),
            "PDF",
            _("One or two sides of A4, to hand out or pin up."),
            briefing_pdf.file,
        ),
    )
}

"""Looks at a briefing or summary in each format beside the editor, while it is written. A half-empty draft can be looked at too.

A browser may not show a PDF or slides in a frame, and no browser shows both: their pages are shown as pictures of what
the file would be. Only the editor sees them; readers get the files themselves.
"""

import json
import tempfile
from base64 import b64encode
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from briefings.exports import briefing_email, briefing_pptx, briefing_text, summary_files
from briefings.exports.briefing_formats import Formatted
from briefings.exports.briefing_sheet import sheet_of
from briefings.exports.made_files import kept
from briefings.exports.summary_sheet import summary_sheet
from briefings.models import BriefingPage
from media.domain.slide_pictures import chosen_renderer
from media.opc.refusals import FileRefused
from media.pdf.briefing import picture_briefing
from media.pdf.errors import TypesettingError
from media.pdf.summary import picture_summary
from media.sheets.briefing import BriefingSheet

SLIDE_WIDTH = 960  # pixels


@dataclass(frozen=True)
class Picture:
    """A page or slide, drawn. Without `src` it could not be."""

    alt: str
    src: str = ""


@dataclass(frozen=True)
class Maker:
    """What makes the sheet of a kind of page and, from it or from the page, what is shown of each format."""

    sheet: Callable[[Any], BriefingSheet]
    pages: Callable[[BriefingSheet], list[bytes]]
    deck: Callable[[Any], bytes]
    text: Callable[[Any], bytes]
    email: Callable[[Any], bytes]


BRIEFINGS = Maker(sheet_of, picture_briefing, briefing_pptx.file, briefing_text.file, briefing_email.file)
SUMMARIES = Maker(summary_sheet, picture_summary, summary_files.pptx, summary_files.text, summary_files.email)


def _maker(page: Formatted) -> Maker:
    return BRIEFINGS if isinstance(page, BriefingPage) else SUMMARIES


def preview_format(briefing: Formatted, request: HttpRequest, mode: str) -> HttpResponse:
    """The briefing or summary as that format shows it; 404 for a mode that there is not."""
    if mode not in _PREVIEWS:
        raise Http404
    return _PREVIEWS[mode](briefing, request)


def _pdf(briefing: Formatted, request: HttpRequest) -> HttpResponse:
    maker = _maker(briefing)
    sheet = maker.sheet(briefing)
    try:
        pages = _kept_pictures("pdf", sheet, lambda: maker.pages(sheet))
    except TypesettingError as error:  # too long, and by how many words
        return _shown(request, briefing, problem=str(error))
    names = [_("Page %(number)d of %(count)d") % {"number": n + 1, "count": len(pages)} for n in range(len(pages))]
    return _shown(request, briefing, pictures=_pictures(pages, names, "image/png"))


def _slides(briefing: Formatted, request: HttpRequest) -> HttpResponse:
    maker = _maker(briefing)
    deck = maker.deck(briefing)
    try:
        slides = _kept_pictures("pptx", maker.sheet(briefing), lambda: _drawn(deck))
    except FileRefused as error:
        return _shown(request, briefing, problem=str(error))
    names = [_("Slide %(number)d") % {"number": n + 1} for n in range(len(slides))]
    return _shown(request, briefing, pictures=_pictures(slides, names, "image/webp"))


def _text(briefing: Formatted, request: HttpRequest) -> HttpResponse:
    return _shown(request, briefing, text=_maker(briefing).text(briefing).decode("utf-8-sig"))


def _email(briefing: Formatted, request: HttpRequest) -> HttpResponse:
    """As mail programs get it: each element carries its own looks, which the policy of our pages would refuse."""
    response = HttpResponse(_maker(briefing).email(briefing))
    response._csp_update = {"style-src": ["'unsafe-inline'"]}  # type: ignore[attr-defined]  # asked for by django-csp
    return response


def _shown(
    request: HttpRequest,
    briefing: Formatted,
    *,
    pictures: Sequence[Picture] = (),
    text: str = "",
    problem: str = "",
) -> HttpResponse:
    context = {"page": briefing, "pictures": pictures, "text": text, "problem": problem}
    response = TemplateResponse(request, "briefings/preview.html", context)
    response._csp_update = {"img-src": ["data:"]}  # type: ignore[attr-defined]  # asked for by django-csp
    return response


def _drawn(deck: bytes) -> list[bytes]:
    """A WebP picture of each slide, in a process of its own; empty for one that could not be drawn."""
    with tempfile.TemporaryDirectory(prefix="preview-") as folder:
        path = Path(folder) / "briefing.pptx"
        path.write_bytes(deck)
        drawn = chosen_renderer().render(path, Path(folder), widths=(SLIDE_WIDTH,))
        return [slide.pictures[0].path.read_bytes() if slide.pictures else b"" for slide in drawn]


def _kept_pictures(what: str, content: object, make: Callable[[], list[bytes]]) -> list[str]:
    """The pictures in base 64: the editor asks again after every few words, and often nothing has changed."""
    held = kept(f"preview-{what}", content, lambda: json.dumps([b64encode(one).decode() for one in make()]).encode())
    pictures: list[str] = json.loads(held)
    return pictures


def _pictures(encoded: Sequence[str], names: Sequence[str], kind: str) -> list[Picture]:
    return [
        Picture(alt=name, src=f"data:{kind};base64,{picture}" if picture else "")
        for picture, name in zip(encoded, names, strict=True)
    ]


_PREVIEWS: dict[str, Callable[[Formatted, HttpRequest], HttpResponse]] = {
    "pdf": _pdf,
    "pptx": _slides,
    "txt": _text,
    "html": _email,
}
PREVIEW_MODES: tuple[tuple[str, str | Promise], ...] = (
    ("", gettext_lazy("Web page")),
    ("pdf", gettext_lazy("PDF")),
    ("pptx", gettext_lazy("Slides")),
    ("txt", gettext_lazy("Plain text")),
    ("html", gettext_lazy("E-mail")),
)

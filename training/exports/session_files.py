"""The files of a session's pack: each with what it is, what it is called, and how it is made."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from briefings.exports import briefing_pdf
from briefings.exports.briefing_formats import DOCX, PDF, PPTX
from briefings.exports.sites_of_pages import SitesOfPages
from briefings.models import BriefingPage
from media.decks.session_deck import compose_session_deck
from media.domain.combining import deck_with_slides
from media.models import Slide
from media.pdf import session as pdf
from media.sheets.session import SessionSheet
from media.word.composing.reflection_sheet import compose_reflection_sheet
from media.word.composing.session_plan import compose_session_plan
from training.queries.session_contents import SessionContents

DECK, PLAN, HANDOUT, REFLECTION = "deck", "plan", "handout", "reflection"
SIGN_IN, FEEDBACK, CERTIFICATE = "sign_in_sheet", "feedback_sheet", "certificate"
CONTENT_TYPES: Final = {"PowerPoint": PPTX, "Word": DOCX, "PDF": PDF}
ENDINGS: Final = {"PowerPoint": ".pptx", "Word": ".docx", "PDF": ".pdf"}
# In English in every language: the same edition has the same names for everybody.
PURPOSES: Final[dict[str, str | Promise]] = {
    DECK: gettext_lazy("The slides in running order, with your notes and minutes under each."),
    PLAN: gettext_lazy("The running order with times, your notes, how people are looked after, and what it covers."),
    HANDOUT: gettext_lazy("To hand out: one for everybody in the room."),
    REFLECTION: gettext_lazy("“How does this show in our practice?”, with room to write."),
    SIGN_IN: gettext_lazy("A tally of how many came from each agency. It asks for no names, and the site keeps none."),
    FEEDBACK: gettext_lazy(
        "How sure people were before and are now, and what they will do differently. No names. With a QR code: the event’s own."
    ),
    CERTIFICATE: gettext_lazy("To print. Each person writes their own name on it: the site keeps none."),
}


@dataclass(frozen=True)
class PackFile:
    """One file to be made. `key` is the same from edition to edition."""

    key: str
    what: str
    title: str
    format: str
    make: Callable[[], bytes]

    @property
    def ending(self) -> str:
        return ENDINGS[self.format]

    @property
    def purpose(self) -> str:
        return str(PURPOSES[self.what])


def pack_files(contents: SessionContents, sheet: SessionSheet) -> list[PackFile]:
    """The pack in the order in which a trainer needs it. Nothing is made yet."""
    return list(_files(contents, sheet))


def _files(contents: SessionContents, sheet: SessionSheet) -> Iterator[PackFile]:
    yield PackFile("deck", DECK, _("Slides with notes"), "PowerPoint", partial(deck_file, contents, sheet))
    yield PackFile("plan-docx", PLAN, _("Session plan"), "Word", partial(compose_session_plan, sheet))
    yield PackFile("plan-pdf", PLAN, _("Session plan"), "PDF", partial(pdf.typeset_session_plan, sheet))
    sites = SitesOfPages()
    for page in contents.briefings:
        yield PackFile(f"briefing-{page.pk}", HANDOUT, page.title, "PDF", partial(_briefing_file, page, sites))
    for at, setting in enumerate(sheet.settings, start=1):
        name = _("Reflection sheet, %(setting)s") % {"setting": setting} if setting else _("Reflection sheet")
        key = f"reflection-{at}"
        word, printed = compose_reflection_sheet, pdf.typeset_reflection_sheet
        yield PackFile(f"{key}-docx", REFLECTION, name, "Word", partial(word, sheet, setting))
        yield PackFile(f"{key}-pdf", REFLECTION, name, "PDF", partial(printed, sheet, setting))
    yield PackFile("sign-in", SIGN_IN, _("Sign-in sheet"), "PDF", partial(pdf.typeset_sign_in_sheet, sheet))
    yield PackFile("feedback", FEEDBACK, _("Feedback sheet"), "PDF", partial(pdf.typeset_feedback_sheet, sheet))
    yield PackFile("certificate", CERTIFICATE, _("Certificate"), "PDF", partial(pdf.typeset_certificate, sheet))


def deck_file(contents: SessionContents, sheet: SessionSheet) -> bytes:
    """The deck, with the slides of other decks at their places. Raises CannotCombine."""
    composed = compose_session_deck(sheet)
    slides = {str(segment.key): contents.slides_of(segment) for segment in contents.segments}
    order: list[int | Slide] = [
        place if isinstance(place, int) else slides[place.segment][place.index] for place in composed.order
    ]
    if all(isinstance(place, int) for place in order):
        return composed.data
    return deck_with_slides(composed.data, order, title=sheet.shown_title)


def _briefing_file(page: BriefingPage, sites: SitesOfPages) -> bytes:
    return briefing_pdf.file(page, sites)

"""An event's feedback sheet on paper, with the code of the same form for telephones."""

from media.pdf.session import typeset_feedback_sheet
from media.sheets.session import SessionPoint, SessionSegment, SessionSheet
from training.domain.segment_sources import said_of
from training.enums import SegmentKind
from training.models import TrainingEvent
from training.queries.feedback import points_asked_about


def file(event: TrainingEvent, address: str) -> bytes:
    """The sheet as PDF: the learning points people are asked about, and the address of the form as a QR code."""
    return typeset_feedback_sheet(sheet_of(event, address))


def sheet_of(event: TrainingEvent, address: str) -> SessionSheet:
    """What the sheet says. A page that has no learning point asks about the session as a whole."""
    parts = tuple(
        SessionSegment(
            key=str(point.pk),
            kind=SegmentKind.POINT,
            kind_label=str(SegmentKind.POINT.label),
            title=point.title,
            starts=0,
            minutes=0,
            point=SessionPoint(**said_of(point)),
        )
        for point in points_asked_about(event)
    )
    return SessionSheet(
        title=event.title,
        partnership=event.partnership.name,
        edition=event.date_as_stated,
        segments=parts,
        feedback_address=address,
        is_fictional=event.partnership.is_fictional,
    )

"""What is said about a review's publication: whether, why not, who decided, when it is looked at again."""

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from learning.models import ReviewPage


def publication_reason(review: "ReviewPage") -> str:
    """One to four sentences on why the report is held back, by whom and until when; blank when there is nothing to add."""
    sentences = []
    if review.is_withheld and review.withheld_reason:
        sentences.append(_("Reason: %(reason)s.") % {"reason": review.get_withheld_reason_display()})
    if review.publication_note:
        sentences.append(
            review.publication_note
            if review.publication_note.endswith((".", "!", "?"))
            else f"{review.publication_note}."
        )
    if review.is_withheld and review.decided_by:
        sentences.append(_("Decided by %(who)s.") % {"who": review.decided_by})
    if review.is_withheld and review.next_look:
        sentences.append(_("To be looked at again on %(date)s.") % {"date": date_format(review.next_look, "j F Y")})
    return " ".join(sentences)

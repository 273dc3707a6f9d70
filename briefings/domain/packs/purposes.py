"""What each sort of file in a pack is for, in a sentence for somebody who chooses."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from learning.enums import PackItemKind

PURPOSES: Final[dict[str, str | Promise]] = {
    "points_deck": _("A slide for each learning point, with notes for whoever presents them."),
    "about": _("What the review is, what was learned and what else there is: one sheet to put on top."),
    PackItemKind.REPORT: _("The full report, as published."),
    PackItemKind.LEARNING_REPORT: _("What was learned, without the detail of the full report."),
    PackItemKind.LEARNING_PRESENTATION: _("Slides for a longer session about this review."),
    PackItemKind.SLIDE_DECK: _("Slides to show to a team or a class of staff."),
    PackItemKind.SEVEN_MINUTE_BRIEFING: _("One or two sides to read or talk through in a team meeting."),
    PackItemKind.SUMMARY: _("The learning in a few pages."),
    PackItemKind.STATEMENT: _("What the partnership said when the review was published."),
    PackItemKind.RESPONSE: _("What agencies answered, and what they will do."),
    PackItemKind.ACTION_PLAN: _("What is being done, by whom and by when."),
    PackItemKind.FAMILY_VERSION: _("Written for children and families."),
    PackItemKind.LITERATURE_REVIEW: _("What research says on the same matter."),
    PackItemKind.GUIDANCE: _("How to do it: guidance for practice."),
    PackItemKind.AUDIO: _("To listen to."),
    PackItemKind.VIDEO: _("To watch."),
}


def purpose_of(what: str) -> str:
    """The sentence; blank for a sort that explains itself."""
    from briefings.exports.briefing_formats import FORMATS

    one = FORMATS.get(what.removeprefix("briefing_")) if what.startswith("briefing_") else None
    return str(one.purpose if one else PURPOSES.get(what, ""))

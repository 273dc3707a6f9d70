"""Which files of a pack are for whom: one table. An edition keeps what it said when it was made."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from briefings.enums import PackAudience
from learning.enums import PackItemKind

MANAGER, TRAINER, SETTING = PackAudience.TEAM_MANAGER, PackAudience.TRAINER, PackAudience.SETTING


@dataclass(frozen=True, slots=True)
class AudiencePack:
    """A part of a pack put together for somebody, and the sentence that says what is in it."""

    audience: PackAudience
    says: str | Promise


AUDIENCE_PACKS: Final = (
    AudiencePack(
        MANAGER, _("What you need for seven minutes in a team meeting: the briefing, and a sheet to agree actions on.")
    ),
    AudiencePack(TRAINER, _("What you need to teach it: slides, the briefing with its notes, the reports behind it.")),
    AudiencePack(
        SETTING, _("What a staff room can use: the briefing to print and to pin up, in large print too, and slides.")
    ),
    AudiencePack(PackAudience.EVERYTHING, _("Every file there is, in every format.")),
)

WHO_GETS: Final[dict[str, tuple[PackAudience, ...]]] = {
    "briefing_pdf": (MANAGER, TRAINER, SETTING),
    "briefing_poster": (MANAGER, SETTING),
    "briefing_large_print": (SETTING,),
    "briefing_docx": (TRAINER,),
    "briefing_pptx": (TRAINER, SETTING),
    "briefing_html": (MANAGER,),
    "briefing_txt": (),
    "briefing_action_plan": (MANAGER, SETTING),
    "points_deck": (TRAINER,),
    "about": (MANAGER, TRAINER, SETTING),
    PackItemKind.REPORT: (TRAINER,),
    PackItemKind.LEARNING_REPORT: (MANAGER, TRAINER),
    PackItemKind.LEARNING_PRESENTATION: (TRAINER,),
    PackItemKind.SLIDE_DECK: (TRAINER, SETTING),
    PackItemKind.SEVEN_MINUTE_BRIEFING: (MANAGER, TRAINER, SETTING),
    PackItemKind.SUMMARY: (MANAGER, TRAINER, SETTING),
    PackItemKind.RESPONSE: (TRAINER,),
    PackItemKind.ACTION_PLAN: (MANAGER, TRAINER),
    PackItemKind.LITERATURE_REVIEW: (TRAINER,),
    PackItemKind.GUIDANCE: (MANAGER, TRAINER, SETTING),
    PackItemKind.AUDIO: (TRAINER,),
    PackItemKind.VIDEO: (TRAINER, SETTING),
}


def audiences_of(what: str) -> list[str]:
    """The audiences whose packs hold files of this sort; a sort that is not in the table is for those who take everything."""
    return [audience.value for audience in WHO_GETS.get(what, ())]

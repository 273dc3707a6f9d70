"""The section of a briefing."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from learning.blocks import PROSE_FEATURES


class BriefingSectionBlock(blocks.StructBlock):
    """One of seven: a heading, what it says, and a note for whoever leads the briefing."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=80)
    body = blocks.RichTextBlock(label=_("Text"), features=PROSE_FEATURES)
    facilitator_note = blocks.TextBlock(label=_("Facilitator's note"), required=False, rows=2)

    class Meta:
        icon = "doc-full"
        label = _("Section")
        template = "briefings/blocks/section.html"


class BriefingSectionsBlock(blocks.StreamBlock):
    """Exactly seven sections when published (`briefings.validators`); a draft may have any number."""

    section = BriefingSectionBlock()


class RecommendationsBlock(blocks.StreamBlock):
    recommendation = blocks.TextBlock(label=_("Recommendation"), rows=2)


class QuestionForKindBlock(blocks.StructBlock):
    """A question for one kind of agency to ask itself."""

    kind = blocks.CharBlock(label=_("Kind of agency"), max_length=100)
    question = blocks.TextBlock(label=_("Question"), rows=2)

    class Meta:
        icon = "help"


class SummaryActionBlock(blocks.StructBlock):
    """Something somebody will do: who by role, by when, and how it will be shown."""

    action = blocks.TextBlock(label=_("Action"), rows=2)
    owner = blocks.CharBlock(label=_("Owner (role)"), max_length=120, required=False)
    due = blocks.DateBlock(label=_("Due"), required=False)
    evidence = blocks.CharBlock(label=_("Evidence"), max_length=300, required=False)

    class Meta:
        icon = "tick"


class StandingQuestionsBlock(blocks.StreamBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=300)

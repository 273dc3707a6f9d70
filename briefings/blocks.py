"""What briefings and national summaries are made of."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from learning.blocks import PROSE_FEATURES
from learning.validators import validate_address_elsewhere


class BriefingSectionBlock(blocks.StructBlock):
    """One of seven: a heading, what it says, perhaps a picture, and a note for whoever leads the briefing.

    The picture is shown on the page; files say in its place what it shows (`briefings.exports.briefing_sheet`).
    """

    heading = blocks.CharBlock(label=_("Heading"), max_length=80)
    body = blocks.RichTextBlock(label=_("Text"), features=PROSE_FEATURES)
    image = ImageBlock(label=_("Picture"), required=False)
    facilitator_note = blocks.TextBlock(label=_("Facilitator's note"), required=False, rows=2)

    class Meta:
        icon = "doc-full"
        label = _("Section")
        template = "briefings/blocks/section.html"


class BriefingSectionsBlock(blocks.StreamBlock):
    """Exactly seven sections when published (`briefings.validators`); a draft may have any number."""

    section = BriefingSectionBlock()


class OutsideReviewBlock(blocks.StructBlock):
    """A review that is not on this site: another area's, as its publisher names it. Linked, never held."""

    name = blocks.CharBlock(label=_("Name"), max_length=200)
    publisher = blocks.CharBlock(label=_("Publisher"), max_length=200, required=False)
    year = blocks.IntegerBlock(label=_("Year"), min_value=1900, max_value=2200, required=False)
    url = blocks.CharBlock(label=_("Address"), max_length=500, required=False, validators=[validate_address_elsewhere])

    class Meta:
        icon = "link-external"
        label = _("Review")


class OutsideReviewsBlock(blocks.StreamBlock):
    review = OutsideReviewBlock()


class RecommendationValue(blocks.StructValue):
    """A recommendation that reads as one line: "4a. Ask to see where the baby sleeps"."""

    @property
    def name(self) -> str:
        """Its number as a sentence may begin with it: "4a.", "Recommendation 2.", "(iv)"; blank where none was given."""
        number = str(self.get("number") or "").strip()
        return f"{number}." if number[-1:].isalnum() else number

    def __str__(self) -> str:
        return " ".join(part for part in (self.name, str(self.get("text") or "").strip()) if part)


class RecommendationBlock(blocks.StructBlock):
    """A national recommendation, under the number its source gives it: words, for some are "4a" or "Recommendation 2".

    What was written when a recommendation was a text alone still reads: it has no number.
    """

    number = blocks.CharBlock(
        label=_("Number in the source"),
        max_length=40,
        required=False,
        help_text=_("As the report has it: 3, 4a, Recommendation 2. Left empty, none is shown."),
    )
    text = blocks.TextBlock(label=_("Recommendation"), rows=2)

    class Meta:
        icon = "list-ol"
        label = _("Recommendation")
        value_class = RecommendationValue

    def to_python(self, value: Any) -> Any:
        return super().to_python(_with_number(value))

    def bulk_to_python(self, values: Iterable[Any]) -> Any:
        return super().bulk_to_python([_with_number(value) for value in values])

    def normalize(self, value: Any) -> Any:
        return super().normalize(_with_number(value))


def _with_number(value: Any) -> Any:
    return {"number": "", "text": value} if isinstance(value, str) else value


class RecommendationsBlock(blocks.StreamBlock):
    recommendation = RecommendationBlock()


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

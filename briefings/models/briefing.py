"""The 7-minute briefing."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from briefings.blocks import BriefingSectionsBlock, OutsideReviewsBlock, StandingQuestionsBlock
from briefings.domain.briefing_list import briefing_list_context
from briefings.enums import Preset, SourceKind
from briefings.forms import BriefingPageForm
from briefings.panels import WordMeterPanel
from briefings.presets import SECTION_COUNT, STANDING_QUESTIONS
from briefings.validators import validate_ready_to_publish, validate_sources_keep_anonymity
from briefings.words import WARN_ABOVE_WORDS, count_words, minutes_aloud
from learning.blocks import PROSE_FEATURES
from learning.lazily import lazily
from learning.models import (
    SEARCH_ENGINES_PANEL,
    KeptOutOfSearch,
    LearningPoint,
    ReviewPage,
    StatedDateMixin,
    Theme,
    ThemedItem,
    Withdrawable,
    themes_of,
)
from learning.models.restrictions import SeldomRestricted, open_to_all

REVIEW_BY_HELP = _("Left empty, a day is proposed when it is published (Settings, Standing questions).")


@register_setting(icon="help")
class StandingQuestions(BaseSiteSetting):
    """What a partnership decides once for all its briefings: the questions that go with each, and how long each holds good."""

    questions = StreamField(
        StandingQuestionsBlock(required=False),
        verbose_name=_("questions"),
        blank=True,
        default=[("question", question) for question in STANDING_QUESTIONS],
    )

    months_until_review = models.PositiveSmallIntegerField(
        _("months until a briefing is looked at again"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(120)],
        help_text=_(
            "Counted from the day it was reviewed or published. Proposed to the editor, who may choose another day."
        ),
    )

    panels = [FieldPanel("questions"), FieldPanel("months_until_review")]

    class Meta:
        verbose_name = _("standing questions")


class BriefingIndexPage(SeldomRestricted, Page):
    """The list of briefings."""

    introduction = RichTextField(_("introduction"), features=PROSE_FEATURES, blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["briefings.BriefingPage"]
    max_count_per_parent = 1
    content_panels = Page.content_panels + [FieldPanel("introduction")]

    class Meta:
        verbose_name = _("list of briefings")
        verbose_name_plural = _("lists of briefings")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | briefing_list_context(self, request)


class BriefingPageTheme(ThemedItem):
    content_object = ParentalKey("briefings.BriefingPage", on_delete=models.CASCADE, related_name="theme_items")


class BriefingPage(Withdrawable, StatedDateMixin, SeldomRestricted, KeptOutOfSearch, Page):
    """One or two sides in seven sections, read or talked through in seven minutes.

    It may serve several reviews, another area's review, an audit, or no review at all.
    """

    preset = models.CharField(_("preset"), max_length=20, choices=Preset, default=Preset.CASE)
    introduction = models.TextField(_("in one or two sentences"), blank=True)
    sections = StreamField(BriefingSectionsBlock(), verbose_name=_("seven sections"), blank=True)
    facilitator_note = models.TextField(_("note for whoever leads it"), blank=True)
    standing_questions = StreamField(
        StandingQuestionsBlock(required=False), verbose_name=_("questions instead of the standing ones"), blank=True
    )
    source_kind = models.CharField(_("made from"), max_length=20, choices=SourceKind, default=SourceKind.REVIEW)
    source_note = models.CharField(
        _("source"),
        max_length=300,
        blank=True,
        help_text=_("For another area's review, an audit or guidance: what it was."),
    )
    reviews = ParentalManyToManyField(ReviewPage, blank=True, related_name="briefings", verbose_name=_("reviews"))
    outside_reviews = StreamField(
        OutsideReviewsBlock(required=False),
        verbose_name=_("reviews that are not on this site"),
        blank=True,
        help_text=_("Another area's review: its name, who published it and where it is."),
    )
    national_summary = models.ForeignKey(
        "briefings.NationalSummaryPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="briefings",
        verbose_name=_("national summary"),
    )
    themes = ClusterTaggableManager(
        through=BriefingPageTheme, blank=True, verbose_name=_("themes"), related_name="briefings"
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    review_by = models.DateField(_("review by"), null=True, blank=True)
    reviewer = models.CharField(_("reviewed by (role)"), max_length=120, blank=True)
    superseded_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="supersedes",
        verbose_name=_("superseded by"),
    )

    base_form_class = BriefingPageForm
    parent_page_types = ["briefings.BriefingIndexPage"]
    subpage_types: list[str] = []
    content_panels = Page.content_panels + [
        MultiFieldPanel(
            [FieldPanel("preset"), FieldPanel("introduction"), FieldPanel("date_as_stated")], _("Briefing")
        ),
        WordMeterPanel(heading=_("Length")),
        FieldPanel("sections"),
        FieldPanel("facilitator_note"),
        InlinePanel("briefing_points", heading=_("Learning points it passes on"), label=_("learning point")),
        FieldPanel("themes"),
        MultiFieldPanel(
            [
                FieldPanel("source_kind"),
                FieldPanel("source_note"),
                FieldPanel("reviews"),
                FieldPanel("outside_reviews"),
                FieldPanel("national_summary"),
            ],
            _("Where it comes from"),
        ),
        FieldPanel("standing_questions"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("review_by", help_text=REVIEW_BY_HELP)]),
                FieldPanel("reviewer"),
                FieldPanel("superseded_by"),
            ],
            _("Keeping it current"),
        ),
    ]
    promote_panels = [*Page.promote_panels, SEARCH_ENGINES_PANEL]
    search_fields = Page.search_fields + [
        index.SearchField("introduction"),
        index.SearchField("sections"),
        index.FilterField("preset"),
    ]

    class Meta:
        verbose_name = _("7-minute briefing")
        verbose_name_plural = _("7-minute briefings")

    def clean(self) -> None:
        super().clean()
        if self.superseded_by_id and self.superseded_by_id == self.pk:
            raise ValidationError({"superseded_by": _("A briefing cannot supersede itself.")})
        validate_sources_keep_anonymity(self)

    def save(self, clean: bool = True, **kwargs: Any) -> None:
        """Guards every way of publishing (a bulk action, a schedule), not the editor's form alone.

        Raises:
            ValidationError: it is live and is not a 7-minute briefing.
        """
        if clean and self.live:
            try:
                validate_ready_to_publish(self.sections)
            except ValidationError as error:
                raise ValidationError({"sections": error.messages}) from error
        super().save(clean=clean, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs) | {
            "standing_questions": self.questions(StandingQuestions.for_request(request)),
            "briefing_points": self.briefing_points.select_related("point"),
            **lazily(
                lambda: {"reviews": open_to_all(self.reviews.select_related("publisher").order_by("title"), self)},
                "reviews",
            ),
            "summary": next(iter(open_to_all(filter(None, [self.national_summary]), self)), None),
            "replacement": next(iter(open_to_all(filter(None, [self.replacement]), self)), None),
        }
        for contribute in hooks.get_hooks("cascade_briefing_context"):
            context |= contribute(self, request)
        return context

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """What an editor may look at beside the form: the page, and each of the formats."""
        from briefings.previews import PREVIEW_MODES

        return [(mode, str(label)) for mode, label in PREVIEW_MODES]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        from briefings.previews import preview_format

        if mode_name:
            return preview_format(self, request, mode_name)
        page: HttpResponse = super().serve_preview(request, mode_name)
        return page

    def questions(self, standing: StandingQuestions | None = None) -> list[str]:
        """Its own questions, else the partnership's standing ones, else the usual three."""
        for source in (self.standing_questions, standing.questions if standing else None):
            if source:
                return [str(block.value) for block in source]
        return list(STANDING_QUESTIONS)

    def is_past_review(self, on: date | None = None) -> bool:
        """Whether its "review by" has passed: practice moves on."""
        return self.review_by is not None and self.review_by < (on or timezone.localdate())

    @property
    def replacement(self) -> "BriefingPage | None":
        """The published briefing that takes its place."""
        return self.superseded_by if self.superseded_by and self.superseded_by.live else None

    @property
    def theme_list(self) -> list[Theme]:
        return themes_of(self)

    @cached_property
    def word_count(self) -> int:
        """Words in the title-to-questions text of its sections, headings included; notes are not read aloud."""
        return sum(count_words(f"{block.value['heading']} {block.value['body'].source}") for block in self.sections)

    @property
    def minutes_aloud(self) -> float:
        return minutes_aloud(self.word_count)

    @property
    def is_long(self) -> bool:
        return self.word_count > WARN_ABOVE_WORDS

    @property
    def has_seven_sections(self) -> bool:
        return len(self.sections) == SECTION_COUNT


def fetch_what_is_printed(briefings: list[BriefingPage]) -> None:
    """Fetches what the PDFs of these briefings show, each kind of row in one query for all; none if it is there already."""
    prefetch_related_objects(briefings, "reviews", "theme_items__tag", "superseded_by")


class BriefingPoint(Orderable):
    """A briefing passes on a learning point."""

    briefing = ParentalKey(BriefingPage, on_delete=models.CASCADE, related_name="briefing_points")
    point = models.ForeignKey(
        LearningPoint, on_delete=models.PROTECT, related_name="briefing_points", verbose_name=_("learning point")
    )

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["briefing", "point"], name="unique_briefing_point")]

    def __str__(self) -> str:
        return str(self.point)

"""Summaries of national reviews, on the learning sub-group's template."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from briefings.blocks import QuestionForKindBlock, RecommendationsBlock, SummaryActionBlock
from briefings.words import count_words
from learning.blocks import PROSE_FEATURES
from learning.models import LearningPoint, Theme, ThemedItem, Withdrawable, themes_of
from learning.models.restrictions import SeldomRestricted

BACKGROUND_WORDS = 80


class NationalIndexPage(SeldomRestricted, Page):
    """The list of national learning: summaries written here, and reports held elsewhere."""

    introduction = RichTextField(_("introduction"), features=PROSE_FEATURES, blank=True)

    parent_page_types = ["home.HomePage"]
    subpage_types = ["briefings.NationalSummaryPage"]
    max_count_per_parent = 1
    content_panels = Page.content_panels + [FieldPanel("introduction")]

    class Meta:
        verbose_name = _("list of national learning")
        verbose_name_plural = _("lists of national learning")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        summaries = (
            NationalSummaryPage.objects.live()
            .child_of(self)
            .order_by(models.F("source_year").desc(nulls_last=True), "title", "pk")
            .prefetch_related("theme_items__tag")
        )
        return super().get_context(request, *args, **kwargs) | {"summaries": summaries}


class NationalSummaryPageTheme(ThemedItem):
    content_object = ParentalKey("briefings.NationalSummaryPage", on_delete=models.CASCADE, related_name="theme_items")


class NationalSummaryPage(Withdrawable, SeldomRestricted, Page):
    """A national review outlined for local use. Its report is linked, never re-hosted: copyright stays with its publisher."""

    source_publisher = models.CharField(_("publisher"), max_length=200, blank=True)
    source_name = models.CharField(_("name of the report"), max_length=300, blank=True)
    source_year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    source_url = models.URLField(_("where it is"), blank=True, max_length=500)
    read_on = models.DateField(_("read on"), null=True, blank=True)
    why_here = models.TextField(_("why it matters here"), blank=True)
    background = RichTextField(_("background"), features=PROSE_FEATURES, blank=True, help_text=_("80 words at most."))
    key_findings = RichTextField(_("key findings"), features=PROSE_FEATURES, blank=True)
    lessons = RichTextField(_("lessons"), features=PROSE_FEATURES, blank=True)
    good_practice = RichTextField(_("good practice"), features=PROSE_FEATURES, blank=True)
    recommendations = StreamField(
        RecommendationsBlock(required=False), verbose_name=_("national recommendations"), blank=True
    )
    local_position = RichTextField(_("local position"), features=PROSE_FEATURES, blank=True)
    questions = StreamField(
        [("question", QuestionForKindBlock())], verbose_name=_("questions for each kind of agency"), blank=True
    )
    actions = StreamField([("action", SummaryActionBlock())], verbose_name=_("actions"), blank=True)
    courses_to_change = models.TextField(_("courses and decks that must change"), blank=True)
    themes = ClusterTaggableManager(
        through=NationalSummaryPageTheme, blank=True, verbose_name=_("themes"), related_name="national_summaries"
    )
    summarised_by = models.CharField(_("summarised by (role)"), max_length=120, blank=True)
    approved_by = models.CharField(_("approved by (role)"), max_length=120, blank=True)
    cascade_on = models.DateField(_("cascade on"), null=True, blank=True)
    reply_by = models.DateField(_("reply by"), null=True, blank=True)

    parent_page_types = ["briefings.NationalIndexPage"]
    subpage_types: list[str] = []
    content_panels = Page.content_panels + [
        MultiFieldPanel(
            [
                FieldPanel("source_publisher"),
                FieldPanel("source_name"),
                FieldRowPanel([FieldPanel("source_year"), FieldPanel("read_on")]),
                FieldPanel("source_url"),
            ],
            _("Source"),
        ),
        FieldPanel("why_here"),
        FieldPanel("background"),
        FieldPanel("key_findings"),
        FieldPanel("lessons"),
        FieldPanel("good_practice"),
        FieldPanel("recommendations"),
        FieldPanel("local_position"),
        FieldPanel("questions"),
        FieldPanel("actions"),
        FieldPanel("courses_to_change"),
        InlinePanel("summary_points", heading=_("Learning points it passes on"), label=_("learning point")),
        FieldPanel("themes"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("summarised_by"), FieldPanel("approved_by")])], _("Who")),
        MultiFieldPanel([FieldRowPanel([FieldPanel("cascade_on"), FieldPanel("reply_by")])], _("Cascade")),
    ]
    search_fields = Page.search_fields + [
        index.SearchField("source_name"),
        index.SearchField("source_publisher"),
        index.SearchField("why_here"),
        index.SearchField("key_findings"),
        index.SearchField("lessons"),
    ]

    class Meta:
        verbose_name = _("national review summary")
        verbose_name_plural = _("national review summaries")

    def clean(self) -> None:
        super().clean()
        words = count_words(self.background)
        if words > BACKGROUND_WORDS:
            raise ValidationError({"background": _("%(words)d words: the template allows 80.") % {"words": words}})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {
            "summary_points": self.summary_points.select_related("point")
        }

    @property
    def is_written(self) -> bool:
        """Whether there is a summary here, or only a pointer to a report elsewhere."""
        return bool(self.key_findings or self.lessons or self.background)

    @property
    def theme_list(self) -> list[Theme]:
        return themes_of(self)


class SummaryPoint(Orderable):
    """A national summary passes on a learning point, which local reviews may share."""

    summary = ParentalKey(NationalSummaryPage, on_delete=models.CASCADE, related_name="summary_points")
    point = models.ForeignKey(
        LearningPoint, on_delete=models.PROTECT, related_name="summary_points", verbose_name=_("learning point")
    )

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["summary", "point"], name="unique_summary_point")]

    def __str__(self) -> str:
        return str(self.point)

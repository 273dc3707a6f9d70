"""Summaries of national reviews, on the learning sub-group's template."""

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from briefings.blocks import QuestionForKindBlock, RecommendationsBlock, SummaryActionBlock
from briefings.domain.points_passed_on import points_passed_on
from briefings.forms import NationalSummaryForm
from briefings.validators import validate_background, validate_two_people
from learning.blocks import PROSE_FEATURES
from learning.models import (
    SEARCH_ENGINES_PANEL,
    KeptOutOfSearch,
    LearningPoint,
    Theme,
    ThemedItem,
    Withdrawable,
    themes_of,
)
from learning.models.restrictions import SeldomRestricted
from learning.reading_age_panel import ReadingAgePanel
from media.models import Document


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
        from learning.public_sources import is_restricted

        summaries = (
            NationalSummaryPage.objects.live()
            .child_of(self)
            .exclude(is_restricted("path"))
            .order_by(models.F("source_year").desc(nulls_last=True), "title", "pk")
            .prefetch_related("theme_items__tag")
        )
        return super().get_context(request, *args, **kwargs) | {"summaries": summaries}


class NationalSummaryPageTheme(ThemedItem):
    content_object = ParentalKey("briefings.NationalSummaryPage", on_delete=models.CASCADE, related_name="theme_items")


class NationalSummaryPage(Withdrawable, SeldomRestricted, KeptOutOfSearch, Page):
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
    local_evidence = models.TextField(
        _("evidence for the local position"),
        blank=True,
        help_text=_("How you know: which data or audit, of which cases, of when. Never about one child."),
    )
    questions = StreamField(
        [("question", QuestionForKindBlock())], verbose_name=_("questions for each kind of agency"), blank=True
    )
    actions = StreamField([("action", SummaryActionBlock())], verbose_name=_("actions"), blank=True)
    courses_to_change = models.TextField(
        _("courses and other training that must change"),
        blank=True,
        help_text=_(
            "Courses, and whatever is no deck in the library. Decks are chosen below, so that their owners see it."
        ),
    )
    themes = ClusterTaggableManager(
        through=NationalSummaryPageTheme, blank=True, verbose_name=_("themes"), related_name="national_summaries"
    )
    summarised_by = models.CharField(_("summarised by (role)"), max_length=120, blank=True)
    approved_by = models.CharField(
        _("approved by (role)"), max_length=120, blank=True, help_text=_("Somebody else than who summarised it.")
    )
    cascade_on = models.DateField(_("cascade on"), null=True, blank=True)
    reply_by = models.DateField(_("reply by"), null=True, blank=True)

    base_form_class = NationalSummaryForm
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
        MultiFieldPanel([FieldPanel("local_position"), FieldPanel("local_evidence")], _("Local position")),
        ReadingAgePanel(
            *("why_here", "background", "key_findings", "lessons", "good_practice", "local_position"),
            heading=_("How easy it is to read"),
        ),
        FieldPanel("questions"),
        FieldPanel("actions"),
        FieldPanel("courses_to_change"),
        InlinePanel("decks_to_change", heading=_("Decks that must change"), label=_("deck")),
        InlinePanel("summary_points", heading=_("Learning points it passes on"), label=_("learning point")),
        FieldPanel("themes"),
        MultiFieldPanel([FieldRowPanel([FieldPanel("summarised_by"), FieldPanel("approved_by")])], _("Who")),
        MultiFieldPanel([FieldRowPanel([FieldPanel("cascade_on"), FieldPanel("reply_by")])], _("Cascade")),
    ]
    promote_panels = [*Page.promote_panels, SEARCH_ENGINES_PANEL]
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
        validate_background(self.background)

    def save(self, clean: bool = True, **kwargs: Any) -> None:
        """Guards every way of publishing (a bulk action, a schedule), not the editor's form alone.

        Raises:
            ValidationError: it is live, and was not summarised by one person and approved by another.
        """
        if clean and self.live:
            validate_two_people(self)
        super().save(clean=clean, **kwargs)  # type: ignore[call-arg]  # of Page, which has no types

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs) | {
            "points_passed_on": points_passed_on(self),
            "decks": self.decks_to_change.select_related("document"),
        }
        for contribute in hooks.get_hooks("cascade_summary_context"):
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
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["summary", "point"], name="unique_summary_point")]

    def __str__(self) -> str:
        return str(self.point)


class SummaryDeckToChange(Orderable):
    """A deck in the library that has to say something else because of the review; its owner is told until it is done."""

    summary = ParentalKey(NationalSummaryPage, on_delete=models.CASCADE, related_name="decks_to_change")
    document = models.ForeignKey(
        Document, on_delete=models.CASCADE, related_name="changes_asked", verbose_name=_("deck")
    )
    what = models.CharField(_("what must change"), max_length=300, blank=True)
    done_on = models.DateField(
        _("changed on"), null=True, blank=True, help_text=_("Left empty, its owner is asked to change it.")
    )

    panels = [FieldPanel("document"), FieldPanel("what"), FieldPanel("done_on")]

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["summary", "document"], name="unique_deck_to_change")]

    def __str__(self) -> str:
        return str(self.document)

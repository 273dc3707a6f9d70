"""Themed series drawn from several reviews: "Working Together Better" and any other."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from learning.blocks import PROSE_FEATURES, BodyBlock
from learning.enums import PackItemKind
from learning.models.findable import SEARCH_ENGINES_PANEL, KeptOutOfSearch
from learning.models.learning_point import LearningPoint
from learning.models.partnership import Level
from learning.models.restrictions import SeldomRestricted
from learning.models.review import ReviewPage
from learning.models.stated_date import StatedDateMixin
from learning.models.theme import Theme, ThemedItem, themes_of
from learning.models.withdrawal import Withdrawable
from learning.reading_age_panel import ReadingAgePanel
from media.models import Document


class SeriesPage(SeldomRestricted, KeptOutOfSearch, Page):
    """A series, at its own address under the home page: /working-together-better/."""

    introduction = RichTextField(_("introduction"), features=PROSE_FEATURES, blank=True)
    level = models.ForeignKey(
        Level,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="series",
        verbose_name=_("supports training at level"),
    )

    parent_page_types = ["home.HomePage"]
    subpage_types = ["learning.ThemedResourcePage"]
    content_panels = Page.content_panels + [FieldPanel("introduction"), FieldPanel("level")]
    promote_panels = [*Page.promote_panels, SEARCH_ENGINES_PANEL]

    class Meta:
        verbose_name = _("series")
        verbose_name_plural = _("series")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"resources": self.resources()}

    def resources(self) -> models.QuerySet["ThemedResourcePage"]:
        """Its published resources in the editor's order."""
        return ThemedResourcePage.objects.live().child_of(self).order_by("path").prefetch_related("theme_items__tag")


class ThemedResourcePageTheme(ThemedItem):
    content_object = ParentalKey("learning.ThemedResourcePage", on_delete=models.CASCADE, related_name="theme_items")


class ThemedResourcePage(Withdrawable, SeldomRestricted, KeptOutOfSearch, Page):
    """One theme's resource: what the learning is, things to do with it, questions for each setting."""

    introduction = RichTextField(_("introduction"), features=PROSE_FEATURES, blank=True)
    body = StreamField(BodyBlock(required=False), verbose_name=_("body"), blank=True)
    audience = models.CharField(_("audience"), max_length=300, blank=True)
    level = models.ForeignKey(
        Level, null=True, blank=True, on_delete=models.SET_NULL, related_name="resources", verbose_name=_("level")
    )
    reviews = ParentalManyToManyField(
        ReviewPage, blank=True, related_name="themed_resources", verbose_name=_("reviews behind it")
    )
    themes = ClusterTaggableManager(
        through=ThemedResourcePageTheme, blank=True, verbose_name=_("themes"), related_name="themed_resources"
    )

    parent_page_types = ["learning.SeriesPage"]
    subpage_types: list[str] = []
    content_panels = Page.content_panels + [
        FieldPanel("introduction"),
        MultiFieldPanel([FieldPanel("audience"), FieldPanel("level"), FieldPanel("themes")], _("Who it is for")),
        FieldPanel("body"),
        ReadingAgePanel("introduction", "body", heading=_("How easy it is to read")),
        InlinePanel("reflection_questions", heading=_("Questions for a setting to reflect on"), label=_("question")),
        InlinePanel("resource_points", heading=_("Learning points"), label=_("learning point")),
        FieldPanel("reviews"),
        InlinePanel("items", heading=_("Files and links"), label=_("item")),
    ]
    promote_panels = [*Page.promote_panels, SEARCH_ENGINES_PANEL]
    search_fields = Page.search_fields + [index.SearchField("introduction"), index.SearchField("body")]

    class Meta:
        verbose_name = _("themed resource")
        verbose_name_plural = _("themed resources")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs) | {
            "resource_points": self.resource_points.select_related("point"),
            "reviews": self.reviews.filter(live=True).order_by("title"),
            "series": self.get_parent(),
        }
        for contribute in hooks.get_hooks("cascade_resource_context"):
            context |= contribute(self, request)
        return context

    @property
    def theme_list(self) -> list[Theme]:
        return themes_of(self)


class ReflectionQuestion(Orderable):
    resource = ParentalKey(ThemedResourcePage, on_delete=models.CASCADE, related_name="reflection_questions")
    text = models.CharField(_("question"), max_length=400)

    def __str__(self) -> str:
        return self.text


class ThemedResourcePoint(Orderable):
    """A resource passes on a learning point."""

    resource = ParentalKey(ThemedResourcePage, on_delete=models.CASCADE, related_name="resource_points")
    point = models.ForeignKey(
        LearningPoint, on_delete=models.PROTECT, related_name="resource_points", verbose_name=_("learning point")
    )

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["resource", "point"], name="unique_resource_point")]

    def __str__(self) -> str:
        return str(self.point)


class ThemedResourceItem(StatedDateMixin, Orderable):
    """A file or link that belongs to a resource; with neither, it is named and not held here."""

    resource = ParentalKey(ThemedResourcePage, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(_("kind"), max_length=30, choices=PackItemKind, default=PackItemKind.OTHER)
    title = models.CharField(_("title"), max_length=250)
    document = models.ForeignKey(
        Document,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="resource_items",
        verbose_name=_("document"),
    )
    url = models.URLField(_("or its address elsewhere"), blank=True, max_length=500)

    def __str__(self) -> str:
        return self.title

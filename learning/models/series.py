"""Themed series drawn from several reviews: "Working Together Better" and any other."""

from typing import Any

from django import forms
from django.db import models
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from learning.blocks import PROSE_FEATURES
from learning.enums import NotesFor, PackItemKind
from learning.models.findable import SEARCH_ENGINES_PANEL, KeptOutOfSearch
from learning.models.learning_point import LearningPoint
from learning.models.partnership import AgencyKind, Level
from learning.models.restrictions import SeldomRestricted
from learning.models.review import ReviewPage
from learning.models.stated_date import StatedDateMixin
from learning.models.theme import Theme, ThemedItem, themes_of
from learning.models.withdrawal import Withdrawable
from learning.queries.pages import home_path
from learning.queries.reflection import questions_of
from learning.queries.series import Place, place_of, resources_of
from learning.reading_age_panel import ReadingAgePanel
from learning.resource_blocks import ResourceBodyBlock, pictures_in, validate_recordings
from media.models import Document
from media.permissions import may_reuse_slides


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
        return resources_of(self).prefetch_related("theme_items__tag")


class ThemedResourcePageTheme(ThemedItem):
    content_object = ParentalKey("learning.ThemedResourcePage", on_delete=models.CASCADE, related_name="theme_items")


class ThemedResourcePage(Withdrawable, SeldomRestricted, KeptOutOfSearch, Page):
    """One theme's resource: what the learning is, things to do with it, questions for each setting."""

    introduction = RichTextField(_("introduction"), features=PROSE_FEATURES, blank=True)
    body = StreamField(ResourceBodyBlock(required=False), verbose_name=_("body"), blank=True)
    in_session = RichTextField(
        _("in a session"),
        features=PROSE_FEATURES,
        blank=True,
        help_text=_(
            "How it can be used in training at its level: as a whole, or which parts of it in how many minutes."
        ),
    )
    trainer_notes = RichTextField(_("notes for trainers"), features=PROSE_FEATURES, blank=True)
    trainer_notes_for = models.CharField(
        _("who reads the notes"), max_length=20, choices=NotesFor, default=NotesFor.TRAINERS
    )
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
        MultiFieldPanel(
            [FieldPanel("in_session"), FieldPanel("trainer_notes"), FieldPanel("trainer_notes_for")],
            _("For whoever trains with it"),
        ),
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

    def save(self, clean: bool = True, **kwargs: Any) -> None:
        """Guards every way of publishing (a bulk action, a schedule), not the editor's form alone.

        Raises:
            ValidationError: it is live, and one of its recordings is not ready to be.
        """
        if clean and self.live:
            validate_recordings(self.body)
        super().save(clean=clean, **kwargs)  # type: ignore[call-arg]  # of Page, behind the mixins

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        prefetch_related_objects(pictures_in(self.body), "renditions")
        context = super().get_context(request, *args, **kwargs) | {
            "resource_points": self.resource_points.select_related("point"),
            "reviews": self.public_reviews(),
            "series": self.get_parent(),
            "questions": questions_of(self),
            "place": self.place(),
            "shows_trainer_notes": self.shows_trainer_notes(request),
        }
        for contribute in hooks.get_hooks("cascade_resource_context"):
            context |= contribute(self, request)
        return context

    def public_reviews(self) -> models.QuerySet[ReviewPage]:
        """The reviews of its site behind it that everybody may read; in a preview, of what is being written."""
        from learning.public_sources import is_restricted

        chosen = [review.pk for review in self.reviews.all()]
        here = ReviewPage.objects.live().filter(pk__in=chosen, path__startswith=home_path(self))
        return here.exclude(is_restricted("path")).order_by("title")

    def place(self) -> Place:
        """Where it stands in its series, for readers."""
        return place_of(self)

    def shows_trainer_notes(self, request: HttpRequest) -> bool:
        """Whether this reader sees the notes for trainers: those who may make decks of slides do, others if the editor says so."""
        if not self.trainer_notes:
            return False
        return self.trainer_notes_for == NotesFor.EVERYBODY or may_reuse_slides(request)

    @property
    def public_trainer_notes(self) -> str:
        """The notes where everybody may read them, else nothing."""
        return self.trainer_notes if self.trainer_notes_for == NotesFor.EVERYBODY else ""

    @property
    def theme_list(self) -> list[Theme]:
        return themes_of(self)


class ReflectionQuestion(Orderable, ClusterableModel):
    """A question that settings ask themselves: those of the named kinds, or every one."""

    resource = ParentalKey(ThemedResourcePage, on_delete=models.CASCADE, related_name="reflection_questions")
    text = models.CharField(_("question"), max_length=400)
    for_kinds = ParentalManyToManyField(
        AgencyKind,
        blank=True,
        related_name="reflection_questions",
        verbose_name=_("for settings of these kinds"),
        help_text=_("None: a question for every setting."),
    )

    panels = [FieldPanel("text"), FieldPanel("for_kinds", widget=forms.CheckboxSelectMultiple)]

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.text


class ThemedResourcePoint(Orderable):
    """A resource passes on a learning point."""

    resource = ParentalKey(ThemedResourcePage, on_delete=models.CASCADE, related_name="resource_points")
    point = models.ForeignKey(
        LearningPoint, on_delete=models.PROTECT, related_name="resource_points", verbose_name=_("learning point")
    )

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
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

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.title

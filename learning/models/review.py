"""A review and what hangs from it."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail import hooks
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page
from wagtail.search import index

from learning.blocks import PROSE_FEATURES
from learning.dates import AsStatedDate
from learning.domain.review_list import review_list_context
from learning.domain.review_story import review_context
from learning.enums import (
    WITHHELD_STATES,
    AgeBand,
    Outcome,
    PersonRole,
    PublicationState,
    ReviewKind,
    StatedDateKind,
    WithheldReason,
)
from learning.models.findable import SEARCH_ENGINES_PANEL, KeptOutOfSearch
from learning.models.labels import QuickLabels
from learning.models.learning_point import LearningPoint
from learning.models.partnership import Partnership
from learning.models.restrictions import SeldomRestricted
from learning.models.stated_date import StatedDateMixin
from learning.models.theme import Theme, ThemedItem, themes_of
from learning.models.withdrawal import Withdrawable
from learning.panels import REVIEW_INDEX_PANELS, REVIEW_PANELS
from learning.queries.reviews import ReviewManager
from learning.validators import validate_identity_is_new, validate_no_repository_record

if TYPE_CHECKING:
    from learning.models.pack_item import PackItem


class ReviewIndexPage(SeldomRestricted, Page):
    """The list of a partnership's reviews; says so kindly when there are none."""

    introduction = RichTextField(_("introduction"), features=PROSE_FEATURES, blank=True)
    empty_message = RichTextField(
        _("when there are no reviews"),
        features=PROSE_FEATURES,
        blank=True,
        help_text=_("What a reader is told when the list is empty."),
    )

    parent_page_types = ["home.HomePage"]
    subpage_types = ["learning.ReviewPage"]
    max_count_per_parent = 1
    content_panels = Page.content_panels + REVIEW_INDEX_PANELS

    class Meta:
        verbose_name = _("list of reviews")
        verbose_name_plural = _("lists of reviews")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | review_list_context(self, request)


class ReviewPageTheme(ThemedItem):
    content_object = ParentalKey("learning.ReviewPage", on_delete=models.CASCADE, related_name="theme_items")


class ReviewPage(Withdrawable, SeldomRestricted, QuickLabels, KeptOutOfSearch, Page):
    """A formal look at what happened: identified by publisher, name and year, never by a child's real name."""

    kind = models.CharField(_("kind of review"), max_length=20, choices=ReviewKind, default=ReviewKind.LCSPR)
    pseudonym = models.CharField(
        _("pseudonym"),
        max_length=120,
        blank=True,
        help_text=_("The name the child or family is given: “Child E1”, “Jacob”."),
    )
    letter = models.CharField(_("letter"), max_length=20, blank=True)
    local_reference = models.CharField(_("local reference"), max_length=60, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    publisher = models.ForeignKey(
        Partnership,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reviews",
        verbose_name=_("publisher"),
    )
    also_by = models.CharField(_("published with"), max_length=300, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome, blank=True)
    publication_state = models.CharField(
        _("publication"), max_length=20, choices=PublicationState, default=PublicationState.NOT_YET
    )
    withheld_reason = models.CharField(
        _("why it is not published in full"), max_length=20, choices=WithheldReason, blank=True
    )
    publication_note = models.CharField(_("note on publication"), max_length=500, blank=True)
    decided_by = models.CharField(_("who decided"), max_length=200, blank=True)
    next_look = models.DateField(_("to be looked at again on"), null=True, blank=True)
    external_url = models.URLField(_("the publisher's own page"), blank=True, max_length=500)
    content_warning = models.CharField(_("content warning"), max_length=300, blank=True)
    summary = RichTextField(_("what this review is about"), features=PROSE_FEATURES, blank=True)
    what_next = RichTextField(_("what to do next"), features=PROSE_FEATURES, blank=True)
    themes = ClusterTaggableManager(
        through=ReviewPageTheme, blank=True, verbose_name=_("themes"), related_name="reviews"
    )
    related_reviews = ParentalManyToManyField(
        "self", blank=True, symmetrical=False, related_name="related_from", verbose_name=_("related reviews")
    )

    objects = ReviewManager()

    is_named_when_withdrawn = False  # it may be withdrawn so that nobody finds it by the name the child was given
    parent_page_types = ["learning.ReviewIndexPage"]
    subpage_types: list[str] = []
    content_panels = Page.content_panels + REVIEW_PANELS
    promote_panels = [*Page.promote_panels, SEARCH_ENGINES_PANEL]
    search_fields = Page.search_fields + [
        index.SearchField("pseudonym"),
        index.SearchField("local_reference"),
        index.SearchField("summary"),
        index.FilterField("kind"),
        index.FilterField("publication_state"),
    ]

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")

    def clean(self) -> None:
        super().clean()
        validate_identity_is_new(self)
        validate_no_repository_record(self)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs) | review_context(self, request)
        for contribute in hooks.get_hooks("cascade_review_context"):
            context |= contribute(self, request)
        return context

    @property
    def theme_list(self) -> list[Theme]:
        return themes_of(self)

    @property
    def is_withheld(self) -> bool:
        return self.publication_state in WITHHELD_STATES

    @property
    def is_anonymous(self) -> bool:
        """Published anonymously through the NSPCC: nothing may show which record there is ours."""
        return self.publication_state == PublicationState.ANONYMOUS_NSPCC

    @property
    def public_url(self) -> str:
        """The publisher's own page, or nothing where a link would undo anonymity."""
        return "" if self.is_anonymous else self.external_url

    @property
    def published(self) -> AsStatedDate:
        """When it was published, as stated; the latest if there are several."""
        stated = [row.stated_date for row in self.stated_dates.all() if row.kind == StatedDateKind.PUBLISHED]
        return max(stated, key=lambda one: one.sort_key, default=AsStatedDate.parse(""))

    @property
    def has_parts(self) -> bool:
        """Whether `fetch_parts` has been here."""
        return "stated_dates" in getattr(self, "_prefetched_objects_cache", {})

    def fetch_parts(self) -> None:
        """Fetches the rows that tell its story, in three queries, once. A draft holds its own already."""
        if self.pk is None or hasattr(self, "_cluster_related_objects") or self.has_parts:
            return
        from learning.queries.review_parts import fetch_parts

        fetch_parts(self)

    def findings_with_points(self) -> list["Finding"]:
        """Its findings with all that a page shows of their points; works on an unsaved draft too."""
        findings = list(self.findings.all())
        if not self.has_parts:
            prefetch_related_objects(findings, "point__for_kinds")
        return [finding for finding in findings if finding.point_id]

    def pack_items_with_documents(self) -> list["PackItem"]:
        """Its pack items, each with its document and this review already fetched."""
        items = list(self.pack_items.all())
        if not self.has_parts:
            prefetch_related_objects(items, "document")
        for item in items:
            item.review = self
        return items

    @property
    def authors(self) -> list["ReviewPerson"]:
        return [person for person in self.people.all() if person.role == PersonRole.AUTHOR]


class ReviewSubject(QuickLabels, Orderable):
    """A child the review is about: an age band and nothing else."""

    review = ParentalKey(ReviewPage, on_delete=models.CASCADE, related_name="subjects")
    age_band = models.CharField(_("age band"), max_length=20, choices=AgeBand, default=AgeBand.UNKNOWN)

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.get_age_band_display()


class ReviewPerson(QuickLabels, Orderable):
    """A named reviewer: author or chair. Never a child, a relative or a practitioner."""

    review = ParentalKey(ReviewPage, on_delete=models.CASCADE, related_name="people")
    name = models.CharField(_("name"), max_length=120)
    role = models.CharField(_("role"), max_length=20, choices=PersonRole, default=PersonRole.AUTHOR)

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_role_display()})"


class ReviewDate(QuickLabels, StatedDateMixin, Orderable):
    """A date the publisher states. Their order proves nothing: a learning event may follow its report."""

    review = ParentalKey(ReviewPage, on_delete=models.CASCADE, related_name="stated_dates")
    kind = models.CharField(_("what happened"), max_length=20, choices=StatedDateKind, default=StatedDateKind.PUBLISHED)
    note = models.CharField(_("note"), max_length=200, blank=True)

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        indexes = [models.Index(fields=["review", "kind", "date"], name="review_date_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.date_as_stated}"

    def clean(self) -> None:
        super().clean()
        if not self.date_as_stated.strip():
            raise ValidationError(
                {"date_as_stated": _("Write the date as the publisher gives it, or remove this row.")}
            )


class Finding(Orderable):
    """A review found a learning point: where in the report it says so."""

    review = ParentalKey(ReviewPage, on_delete=models.CASCADE, related_name="findings")
    point = models.ForeignKey(
        LearningPoint, on_delete=models.PROTECT, related_name="findings", verbose_name=_("learning point")
    )
    source_reference = models.CharField(
        _("where it says so"), max_length=120, blank=True, help_text=_("Page or paragraph of the report.")
    )

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["review", "point"], name="unique_finding")]

    def __str__(self) -> str:
        return str(self.point)

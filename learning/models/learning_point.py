"""One lesson: what was found, what should change, for whom."""

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import RevisionMixin
from wagtail.search import index

from learning.addresses import address_of
from learning.models.findable import KeptOutOfSearch
from learning.models.partnership import AgencyKind, Level, Partnership
from learning.models.theme import Theme, ThemedItem, themes_of
from learning.queries.learning_points import LearningPointQuerySet


class LearningPointTheme(ThemedItem):
    content_object = ParentalKey("learning.LearningPoint", on_delete=models.CASCADE, related_name="theme_items")


class LearningPoint(index.Indexed, RevisionMixin, KeptOutOfSearch, ClusterableModel):
    """A lesson that can be found in several reviews and taught at several events.

    It is reworded (each wording is kept as a revision), superseded or retired. Once taught it is never deleted:
    the rows of what was taught protect it.
    """

    title = models.CharField(_("learning point"), max_length=200, help_text=_("The lesson in one plain sentence."))
    found = models.TextField(_("what was found"), blank=True)
    change = models.TextField(_("what should change"), blank=True)
    question = models.TextField(_("question to reflect on"), blank=True)
    is_good_practice = models.BooleanField(
        _("good practice"), default=False, help_text=_("Something that worked, to keep doing.")
    )
    partnership = models.ForeignKey(
        Partnership,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="learning_points",
        verbose_name=_("partnership"),
    )
    for_kinds = ParentalManyToManyField(
        AgencyKind, blank=True, related_name="learning_points", verbose_name=_("for these kinds of agency")
    )
    for_roles = models.CharField(_("for these roles"), max_length=300, blank=True)
    levels = ParentalManyToManyField(
        Level, blank=True, related_name="learning_points", verbose_name=_("for these levels of training")
    )
    themes = ClusterTaggableManager(
        through=LearningPointTheme, blank=True, verbose_name=_("themes"), related_name="learning_points"
    )
    superseded_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="supersedes",
        verbose_name=_("superseded by"),
    )
    retired_on = models.DateField(_("retired on"), null=True, blank=True)
    retired_why = models.CharField(_("why it was retired"), max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = LearningPointQuerySet.as_manager()

    search_fields = [
        index.SearchField("title", boost=2),
        index.SearchField("found"),
        index.SearchField("change"),
        index.AutocompleteField("title"),
        index.FilterField("partnership"),
        index.FilterField("retired_on"),
        index.FilterField("is_good_practice"),
        index.FilterField("superseded_by"),
    ]

    class Meta:
        ordering = ["title", "pk"]
        verbose_name = _("learning point")
        verbose_name_plural = _("learning points")
        indexes = [models.Index(fields=["partnership", "retired_on"], name="point_partnership_retired")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return address_of("learning_point", self.pk)

    @property
    def theme_list(self) -> list[Theme]:
        return themes_of(self)

    @cached_property
    def kind_list(self) -> list[AgencyKind]:
        """The kinds of agency it is for; whoever fetches many points may have put them here."""
        return list(self.for_kinds.all())

    @property
    def is_retired(self) -> bool:
        return self.retired_on is not None and self.retired_on <= timezone.localdate()

    @property
    def is_current(self) -> bool:
        return not self.is_retired and self.superseded_by_id is None

"""The controlled list of themes, and how things are tagged with them."""

from typing import Any

from django.db import models
from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel

from learning.enums import ThemeGroup


class Theme(ClusterableModel, TagBase):
    """A theme by its preferred label. Words get retired: "did not attend" is now "was not brought"."""

    free_tagging = False

    group = models.CharField(_("group"), max_length=30, choices=ThemeGroup, default=ThemeGroup.PRACTICE)
    scope_note = models.TextField(_("what it covers"), blank=True)
    retired_on = models.DateField(_("retired on"), null=True, blank=True)
    retired_why = models.CharField(_("why it was retired"), max_length=300, blank=True)
    successor = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="predecessors",
        verbose_name=_("use instead"),
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("slug"), FieldPanel("group"), FieldPanel("scope_note")], _("Theme")
        ),
        InlinePanel("alternatives", heading=_("Other words for it"), label=_("word")),
        MultiFieldPanel([FieldPanel("retired_on"), FieldPanel("retired_why"), FieldPanel("successor")], _("Retired")),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("theme")
        verbose_name_plural = _("themes")

    @property
    def is_retired(self) -> bool:
        return self.retired_on is not None and self.retired_on <= timezone.localdate()


class ThemeAlternative(models.Model):
    """Another word for a theme, found by search. A retired word carries why it is no longer used."""

    theme = ParentalKey(Theme, on_delete=models.CASCADE, related_name="alternatives")
    label = models.CharField(_("word"), max_length=100)
    is_retired = models.BooleanField(_("retired"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["label"]
        constraints = [models.UniqueConstraint(fields=["theme", "label"], name="unique_theme_alternative")]

    def __str__(self) -> str:
        return self.label


class ThemedItem(ItemBase):
    """The row between a thing and its theme. Subclasses add `content_object`. A theme in use is retired, not deleted."""

    tag = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="%(app_label)s_%(class)s_items")

    class Meta:
        abstract = True


def themes_of(thing: Any) -> list[Theme]:
    """The themes of a page or point, by name: one query for all of them, none where `theme_items__tag` is prefetched."""
    items = list(thing.theme_items.all())
    prefetch_related_objects(items, "tag")
    return sorted((item.tag for item in items), key=lambda theme: theme.name)

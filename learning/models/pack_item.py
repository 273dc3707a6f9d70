"""What is published for a review: files held here, files elsewhere, and files only named."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from learning.enums import PackItemKind
from learning.models.labels import QuickLabels
from learning.models.review import ReviewPage
from learning.models.stated_date import StatedDateMixin
from media.models import Document


class PackItem(QuickLabels, StatedDateMixin, Orderable):
    """One thing in a review's learning pack. With neither file nor address it is named, and "not held here"."""

    review = ParentalKey(ReviewPage, on_delete=models.CASCADE, related_name="pack_items")
    kind = models.CharField(_("kind"), max_length=30, choices=PackItemKind, default=PackItemKind.LEARNING_REPORT)
    title = models.CharField(_("title"), max_length=250)
    document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.PROTECT, related_name="pack_items", verbose_name=_("document")
    )
    url = models.URLField(_("or its address elsewhere"), blank=True, max_length=500)
    note = models.CharField(_("note"), max_length=300, blank=True)
    edition = models.CharField(_("edition"), max_length=40, blank=True)

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        verbose_name = _("pack item")
        verbose_name_plural = _("pack items")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.document_id and self.url:
            raise ValidationError({"url": _("Choose a document or give an address, not both.")})

    @property
    def is_held_here(self) -> bool:
        return self.document_id is not None

    @property
    def public_url(self) -> str:
        """Where it is elsewhere, or nothing where a link would undo anonymity."""
        return "" if self.review.is_anonymous else self.url

"""Files the site holds: documents and images, with what the gate found in them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.images.models import Image as WagtailImage


class Document(AbstractDocument):
    """A file people can download: a report, a briefing, a deck.

    `format` is what the file is by its content, never by its name; `sha256` is of the bytes as held.
    """

    class Source(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        MADE_HERE = "made_here", _("Made here")

    format = models.CharField(_("format"), max_length=20, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    slide_count = models.PositiveIntegerField(_("slides"), null=True, blank=True, editable=False)
    source = models.CharField(max_length=20, choices=Source, default=Source.UPLOADED, editable=False)

    # Wagtail's own model, always installed, has the same class name: its reverse accessors would clash.
    tags = TaggableManager(verbose_name=_("tags"), blank=True, related_name="tagged_documents")
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="uploaded_documents"
    )

    admin_form_fields = WagtailDocument.admin_form_fields

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


class Image(AbstractImage):
    """A picture, with the description that stands in for it (`description`, from Wagtail)."""

    # Wagtail's own model, always installed, has the same class name: its reverse accessors would clash.
    tags = TaggableManager(verbose_name=_("tags"), blank=True, related_name="tagged_images")
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="uploaded_images"
    )

    admin_form_fields = WagtailImage.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")


class Rendition(AbstractRendition):
    """An image at the size a page shows it."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta(AbstractRendition.Meta):
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"),
        ]

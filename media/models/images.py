"""Pictures on pages, and the sizes they are shown at."""

import secrets
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.images.models import AbstractImage, AbstractRendition, Filter
from wagtail.images.models import Image as WagtailImage


class Image(AbstractImage):
    """A picture, with the description that stands in for it (`description`, from Wagtail)."""

    # Wagtail's own model, always installed, has the same class name: its reverse accessors would clash.
    tags = TaggableManager(verbose_name=_("tags"), blank=True, related_name="tagged_images")
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="uploaded_images",
    )

    admin_form_fields = WagtailImage.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def get_upload_to(self, filename: str) -> str:
        """A name nobody can guess, which its renditions share; what the file was called may say who is in it."""
        return str(super().get_upload_to(secrets.token_hex(16) + PurePosixPath(filename).suffix.lower()))

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> ContentFile:
        """As Wagtail makes it, without the temporary file that Wagtail leaves open, also where there is no picture to read."""
        if source is None:
            with self.open_file():
                pass
        with super().generate_rendition_file(filter, source=source) as made:
            made.seek(0)
            return ContentFile(made.read(), name=made.name)

    @property
    def default_alt_text(self) -> str:
        """What somebody wrote for those who cannot see it, or nothing: a title mostly comes from a file name."""
        return str(self.description)


class Rendition(AbstractRendition):
    """An image at the size a page shows it."""

    image = models.ForeignKey(Image, on_delete=models.CASCADE, related_name="renditions")

    class Meta(AbstractRendition.Meta):
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="unique_rendition"),
        ]

"""A learning pack as it was on a day: its editions, numbered from 1, and what each holds."""

from datetime import date
from typing import Any

from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from briefings.enums import PackAudience
from briefings.models.briefing import BriefingPage
from learning.models import ReviewPage
from media.enums import AccessibilityStatus
from media.models import Document

MANIFEST_FORMAT = "cascade-pack-manifest"
MADE_HERE = "Made here"
UPLOADED = "Uploaded"
USUAL_LICENCE = "© {publisher}. For use in safeguarding training."


@register_setting(icon="folder-inverse")
class PackSettings(BaseSiteSetting):
    """What every pack of this partnership says."""

    licence = models.CharField(
        _("licence"),
        max_length=300,
        default=USUAL_LICENCE,
        help_text=_("What people may do with the files of a pack. {publisher} stands for the review's publisher."),
    )

    panels = [FieldPanel("licence")]

    class Meta:
        verbose_name = _("learning packs")

    def licence_of(self, publisher: str) -> str:
        return self.licence.replace("{publisher}", publisher or str(_("the publisher")))


class PackEdition(models.Model):
    """A review's pack as it was when it last changed. What is in it never changes; `note` is the editor's, and shown on pages only.

    `readme` and `manifest` are the two texts in its zip, word for word: the same edition gives the same bytes, whatever
    later versions of this program would write.
    """

    review = models.ForeignKey(
        ReviewPage, on_delete=models.CASCADE, related_name="pack_editions", verbose_name=_("review")
    )
    number = models.PositiveIntegerField(_("edition"))
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    changes = models.JSONField(default=list, help_text="Sentences on what changed since the edition before.")
    note = models.TextField(
        _("note for readers"),
        blank=True,
        max_length=1000,
        help_text=_("What changed, in your own words. Shown on the pack's page, above what the site found itself."),
    )
    fingerprint = models.CharField(max_length=64, help_text="Of what it was made from; no file is read to know it.")
    is_incomplete = models.BooleanField(
        default=False, help_text="A file was missing: it is looked for again now and then."
    )
    readme = models.TextField()
    manifest = models.TextField()

    panels = [FieldPanel("note")]

    class Meta:
        ordering = ["review", "-number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="unique_pack_edition")]
        verbose_name = _("pack edition")
        verbose_name_plural = _("pack editions")

    def __str__(self) -> str:
        return f"{self.review.title}, edition {self.number}"

    @property
    def made_on(self) -> date:
        """The day, here."""
        return timezone.localtime(self.made_at).date()

    @property
    def url(self) -> str:
        return f"/reviews/{self.review.slug}/pack/editions/{self.number}/"

    @property
    def zip_url(self) -> str:
        return f"{self.url}pack.zip"


class PackEditionItemQuerySet(models.QuerySet["PackEditionItem"]):
    def holding(self, thing: Document | BriefingPage) -> "PackEditionItemQuerySet":
        """What editions hold of a document (the same bytes under another number too), or of all that was made of a briefing."""
        if isinstance(thing, BriefingPage):
            return self.filter(briefing=thing)
        same = Q(document=thing)
        return self.filter(same | Q(sha256=thing.sha256) if thing.sha256 else same)

    def of_newest_editions(self) -> "PackEditionItemQuerySet":
        """Only what packs hold now."""
        newer = PackEdition.objects.filter(review=models.OuterRef("edition__review")).order_by("-number")
        return self.filter(edition=models.Subquery(newer.values("pk")[:1]))


class PackEditionItem(models.Model):
    """One file of an edition, as it was: the row outlives the document or briefing it was made of."""

    edition = models.ForeignKey(PackEdition, on_delete=models.CASCADE, related_name="items")
    order = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80, help_text="The same from edition to edition.")
    what = models.CharField(max_length=40, help_text="Its sort, for programs: briefing_pdf, learning_report.")
    name = models.CharField(max_length=160, help_text="In the zip.")
    title = models.CharField(max_length=250)
    kind = models.CharField(max_length=120)
    format = models.CharField(max_length=40)
    size = models.PositiveBigIntegerField(help_text="Bytes.")
    sha256 = models.CharField(max_length=64, db_index=True)
    crc32 = models.PositiveBigIntegerField()
    licence = models.CharField(max_length=600, blank=True)
    source = models.CharField(max_length=300, blank=True)
    date_as_stated = models.CharField(max_length=100, blank=True)
    reviewed_on = models.DateField(null=True, blank=True)
    review_by = models.DateField(null=True, blank=True)
    accessibility = models.CharField(
        max_length=12, choices=AccessibilityStatus, default=AccessibilityStatus.NOT_CHECKED
    )
    audiences = models.JSONField(default=list, help_text="For which audiences' packs it is.")
    document = models.ForeignKey(
        Document, null=True, on_delete=models.SET_NULL, related_name="pack_edition_items", help_text="Null if made."
    )
    briefing = models.ForeignKey(
        BriefingPage, null=True, on_delete=models.SET_NULL, related_name="pack_edition_items", help_text="If of one."
    )
    is_made = models.BooleanField(help_text="Made here: its bytes are kept under their checksum.")

    objects = PackEditionItemQuerySet.as_manager()

    class Meta:
        ordering = ["edition", "order"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="unique_pack_edition_item")]

    def __str__(self) -> str:
        return self.name

    @property
    def stored_name(self) -> str:
        """Where its bytes are kept in the usual storage, if it was made here."""
        return made_file_name(self.sha256)

    def is_for(self, audience: str) -> bool:
        return audience == PackAudience.EVERYTHING or audience in self.audiences

    def is_past_review(self, on: date | None = None) -> bool:
        return self.review_by is not None and self.review_by < (on or timezone.localdate())

    def open(self) -> Any:
        """Its bytes as a file. Raises OSError if they are gone."""
        if self.is_made:
            return default_storage.open(self.stored_name, "rb")
        if self.document is None:
            raise FileNotFoundError(self.name)
        return self.document.file.storage.open(self.document.file.name, "rb")


def made_file_name(sha256: str) -> str:
    """Where a made file is kept. No address leads there."""
    return f"packs/{sha256}"


class DownloadCount(models.Model):
    """How often something was downloaded on a day: a number, and nothing of who did."""

    page = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="download_counts", help_text="A review or briefing."
    )
    item = models.CharField(_("item"), max_length=80, help_text="“pack” for the zip itself, else the item's key.")
    title = models.CharField(_("title"), max_length=250)
    audience = models.CharField(_("audience"), max_length=20, choices=PackAudience, blank=True)
    day = models.DateField(_("day"))
    count = models.PositiveIntegerField(_("downloads"), default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["page", "item", "audience", "day"], name="unique_download_count")
        ]
        verbose_name = _("download count")
        verbose_name_plural = _("download counts")

    def __str__(self) -> str:
        return f"{self.title}, {self.day}: {self.count}"

"""A file of past attendance on its way in, what it did, and how it is taken back."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.models import Agency, Partnership
from media.models.documents import sealed_storage
from training.enums import ImportState


class AttendanceImport(models.Model):
    """One file, from its upload to what it made.

    `mapping` says which of our columns is in which column of the file, by number from 0; `lines` is what became of each
    row; `made` is what taking it back needs: the events it made, and what each attendance said before.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="attendance_imports", verbose_name=_("partnership")
    )
    name = models.CharField(_("file"), max_length=255)
    file = models.FileField(upload_to="imports", storage=sealed_storage, blank=True)
    sha256 = models.CharField(max_length=64, blank=True, db_index=True)
    state = models.CharField(_("state"), max_length=12, choices=ImportState, default=ImportState.UPLOADED)
    mapping = models.JSONField(default=dict, blank=True)
    lines = models.JSONField(default=list, blank=True)
    made = models.JSONField(default=dict, blank=True)
    rows_done = models.PositiveIntegerField(default=0)
    rows_in_all = models.PositiveIntegerField(default=0)
    problem = models.TextField(_("what went wrong"), blank=True)
    uploaded_at = models.DateTimeField(_("uploaded"), auto_now_add=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        verbose_name = _("import of attendance")
        verbose_name_plural = _("imports of attendance")

    def __str__(self) -> str:
        return self.name


class ImportMapping(models.Model):
    """How somebody matched a file's columns, for the next file with the same headings."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="import_mappings")
    headings_mark = models.CharField(max_length=64, help_text="Of the headings, in order, without regard to capitals.")
    mapping = models.JSONField(default=dict)
    used_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "headings_mark"], name="unique_import_mapping")]

    def __str__(self) -> str:
        return self.headings_mark


class AgencyAlias(models.Model):
    """What files call an agency, as somebody said once. `folded` is without regard to capitals and spaces."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="agency_aliases")
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="aliases", verbose_name=_("agency"))
    name = models.CharField(_("called"), max_length=200)
    folded = models.CharField(max_length=200)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["partnership", "folded"], name="unique_agency_alias")]
        verbose_name = _("other name of an agency")
        verbose_name_plural = _("other names of agencies")

    def __str__(self) -> str:
        return self.name

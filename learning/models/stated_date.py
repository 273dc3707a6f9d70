"""Columns for a date as stated."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.dates import AsStatedDate
from learning.enums import DatePrecision


class StatedDateMixin(models.Model):
    """A date as a page gives it. Editors write the text; `date` and `date_precision` follow from it at save."""

    date_as_stated = models.CharField(
        _("date, as stated"),
        max_length=100,
        blank=True,
        help_text=_("As it is written: “15.05.2018”, “May 2018”, “2019”. Leave empty if it is not known."),
    )
    date = models.DateField(null=True, blank=True, editable=False, db_index=True)
    date_precision = models.CharField(max_length=5, choices=DatePrecision, default=DatePrecision.NONE, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.read_stated_date()
        if kwargs.get("update_fields") and "date_as_stated" in kwargs["update_fields"]:
            kwargs["update_fields"] = {*kwargs["update_fields"], "date", "date_precision"}
        super().save(*args, **kwargs)

    @property
    def stated_date(self) -> AsStatedDate:
        return AsStatedDate.parse(self.date_as_stated)

    def read_stated_date(self) -> None:
        """Sets the sortable columns from the text."""
        stated = self.stated_date
        self.date, self.date_precision = stated.date, stated.precision

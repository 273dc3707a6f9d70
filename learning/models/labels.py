"""What a choice is called."""

from typing import Any

from django.db.models import Field
from django.utils.encoding import force_str


class QuickLabels:
    """`get_<field>_display()` that translates the one label: Django's own translates all of a field's to find one.

    Stands in front of a model's other bases. For rows that are shown many to a page.
    """

    def _get_FIELD_display(self, field: Field) -> Any:  # noqa: N802 - Django's name for it
        value = getattr(self, field.attname)
        return next(
            (force_str(label, strings_only=True) for known, label in field.flatchoices if known == value), value
        )

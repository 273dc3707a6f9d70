"""What a choice is called."""

from functools import lru_cache
from typing import Any

from django.db.models import Field
from django.utils.encoding import force_str
from django.utils.translation import get_language


class QuickLabels:
    """`get_<field>_display()` that translates the one label, once: Django's own translates all of a field's to find one.

    Stands in front of a model's other bases. For rows that are shown many to a page.
    """

    def _get_FIELD_display(self, field: Field) -> Any:  # noqa: N802 - Django's name for it
        return _label(field, getattr(self, field.attname), get_language())


@lru_cache(maxsize=2048)
def _label(field: Field, value: Any, _language: str | None) -> Any:
    """A value that is no choice is its own label."""
    return next((force_str(label, strings_only=True) for known, label in field.flatchoices if known == value), value)

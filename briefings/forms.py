"""What the admin refuses when a briefing is published, and only then: drafts may be half-written."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from briefings.validators import validate_length_aloud


class BriefingPageForm(WagtailAdminPageForm):
    """Refuses, on publishing, the label "7-minute" to what cannot be said in seven minutes."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.is_deferred_validation and cleaned.get("sections") is not None:
            try:
                validate_length_aloud(cleaned["sections"])
            except ValidationError as error:
                self.add_error("sections", error)
        return cleaned

"""What the admin refuses when a briefing is published, and only then: drafts may be half-written."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm

from briefings.validators import validate_ready_to_publish


class BriefingPageForm(WagtailAdminPageForm):
    """Refuses, on publishing, the label "7-minute briefing" to what is not one."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation and cleaned.get("sections") is not None:
            try:
                validate_ready_to_publish(cleaned["sections"])
            except ValidationError as error:
                self.add_error("sections", error)
        return cleaned

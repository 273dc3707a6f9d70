"""What the admin refuses when a briefing or summary is published, and only then: drafts may be half-written."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.stream_block import StreamValue

from briefings.domain.keeping_current import months_until_review, proposed_review_by
from briefings.validators import validate_pictures_described, validate_ready_to_publish, validate_two_people


class BriefingPageForm(WagtailAdminPageForm):
    """Refuses, on publishing, the label "7-minute briefing" to what is not one."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation:
            self._refuse_what_is_not_ready(cleaned.get("sections"))
            self._propose_review_by(cleaned)
        return cleaned

    def _propose_review_by(self, cleaned: dict[str, Any]) -> None:
        """Gives a briefing that is published without one a day to be looked at again. The editor is told, and may change it."""
        if "review_by" in cleaned and not cleaned["review_by"]:
            months = months_until_review(self.instance if self.instance.pk else self.parent_page)
            cleaned["review_by"] = proposed_review_by(cleaned.get("reviewed_on"), months)
            self.instance.proposed_review_by = cleaned["review_by"]

    def _refuse_what_is_not_ready(self, sections: StreamValue | None) -> None:
        try:
            if sections is not None:
                validate_ready_to_publish(sections)
            else:  # the editor shows what is wrong where it is; a picture's section is named at the top as well
                validate_pictures_described(self["sections"].data)
        except ValidationError as error:
            self.add_error("sections" if sections is not None else None, error)


class NationalSummaryForm(WagtailAdminPageForm):
    """Refuses, on publishing, a summary that the same person wrote and approved, or that says of neither who it was."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        if not self.is_deferred_validation:
            written = {name: cleaned.get(name) or "" for name in _SAYS_WHETHER_AND_WHO}
            try:
                validate_two_people(self._meta.model(**written))
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned


_SAYS_WHETHER_AND_WHO = ("background", "key_findings", "lessons", "summarised_by", "approved_by")

"""The field editors write prose in: Wagtail's own, which takes what its own script sends and nothing else."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import BadRequest
from draftjs_exporter.error import ExporterException
from wagtail.admin.rich_text import DraftailRichTextArea


class ProseArea(DraftailRichTextArea):
    """As shipped, what is no content of the editor is a fault; here it is refused, and nothing is saved."""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        if data.get(name) == "":
            return ""
        try:
            return super().value_from_datadict(data, files, name)
        except (ExporterException, AttributeError, LookupError, TypeError, ValueError, RecursionError) as error:
            raise BadRequest(f"“{name}” holds no prose") from error

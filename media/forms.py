"""The upload form: what comes in passes the gate before anything is saved."""

from wagtail.documents.forms import BaseDocumentForm


class DocumentForm(BaseDocumentForm):
    """Wagtail's document form, behind the gate."""

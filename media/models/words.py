"""What a document says, for search to look in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from media.enums import WordsState
from media.models.documents import Document


class DocumentWords(models.Model):
    """The words of what readers get of a document: never of the sealed original.

    In a table of its own, so that nobody who lists documents reads whole reports. It holds for the file whose
    `sha256` it was read from, and for no other: see `Document.text`.
    """

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="words")
    sha256 = models.CharField(max_length=64)
    state = models.CharField(_("text for search"), max_length=10, choices=WordsState)
    text = models.TextField(blank=True, help_text="Lines, with a form feed between pages.")

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("words of a document")
        verbose_name_plural = _("words of documents")

    def __str__(self) -> str:
        return str(self.document)

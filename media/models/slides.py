"""The slides of a deck, each to be found and used by itself."""

import json
import unicodedata
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from media.models.documents import Document
from media.models.withdrawal import CanBeWithdrawn


class PlainJSON(json.JSONEncoder):
    """Writes letters as they are, and not as numbers, so that they are found."""

    def __init__(self, **wishes: Any) -> None:
        super().__init__(**wishes | {"ensure_ascii": False})


def folded(text: str) -> str:
    """Words as they are compared: without regard to capitals, in every language.

    SQLite itself takes no capital for the same letter but A to Z.
    """
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


class Slide(CanBeWithdrawn):
    """One slide of what readers get of a deck, in show order from 1.

    `fingerprint` is the same for the same slide in another deck, `words_fingerprint` for one whose words are nearly the
    same (media.decks.fingerprint).
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="slides", verbose_name=_("deck"))
    number = models.PositiveIntegerField(_("number"))
    title = models.TextField(_("title"), blank=True)
    text = models.TextField(_("text"), blank=True, help_text="Paragraphs in reading order, one to a line.")
    notes = models.TextField(_("speaker notes"), blank=True, help_text="Paragraphs, one to a line.")
    alt_texts = models.JSONField(default=list, blank=True, encoder=PlainJSON)
    links = models.JSONField(default=list, blank=True, help_text="Pairs of the words of a link and its address.")
    is_hidden = models.BooleanField(_("hidden"), default=False)
    fingerprint = models.CharField(max_length=64, blank=True, db_index=True)
    words_fingerprint = models.TextField(blank=True)
    folded_title = models.TextField(blank=True, editable=False, help_text="The title as it is searched: see folded().")
    folded_words = models.TextField(blank=True, editable=False, help_text="All that is said, as it is searched.")
    picture = models.FileField(upload_to="slides", blank=True)
    thumbnail = models.FileField(upload_to="slides", blank=True)
    picture_height = models.PositiveIntegerField(
        default=0, help_text="Of the picture, whose width is the same for all."
    )

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["document", "number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="unique_slide_number")]
        permissions = [("reuse_slide", "Can find slides and use them again")]
        verbose_name = _("slide")
        verbose_name_plural = _("slides")

    def __str__(self) -> str:
        return self.title or str(_("Slide %(number)d") % {"number": self.number})

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.fold()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "folded_title", "folded_words"}
        super().save(*args, **kwargs)

    def fold(self) -> None:
        """Writes down what is searched. Whoever saves many slides at once calls it for each."""
        self.folded_title = folded(self.title)
        self.folded_words = folded("\n".join((self.title, self.text, self.notes, *map(str, self.alt_texts))))

    @property
    def paragraphs(self) -> list[str]:
        return self.text.splitlines()

    @property
    def note_paragraphs(self) -> list[str]:
        return self.notes.splitlines()


class SlideOrigin(models.Model):
    """Where a slide of a combined deck was taken from, and as it was then.

    The owner of the combined deck decides what happens when the source changes: nothing is overwritten by itself.
    """

    slide = models.OneToOneField(Slide, on_delete=models.CASCADE, related_name="origin", verbose_name=_("slide"))
    source = models.ForeignKey(
        Slide, null=True, blank=True, on_delete=models.SET_NULL, related_name="copies", verbose_name=_("taken from")
    )
    source_document = models.ForeignKey(
        Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("deck")
    )
    source_number = models.PositiveIntegerField()
    source_title = models.CharField(max_length=255, help_text="The deck's title when the slide was taken.")
    fingerprint = models.CharField(max_length=64, help_text="The source's when the slide was taken.")
    kept_against = models.CharField(
        max_length=64, blank=True, help_text="The changed source's fingerprint against which the owner kept this slide."
    )

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("origin of a slide")
        verbose_name_plural = _("origins of slides")

    def __str__(self) -> str:
        return f"{self.source_title}, {self.source_number}"

    @property
    def has_gone(self) -> bool:
        """Whether the source slide is no longer held."""
        return self.source_id is None

    @property
    def has_changed(self) -> bool:
        """Whether the source is another now, and the owner has not decided about that."""
        return self.source is not None and self.source.fingerprint not in (self.fingerprint, self.kept_against)

"""A file people can download: what came in stays sealed, what goes out is its clean copy."""

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument
from wagtail.search import index

from media.enums import CLEANED_FORMATS, UNCLEANED_FORMATS, AccessibilityStatus, CopyState, DocumentFormat
from media.models.withdrawal import CanBeWithdrawn


def sealed_storage() -> Storage:
    """Where originals lie: under no address, for nobody."""
    return storages["sealed"]


class Document(AbstractDocument, CanBeWithdrawn):
    """A file people can download: a report, a briefing, a deck.

    `format` is what the file is by its content, never by its name; `sha256` is of the bytes as held. Both are blank, and
    `slide_count` empty, until the gate has seen the file (media.domain.documents).

    `file` is what readers get. Where the format carries more than its reader sees (CLEANED_FORMATS), an upload waits in
    `file`, shown to nobody, until its clean copy takes its place there and it lies in `original`
    (media.domain.clean_copies).
    """

    class Source(models.TextChoices):
        UPLOADED = "uploaded", _("Uploaded")
        MADE_HERE = "made_here", _("Made here")
        COMBINED = "combined", _("Combined here of other decks' slides")

    format = models.CharField(_("format"), max_length=20, choices=DocumentFormat, blank=True, editable=False)
    sha256 = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    slide_count = models.PositiveIntegerField(_("slides"), null=True, blank=True, editable=False)
    source = models.CharField(_("source"), max_length=20, choices=Source, default=Source.UPLOADED, editable=False)

    original = models.FileField(upload_to="originals", storage=sealed_storage, blank=True, editable=False)
    copy_state = models.CharField(
        _("what readers get"), max_length=10, choices=CopyState, default=CopyState.AS_IT_CAME, editable=False
    )
    copy_problem = models.TextField(blank=True, editable=False, help_text="Why there is no clean copy, for the editor.")
    keeps_notes = models.BooleanField(
        _("publish the speaker notes"),
        default=False,
        help_text=_("Slide decks only. Notes are taken out of the public copy unless you choose to publish them."),
    )
    keeps_hidden_slides = models.BooleanField(
        _("publish the hidden slides"),
        default=False,
        help_text=_(
            "Slide decks only. Hidden slides are taken out of the public copy unless you choose to publish them."
        ),
    )
    hidden_data = models.JSONField(
        default=list, blank=True, editable=False, help_text="What the original carries unseen: media.domain.findings."
    )
    accessibility = models.CharField(
        _("accessibility"),
        max_length=12,
        choices=AccessibilityStatus,
        default=AccessibilityStatus.NOT_CHECKED,
        editable=False,
    )
    accessibility_problems = models.JSONField(
        default=list, blank=True, editable=False, help_text="What to mend, slide by slide: media.domain.findings."
    )
    accessibility_weight = models.PositiveIntegerField(
        default=0, editable=False, help_text="How bad its problems are together: the worst come first."
    )
    reading_problems = models.JSONField(
        default=list,
        blank=True,
        editable=False,
        help_text="A sentence for each thing of a deck that could not be read.",
    )
    lost_in_conversion = models.JSONField(
        default=list, blank=True, editable=False, help_text="A sentence for each thing lost when a .ppt became a .pptx."
    )
    superseded_by = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="supersedes",
        verbose_name=_("superseded by"),
        help_text=_("A newer edition of this file. Readers are told, and led to it."),
    )

    # Wagtail's own model, always installed, has the same class name: its reverse accessors would clash.
    tags = TaggableManager(verbose_name=_("tags"), blank=True, related_name="tagged_documents")
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="uploaded_documents",
    )

    is_prepared_by_caller = False
    """True where who stores it prepares it at once, so that the background worker need not."""

    admin_form_fields = (*WagtailDocument.admin_form_fields, "keeps_notes", "keeps_hidden_slides", "superseded_by")
    search_fields = [*AbstractDocument.search_fields, index.FilterField("format"), index.FilterField("source")]

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    @property
    def text(self) -> str:
        """What its file says, as far as it was read (media.domain.words); blank for a scan, and for a file that is newer."""
        words = getattr(self, "words", None)
        return words.text if words is not None and words.sha256 == self.sha256 else ""

    @property
    def is_deck(self) -> bool:
        return self.format == DocumentFormat.PPTX

    @property
    def is_ready(self) -> bool:
        """Whether `file` may be handed to anybody."""
        return self.copy_state in (CopyState.AS_IT_CAME, CopyState.CLEAN) and not self.is_withdrawn

    @property
    def goes_out_as_it_came(self) -> bool:
        """Whether its format carries more than its reader sees, and readers get all of it."""
        return self.source == self.Source.UPLOADED and self.format in UNCLEANED_FORMATS

    @property
    def needs_clean_copy(self) -> bool:
        """Whether its format carries more than its reader sees, and it was not made here."""
        return self.source == self.Source.UPLOADED and self.format in CLEANED_FORMATS

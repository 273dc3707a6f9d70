"""What a themed resource is written with, besides what every explanatory page is: recordings and posters."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from learning.blocks import PROSE_FEATURES, BodyBlock
from learning.recordings import LARGEST_CAPTIONS, holder_of, validate_captions, validate_recording_address
from media.enums import AUDIO, VIDEO
from media.models import Document, Image

RECORDINGS = ("video", "audio")
PICTURES = {"video": ("still",), "poster": ("image",)}


class TranscriptBlock(blocks.RichTextBlock):
    """Everything that is said, in words. A draft may be without; what is published may not."""

    def clean(self, value: Any) -> Any:
        if self.required and not strip_tags(str(value or "")).strip():
            raise ValidationError(
                _("Write what is said in it before this is published: some people cannot hear or play it.")
            )
        return super().clean(value)


class RecordingValue(blocks.StructValue):
    @cached_property
    def holder(self) -> str:
        """Who holds it elsewhere; blank for what is held here and what is not known."""
        return holder_of(self.get("url") or "")


class RecordingBlock(blocks.StructBlock):
    """A recording, held here or elsewhere, with its transcript. Nothing is asked of another site before a reader does."""

    formats = VIDEO

    title = blocks.CharBlock(label=_("Title"), max_length=160)
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=240, required=False)
    url = blocks.CharBlock(
        label=_("Its address"),
        required=False,
        max_length=500,
        validators=[validate_recording_address],
        help_text=_("Where it can be played: https://www.youtube.com/watch?v=..."),
    )
    file = DocumentChooserBlock(
        label=_("or the file"), required=False, help_text=_("Played on this site. Nobody else is told who plays it.")
    )
    note = blocks.CharBlock(
        label=_("Before it is played"), required=False, max_length=300, help_text=_("What may be hard to see or hear.")
    )
    transcript = TranscriptBlock(
        label=_("Transcript"),
        features=PROSE_FEATURES,
        help_text=_("What is said, and what is seen that matters. Needed before this is published."),
    )

    class Meta:
        value_class = RecordingValue

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors = self.errors_in(cleaned)
        if errors:
            raise StructBlockValidationError({name: ValidationError(message) for name, message in errors.items()})
        return cleaned

    def errors_in(self, value: Any) -> dict[str, Any]:
        """What is wrong between its parts, by the part to put it right in. A draft may be without address and file."""
        url, file = value.get("url"), value.get("file")
        if url and file:
            return {"file": _("Give the address or the file, not both.")}
        if not url and not file and not self.is_deferred_validation:
            return {"url": _("Give the address where it can be played, or choose its file.")}
        if file and file.format not in self.formats:
            return {"file": self.wrong_file}
        return {}

    wrong_file = _("This is no video that browsers play: choose an MP4 or WebM file.")


class VideoBlock(RecordingBlock):
    still = ImageBlock(label=_("A still from it"), required=False)
    captions = DocumentChooserBlock(
        label=_("Captions"),
        required=False,
        help_text=_("A WebVTT file (.vtt). Needed before a video held here is published."),
    )

    class Meta:
        icon = "media"
        label = _("Video")
        template = "learning/blocks/video.html"

    def errors_in(self, value: Any) -> dict[str, Any]:
        errors = super().errors_in(value)
        captions = value.get("captions")
        if captions:
            message = _wrong_captions(captions)
            return errors | ({"captions": message} if message else {})
        if value.get("file") and not self.is_deferred_validation:
            errors.setdefault("captions", _("A video needs captions before it is published: choose a WebVTT file."))
        return errors


class AudioBlock(RecordingBlock):
    formats = AUDIO
    wrong_file = _("This is no recording that browsers play: choose an MP3, M4A, WAV or Ogg file.")

    class Meta:
        icon = "media"
        label = _("Audio")
        template = "learning/blocks/audio.html"


class PosterBlock(blocks.StructBlock):
    """Something to put on a wall: a picture of it, and the file to print."""

    title = blocks.CharBlock(label=_("Title"), max_length=160)
    image = ImageBlock(label=_("Picture of it"), required=False)
    document = DocumentChooserBlock(label=_("File to print"), required=False)
    words = blocks.RichTextBlock(
        label=_("What it says"), required=False, features=PROSE_FEATURES, help_text=_("For who cannot see the picture.")
    )

    class Meta:
        icon = "image"
        label = _("Poster")
        template = "learning/blocks/poster.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and not (cleaned.get("image") or cleaned.get("document")):
            message = _("Choose a picture of the poster, its file to print, or both.")
            raise StructBlockValidationError({"document": ValidationError(message)})
        return cleaned


class ResourceBodyBlock(BodyBlock):
    video = VideoBlock()
    audio = AudioBlock()
    poster = PosterBlock()


def pictures_in(body: blocks.StreamValue) -> list[Image]:
    """The pictures of its videos and posters."""
    found = (part.value.get(name) for part in body for name in PICTURES.get(part.block_type, ()))
    return [picture for picture in found if picture]


def validate_recordings(body: blocks.StreamValue) -> None:
    """As the editor's form asks before it publishes, for all other ways to publish.

    Raises:
        ValidationError: a recording is without its transcript, its captions or its place.
    """
    for part in body:
        if part.block_type not in RECORDINGS:
            continue
        try:
            part.block.clean(part.value)
        except ValidationError as error:
            message = _(
                "“%(title)s” is not ready to be published: it may need its transcript, captions, or its address."
            )
            raise ValidationError({"body": message % {"title": part.value.get("title")}}) from error


def _wrong_captions(document: Document) -> Any:
    """Why the document is no captions file, blank for one that is."""
    try:
        with document.file.storage.open(document.file.name, "rb") as file:
            validate_captions(file.read(LARGEST_CAPTIONS + 1))
    except FileNotFoundError:
        return _("This file is no longer there: upload it again.")
    except ValidationError as error:
        return error.message
    return ""

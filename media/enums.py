"""What a document can be."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from media.opc.kinds import FileKind


class DocumentFormat(models.TextChoices):
    """What a document is by its content: the kinds that the gate lets in, under the names people know them by."""

    PPTX = FileKind.PPTX.value, _("PowerPoint")
    DOCX = FileKind.DOCX.value, _("Word")
    XLSX = FileKind.XLSX.value, _("Excel")
    PDF = FileKind.PDF.value, _("PDF")
    TEXT = FileKind.TEXT.value, _("Plain text")
    PNG = FileKind.PNG.value, _("PNG picture")
    JPEG = FileKind.JPEG.value, _("JPEG picture")
    GIF = FileKind.GIF.value, _("GIF picture")
    WEBP = FileKind.WEBP.value, _("WebP picture")
    MP3 = FileKind.MP3.value, _("MP3 recording")
    M4A = FileKind.M4A.value, _("M4A recording")
    WAV = FileKind.WAV.value, _("WAV recording")
    OGG = FileKind.OGG.value, _("Ogg recording")
    MP4 = FileKind.MP4.value, _("MP4 video")
    WEBM = FileKind.WEBM.value, _("WebM video")

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


# Formats that a browser plays, and asks for piece by piece.
VIDEO = frozenset({DocumentFormat.MP4, DocumentFormat.WEBM})
AUDIO = frozenset({DocumentFormat.MP3, DocumentFormat.M4A, DocumentFormat.WAV, DocumentFormat.OGG})
PLAYED = VIDEO | AUDIO
# Formats that carry more than their reader sees (authors, comments, notes, where a picture was taken) and can be rid of it.
CLEANED_FORMATS = frozenset(
    {
        *(DocumentFormat.PPTX, DocumentFormat.DOCX, DocumentFormat.PDF),
        *(DocumentFormat.PNG, DocumentFormat.JPEG, DocumentFormat.GIF, DocumentFormat.WEBP),
        *(DocumentFormat.MP3, DocumentFormat.M4A, DocumentFormat.WAV, DocumentFormat.MP4),
    }
)
# Formats that carry more too, and go out as they came: what is in them is for the editor to take out. Ogg and WebM are
# those of files that were taken before such recordings were refused.
UNCLEANED_FORMATS = frozenset({DocumentFormat.XLSX, DocumentFormat.OGG, DocumentFormat.WEBM})


# Formats whose words are read, so that search finds the file by them. What a deck says is in its slides; a workbook goes
# out as it came, with its hidden sheets.
READ_FORMATS = frozenset({DocumentFormat.PDF, DocumentFormat.DOCX, DocumentFormat.TEXT})


class WordsState(models.TextChoices):
    """What search can look in of a file."""

    READ = "read", _("All of it")
    CUT = "cut", _("The beginning: the file is very long")
    NONE = "none", _("Nothing: it is a scan or pictures of words")
    UNREADABLE = "unreadable", _("Nothing: it could not be read")


class CopyState(models.TextChoices):
    """What readers get of a document."""

    AS_IT_CAME = "as_it_came", _("The file itself")
    WAITING = "waiting", _("Nothing yet: the clean copy is being made")
    CLEAN = "clean", _("The clean copy")
    NONE = "none", _("Nothing: no clean copy could be made")


class AccessibilityStatus(models.TextChoices):
    """How a file does in our own check."""

    GOOD = "good", _("Good")
    NEEDS_WORK = "needs_work", _("Needs work")
    NOT_CHECKED = "not_checked", _("Not checked")

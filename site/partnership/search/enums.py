"""What a search can find."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EntryKind(TextChoices):
    """One of them, as a result is labelled. Facets use `PLURALS`, in this order."""

    REVIEW = "review", _("Review")
    LEARNING_POINT = "learning_point", _("Learning point")
    BRIEFING = "briefing", _("7-minute briefing")
    NATIONAL = "national", _("National summary")
    SERIES = "series", _("Themed series")
    RESOURCE = "resource", _("Themed resource")
    PACK = "pack", _("Learning pack")
    DECK = "deck", _("Slide deck")
    SLIDE = "slide", _("Slide")
    DOCUMENT = "document", _("Document")
    COURSE = "course", _("Course")
    EVENT = "event", _("Training event")
    THEME = "theme", _("Theme")
    INFORMATION = "information", _("Information page")


PLURALS = {
    EntryKind.REVIEW: _("Reviews"),
    EntryKind.LEARNING_POINT: _("Learning points"),
    EntryKind.BRIEFING: _("7-minute briefings"),
    EntryKind.NATIONAL: _("National summaries"),
    EntryKind.SERIES: _("Themed series"),
    EntryKind.RESOURCE: _("Themed resources"),
    EntryKind.PACK: _("Learning packs"),
    EntryKind.DECK: _("Slide decks"),
    EntryKind.SLIDE: _("Slides"),
    EntryKind.DOCUMENT: _("Documents"),
    EntryKind.COURSE: _("Courses"),
    EntryKind.EVENT: _("Training events"),
    EntryKind.THEME: _("Themes"),
    EntryKind.INFORMATION: _("Information pages"),
}


class Format(TextChoices):
    """What a reader gets when opening or downloading a result."""

    WEB = "web", _("Web page")
    PDF = "pdf", _("PDF")
    WORD = "word", _("Word")
    SLIDES = "slides", _("PowerPoint")
    SPREADSHEET = "spreadsheet", _("Spreadsheet")
    AUDIO = "audio", _("Audio")
    VIDEO = "video", _("Video")
    OTHER = "other", _("Another format")

"""`manage.py prepare_documents`: what still waits to be made ready, and pictures that are missing."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Exists, OuterRef

from media.domain.preparation import prepare
from media.domain.slide_pictures import make_pictures
from media.domain.words import documents_without_words, read_words
from media.enums import CopyState, DocumentFormat
from media.models import Document, Slide


class Command(BaseCommand):
    help = (
        "Make ready what waits for its clean copy, make the pictures of slides that are missing, and read the words of "
        "documents that search has not looked in yet. Safe at any time: run it "
        "after the background worker was down, or died over a file."
    )

    def handle(self, **options: Any) -> None:
        for document in Document.objects.filter(copy_state=CopyState.WAITING).order_by("pk"):
            prepare(document)
            said = document.copy_problem or document.get_copy_state_display()
            self.stdout.write(f"{document.pk} {document.title}: {said}")
        unpictured = Slide.objects.filter(document=OuterRef("pk"), picture="")
        decks = Document.objects.filter(Exists(unpictured), format=DocumentFormat.PPTX).order_by("pk")
        for document in decks.exclude(copy_state__in=[CopyState.WAITING, CopyState.NONE]):
            self.stdout.write(f"{document.pk} {document.title}: {make_pictures(document)} pictures made")
        for document in documents_without_words().iterator():
            if words := read_words(document):
                self.stdout.write(f"{document.pk} {document.title}: text for search: {words.get_state_display()}")

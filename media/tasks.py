"""Work that nobody should wait for, done by the background worker where there is one."""

from django_tasks import task

from media.enums import CopyState
from media.models import Document


@task()
def prepare_document(document_id: int) -> None:
    """Makes an uploaded document ready for its readers."""
    from media.domain.preparation import prepare

    document = Document.objects.filter(pk=document_id).first()
    if document is not None and document.copy_state == CopyState.WAITING:  # else deleted, or prepared already
        prepare(document)


@task()
def read_document_words(document_id: int) -> None:
    """Keeps the words of a document that went out as it came."""
    from media.domain.words import read_words

    document = Document.objects.filter(pk=document_id).first()
    if document is not None:
        read_words(document)


@task()
def picture_slides(document_id: int) -> None:
    """Makes a picture of each slide of a deck."""
    from media.domain.slide_pictures import make_pictures

    document = Document.objects.filter(pk=document_id).first()
    if document is not None and document.is_ready:
        make_pictures(document)

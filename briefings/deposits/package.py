"""A deposit as one zip, sent as packs are: stored, its length known before any file is opened."""

from functools import partial
from typing import BinaryIO

from django.utils import timezone

from briefings.deposits.metadata import as_dublin_core, as_json
from briefings.exports.stored_zip import StoredFile, StoredZip
from briefings.models import RepositoryDeposit
from media.models import Document

METADATA_JSON, METADATA_XML, LETTER = "metadata.json", "metadata.xml", "message.txt"


def package_of(deposit: RepositoryDeposit) -> StoredZip:
    """The files, what is known of them, and the drafted mail; of an anonymous one no mail, for it says who sends it."""
    files = [
        StoredFile.of_text(METADATA_JSON, as_json(deposit.metadata)),
        StoredFile.of_text(METADATA_XML, as_dublin_core(deposit.metadata)),
    ]
    if not deposit.is_anonymous:
        to = f"To: {deposit.letter_to}\n" if deposit.letter_to else ""
        files.append(StoredFile.of_text(LETTER, to + deposit.letter))
    documents = Document.objects.in_bulk([int(file["document"]) for file in deposit.files])
    for file in deposit.files:
        document = documents[int(file["document"])]
        files.append(
            StoredFile(
                str(file["name"]), int(file["size"]), int(file["crc32"]), str(file["sha256"]), partial(_open, document)
            )
        )
    return StoredZip(files, timezone.localtime(deposit.prepared_at).replace(tzinfo=None))


def package_name(deposit: RepositoryDeposit) -> str:
    """Of an anonymous one a number that says nothing."""
    return f"deposit-{deposit.pk}.zip" if deposit.is_anonymous else f"{deposit.review.slug}-deposit.zip"


def _open(document: Document) -> BinaryIO:
    file: BinaryIO = document.file.storage.open(document.file.name, "rb")
    return file

"""An edition of a session's pack as one zip: stored, so that it can be sent, and resumed, at the speed of its files."""

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from django.utils import timezone

from briefings.exports.pack_readme import END_OF_LINE
from briefings.exports.pack_zip import MANIFEST, README
from briefings.exports.stored_zip import StoredFile, StoredZip
from training.models import SessionEdition, SessionEditionItem


def archive_of(edition: SessionEdition, items: Sequence[SessionEditionItem], missing: Mapping[int, str]) -> StoredZip:
    """The zip of these items. In place of one that is `missing` (why, by primary key) is a text that says so."""
    files = [StoredFile.of_text(README, edition.readme), StoredFile.of_text(MANIFEST, edition.manifest)]
    files += [_stub(item, missing[item.pk]) if item.pk in missing else _file(item) for item in items]
    return StoredZip(files, timezone.localtime(edition.made_at).replace(tzinfo=None))


def _file(item: SessionEditionItem) -> StoredFile:
    return StoredFile(item.name, item.size, item.crc32, item.sha256, item.open)


def _stub(item: SessionEditionItem, why: str) -> StoredFile:
    name = f"{PurePosixPath(item.name).stem} - no longer available.txt"
    return StoredFile.of_text(name, END_OF_LINE.join([item.title, "", why, ""]))

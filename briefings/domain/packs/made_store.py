"""The bytes of made files that editions hold: kept once for each content, for as long as an edition has it."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from briefings.models import PackEditionItem
from briefings.models.pack import made_file_name


def keep_made_file(content: bytes, sha256: str) -> None:
    """Keeps the bytes under their checksum; does nothing where they are there already."""
    name = made_file_name(sha256)
    if default_storage.exists(name) and default_storage.size(name) == len(content):
        return
    default_storage.delete(name)  # cut short by a full disk, perhaps
    stored = default_storage.save(name, ContentFile(content))
    if stored != name:  # somebody else kept the same bytes at the same moment
        default_storage.delete(stored)


def forget_made_file(item: PackEditionItem) -> None:
    """Deletes the bytes of an item that is gone, once that is certain, unless another edition has them too."""
    if item.is_made:
        transaction.on_commit(lambda: _delete_unless_held(item.sha256))


def _delete_unless_held(sha256: str) -> None:
    if not PackEditionItem.objects.filter(sha256=sha256, is_made=True).exists():
        default_storage.delete(made_file_name(sha256))

"""What somebody hands in to be checked: a manifest, a pack's zip, or one file of a pack. Read with caps, believed in nothing."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO, Final
from uuid import UUID

from django.core.files import File
from django.utils.translation import gettext as _

from briefings.models.pack import MANIFEST_FORMAT
from media.opc.archive import Archive, Entry
from media.opc.limits import Limits
from media.opc.refusals import FileRefused

MIB: Final = 1024 * 1024
MOST_BYTES: Final = 100 * MIB
MOST_OF_A_MANIFEST: Final = 2 * MIB
MOST_ITEMS: Final = 2_000
_LIMITS: Final = Limits(entries=MOST_ITEMS, directory_bytes=MIB, inflated_bytes=MOST_OF_A_MANIFEST)


class NotAPack(Exception):
    """What was handed in is nothing of a pack. `str()` of it is a sentence for whoever did."""


@dataclass(frozen=True, slots=True)
class HandedInItem:
    """One file somebody has. `sha256` is blank, and size and checksum tell, where only a zip's directory was read."""

    name: str
    key: str = ""
    title: str = ""
    sha256: str = ""
    size: int = 0
    crc32: int = 0


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What somebody has: of which pack and edition it says it is (None and 0 if it does not), and its files."""

    pack: UUID | None
    edition: int
    items: tuple[HandedInItem, ...]


def read_handed_in(file: File) -> HandedIn:
    """What is in the file. Raises NotAPack. A file that is neither zip nor manifest is taken as one file of a pack."""
    if (file.size or 0) > MOST_BYTES:
        raise NotAPack(
            _("This file is larger than %(most)d MB. Hand in the small file manifest.json from inside it instead.")
            % {"most": MOST_BYTES // MIB}
        )
    file.seek(0)
    start = file.read(4)
    if not start:
        raise NotAPack(_("This file is empty."))
    if start.startswith(b"PK"):
        return _of_zip(file)
    if start.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        file.seek(0)
        return _of_manifest(file.read(MOST_OF_A_MANIFEST + 1))
    return _of_one_file(file)


def _of_one_file(file: File) -> HandedIn:
    file.seek(0)
    digest = hashlib.sha256()
    for chunk in file.chunks():
        digest.update(chunk)
    name = PurePosixPath(file.name or "").name
    return HandedIn(None, 0, (HandedInItem(name, sha256=digest.hexdigest(), size=file.size or 0),))


def _of_zip(file: File) -> HandedIn:
    """A pack's zip, or its directory alone where it lacks a manifest; an Office file, which is a zip too, is one file."""
    source: BinaryIO = file  # type: ignore[assignment]  # reads and seeks like one
    try:
        archive = Archive(source, _LIMITS)
        entries = [entry for entry in archive.entries if not entry.is_folder]
        named = {PurePosixPath(entry.name).name: entry for entry in reversed(entries)}
        if "[Content_Types].xml" in named:
            return _of_one_file(file)
        manifest = named.get("manifest.json")
        if manifest is None:
            return HandedIn(None, 0, tuple(_of_entry(entry) for entry in entries))
        told = _of_manifest(archive.read(manifest, most=MOST_OF_A_MANIFEST))
    except FileRefused as refusal:
        raise NotAPack(
            _("This zip could not be read: it is damaged, cut off or not what it seems. Hand in manifest.json instead.")
        ) from refusal
    return HandedIn(told.pack, told.edition, tuple(item for item in told.items if item.name in named))


def _of_entry(entry: Entry) -> HandedInItem:
    return HandedInItem(PurePosixPath(entry.name).name, size=entry.size, crc32=entry.crc)


def _of_manifest(raw: bytes) -> HandedIn:
    if len(raw) > MOST_OF_A_MANIFEST:
        raise NotAPack(_("This file is too long for a manifest."))
    try:
        told = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise NotAPack(_("This is not the manifest of a learning pack, or it is damaged.")) from error
    if not isinstance(told, dict) or told.get("format") != MANIFEST_FORMAT:
        raise NotAPack(_("This is not the manifest of a learning pack from a site like this one."))
    items, number = told.get("items"), told.get("edition")
    if not isinstance(items, list) or len(items) > MOST_ITEMS or not all(isinstance(item, dict) for item in items):
        raise NotAPack(_("This manifest does not say what is in its pack. It may have been changed by hand."))
    return HandedIn(
        pack_id(told.get("pack")),
        number if isinstance(number, int) and 0 < number < 2**31 else 0,
        tuple(_of_told(item) for item in items),
    )


def pack_id(text: Any) -> UUID | None:
    """The pack's identity as a manifest or an address gives it; None for anything else."""
    try:
        return UUID(text) if isinstance(text, str) else None
    except ValueError:
        return None


def _of_told(item: dict[str, Any]) -> HandedInItem:
    said = {name: item[name][:250] for name in ("name", "key", "title", "sha256") if isinstance(item.get(name), str)}
    return HandedInItem(**{"name": "", **said})

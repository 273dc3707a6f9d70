"""A pack as one zip file, streamed: stored, not deflated, so that its size is known before the first byte."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from zipstream import ZipStream

from briefings.domain.packs import Pack, PackEntry
from learning.domain.publication import publication_reason

INDEX_NAME = "00-index.txt"


def stream(pack: Pack) -> ZipStream:
    """The zip, ready to be iterated; `len()` of it is its size in bytes."""
    folder = pack.review.slug
    archive = ZipStream(sized=True)
    archive.add(index_text(pack), f"{folder}/{INDEX_NAME}")
    for entry, name in _named(pack):
        archive.add(_exactly(entry), f"{folder}/{name}", size=entry.size)
    return archive


def index_text(pack: Pack) -> str:
    """What is in the pack and what is not, as plain text that any program opens."""
    review = pack.review
    lines = [
        review.title,
        "=" * len(review.title),
        "",
        f"{review.get_kind_display()}. {review.get_publication_state_display()}.",
    ]
    if reason := publication_reason(review):
        lines.append(reason)
    if review.content_warning:
        lines += ["", _("Before you read: %(warning)s") % {"warning": review.content_warning}]
    lines += ["", _("IN THIS PACK"), ""]
    for entry, name in _named(pack):
        lines += [f"{name}", f"    {_described(entry)}", ""]
    elsewhere = [entry for entry in pack.published if not entry.is_in_zip]
    if elsewhere:
        lines += [_("NOT IN THIS PACK"), ""]
        for entry in elsewhere:
            where = entry.url or _("Not held here. Ask the publisher.")
            lines += [entry.title, f"    {_described(entry)}", f"    {where}", ""]
    if review.full_url:
        lines += [_("Newer than this file: %(address)s") % {"address": review.full_url}, ""]
    return "\r\n".join(lines)


def _named(pack: Pack) -> Iterator[tuple[PackEntry, str]]:
    """The entries whose files go in, each with a name no other has."""
    taken: set[str] = set()
    for entry in pack.entries:
        if not entry.is_in_zip:
            continue
        stem, dot, suffix = entry.filename.rpartition(".")
        name, copy = entry.filename, 2
        while name.lower() in taken:
            name, copy = f"{stem}-{copy}{dot}{suffix}", copy + 1
        taken.add(name.lower())
        yield entry, name


def _described(entry: PackEntry) -> str:
    date = _("stated date %(date)s") % {"date": entry.date} if entry.date else ""
    return ", ".join(text for text in (entry.title, entry.kind, entry.format, date, entry.note) if text)


def _exactly(entry: PackEntry) -> Iterator[bytes]:
    """The entry's bytes, never more or fewer than its size: the archive's length was promised before they were read."""
    left = entry.size or 0
    for chunk in entry.chunks():
        yield chunk[:left]
        left -= min(left, len(chunk))
    while left:
        padding = b"\0" * min(left, 65536)
        yield padding
        left -= len(padding)

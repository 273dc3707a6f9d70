"""Editions of packs: made when what a pack holds has changed, once, and never changed again."""

import hashlib
import json
from collections.abc import Sequence
from typing import Final

from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.utils import timezone

from briefings.domain.packs.audiences import audiences_of
from briefings.domain.packs.changes import what_changed
from briefings.domain.packs.contents import Pack, PackEntry, pack_of
from briefings.domain.packs.measured import Measured, known_sums, measure
from briefings.domain.packs.naming import file_names
from briefings.models import PackEdition, PackEditionItem, PackSettings
from briefings.models.pack import MADE_HERE, UPLOADED
from learning.domain.publication import publication_reason
from learning.models import Partnership, ReviewPage
from media.models import Document

TRIES: Final = 5
LOOK_AGAIN_SECONDS: Final = 600
"""How long an edition that lacks a file stands before somebody's asking has the file looked for again."""
WAIT_SECONDS: Final = 60.0


def newest_edition(review: ReviewPage) -> PackEdition | None:
    edition = PackEdition.objects.filter(review=review.pk).order_by("-number").first()
    if edition is not None:
        edition.review = review
    return edition


def current_edition(pack: Pack) -> PackEdition:
    """The edition that holds what the pack holds now: the newest, or a new one if the pack has changed since."""
    newest = newest_edition(pack.review)
    if newest is not None and newest.fingerprint == fingerprint(pack) and not _is_looked_for_again(newest):
        return newest
    return make_edition(pack.review)


def _is_looked_for_again(edition: PackEdition) -> bool:
    return edition.is_incomplete and bool(cache.add(f"pack-edition-lacks-{edition.pk}", True, LOOK_AGAIN_SECONDS))


def make_edition(review: ReviewPage) -> PackEdition:
    """A new edition, unless the newest holds the same. Of many who ask at once, one makes it."""
    from briefings.exports.one_at_a_time import one_at_a_time

    with one_at_a_time(f"pack-edition-{review.pk}", WAIT_SECONDS):
        pack = pack_of(ReviewPage.objects.select_related("publisher").get(pk=review.pk))  # as it is by now
        told = fingerprint(pack)
        newest = newest_edition(pack.review)
        if newest is not None and newest.fingerprint == told and not newest.is_incomplete:
            return newest
        measured = measure(pack.entries, known_sums(newest))
        edition = _recorded(pack, measured, told)
        _is_looked_for_again(edition)  # not before some time has passed
        return edition


def fingerprint(pack: Pack) -> str:
    """Of all that an edition of it would say and hold. Reads no file and makes none."""
    settings = _settings(pack)
    said = [
        (entry.key, entry.what, entry.title, entry.kind, entry.format, entry.date, entry.note, entry.url)
        + (entry.made_from, str(entry.accessibility), _reviewed(entry))
        for entry in pack.entries
    ]
    whole = repr([stated(pack), settings.licence, said])
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()


def _reviewed(entry: PackEntry) -> str:
    return f"{entry.page.reviewed_on} {entry.page.review_by}" if entry.page else ""


def stated(pack: Pack) -> dict[str, str]:
    """What a pack says of its review, whatever is in it."""
    review = pack.review
    return {
        "title": review.title,
        "kind": review.get_kind_display(),
        "publisher": review.publisher.name if review.publisher else "",
        "publication": review.get_publication_state_display(),
        "publication_reason": publication_reason(review),
        "content_warning": review.content_warning,
        "address": review.full_url or "",
    }


def _recorded(pack: Pack, measured: Sequence[Measured], told: str) -> PackEdition:
    """Writes it down; tries again where another machine has taken the number."""
    for last_try in [False] * (TRIES - 1) + [True]:
        try:
            with transaction.atomic():
                return _written(pack, measured, told)
        except IntegrityError:
            if last_try:
                raise
    raise AssertionError


def _written(pack: Pack, measured: Sequence[Measured], told: str) -> PackEdition:
    from briefings.exports.pack_manifest import manifest_of
    from briefings.exports.pack_readme import readme_of

    newest = newest_edition(pack.review)
    before = list(newest.items.order_by("order")) if newest else None
    items = _items(pack, [one for one in measured if one.sums])
    edition = PackEdition(
        review=pack.review, number=newest.number + 1 if newest else 1, made_at=timezone.now(), fingerprint=told
    )
    edition.is_incomplete = any(one.is_missing for one in measured)
    edition.changes = what_changed(before, items)
    absent = [one.entry for one in measured if one.sums is None] + pack.not_held
    edition.manifest = json.dumps(manifest_of(edition, stated(pack), items, absent), ensure_ascii=False, indent=2)
    if newest and _content(newest.manifest) == _content(edition.manifest):
        PackEdition.objects.filter(pk=newest.pk).update(fingerprint=told, is_incomplete=edition.is_incomplete)
        return newest
    edition.readme = readme_of(json.loads(edition.manifest))
    edition.save()
    for item in items:
        item.edition = edition
    PackEditionItem.objects.bulk_create(items)
    return edition


def _content(manifest: str) -> dict[str, object]:
    """What two editions must differ in to be two."""
    told = json.loads(manifest)
    return {name: told.get(name) for name in ("review", "items", "not_in_the_pack")}


def _items(pack: Pack, measured: Sequence[Measured]) -> list[PackEditionItem]:
    settings, publisher = _settings(pack), pack.review.publisher
    licence = settings.licence_of(publisher.name if publisher else "")
    names = file_names([one.entry for one in measured], len(pack.current_briefings) > 1)
    return [
        _item(one, name, number, licence, publisher)
        for number, (one, name) in enumerate(zip(measured, names, strict=True), 1)
    ]


def _item(one: Measured, name: str, order: int, licence: str, publisher: Partnership | None) -> PackEditionItem:
    entry, sums = one.entry, one.sums
    if sums is None:
        raise ValueError(name)
    return PackEditionItem(
        order=order,
        name=name,
        **{name: getattr(entry, name) for name in ("key", "what", "title", "kind", "format", "accessibility")},
        **{name: getattr(sums, name) for name in ("size", "crc32", "sha256")},
        licence=licence,
        source=_source(entry, publisher),
        date_as_stated=entry.date,
        reviewed_on=entry.page.reviewed_on if entry.page else None,
        review_by=entry.page.review_by if entry.page else None,
        audiences=audiences_of(entry.what),
        document=entry.document,
        briefing=entry.page,
        is_made=entry.document is None,
    )


def _source(entry: PackEntry, publisher: Partnership | None) -> str:
    if entry.document is None or entry.document.source != Document.Source.UPLOADED:
        return MADE_HERE
    return publisher.name if publisher else UPLOADED


def _settings(pack: Pack) -> PackSettings:
    """Of the site that the review stands on; what is usual for one on no site."""
    site = pack.review.get_site()
    return PackSettings.for_site(site) if site else PackSettings()

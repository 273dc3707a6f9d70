"""Keeps search entries in step with what everybody may read.

Every verb asks what is readable *now*, so that running one twice, late or in another order does no harm.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction
from django.db.models import Model
from wagtail.models import Site

from learning.models import Theme
from partnership.search.added import entries_added
from partnership.search.changed import with_dependants
from partnership.search.engines import current_engine
from partnership.search.facets import packed
from partnership.search.models import SearchEntry
from partnership.search.registry import Draft, Key, Source, key_of, sources
from partnership.search.state import entries_changed
from partnership.search.vocabulary import change, count, recount

BATCH = 50  # things read and written together, with all that their files say

_THEME = Theme._meta.label_lower
_COMPARED = (
    "kind",
    "facets",
    "path",
    "date",
    "date_as_stated",
    "title",
    "theme_labels",
    "hidden_terms",
    "summary",
    "warning",
    "body",
)
_TITLE_CHARACTERS = 600


def index_object(thing: Model) -> None:
    """Search says of this thing what everybody may read of it now: nothing of a draft. Other models are ignored."""
    if key := key_of(thing):
        index_keys([key])


def remove_object(thing: Model) -> None:
    """Takes a thing out of search, though it may still be there to read."""
    if key := key_of(thing):
        remove_keys([key])


def index_keys(keys: Iterable[Key]) -> None:
    """Indexes these things and all that says something different because of them, each once.

    Raises:
        ExceptionGroup: some could not be indexed; all the others were.
    """
    asked = with_dependants(keys)
    touched: set[int] = set()
    failures: list[Exception] = []
    for label, source in sources().items():
        for batch in _batches([pk for asked_label, pk in asked if asked_label == label]):
            try:
                touched |= _store(label, dict.fromkeys(batch, ()) | _drafts(source, batch))
            except Exception as failure:  # one thing that cannot be read must not keep another in search
                failures.append(failure)
    _index_themes(touched)
    if failures:
        raise ExceptionGroup("Some things could not be indexed for search.", failures)


def remove_keys(keys: Iterable[Key]) -> None:
    """Takes these things out of search."""
    touched: set[int] = set()
    for label, pk in keys:
        touched |= _store(label, {pk: []})
    _index_themes(touched)


def rebuild(site: Site | None = None) -> int:
    """Makes the entries of one site, or of all, say what is readable now. Search keeps answering meanwhile.

    Returns:
        How many entries there are afterwards.
    """
    for label, source in sources().items():
        things = source.readable() if site is None else source.of_site(source.readable(), site)
        seen = list(things.order_by().values_list("pk", flat=True))
        for batch in _batches(seen):
            _store(label, _drafts(source, batch))
        _forget(label, set(seen), site)
    entries = SearchEntry.objects.all() if site is None else SearchEntry.objects.filter(site=site)
    recount(entries.order_by().values_list("site_id", flat=True).distinct() if site is None else [site.pk])
    return entries.count()


def _forget(label: str, seen: set[int], site: Site | None) -> None:
    """Takes out what a source no longer has on the site."""
    entries = SearchEntry.objects.filter(source=label)
    if site is not None:
        entries = entries.filter(site=site)
    gone = set(entries.order_by().values_list("source_id", flat=True)) - seen
    for batch in _batches(list(gone)):
        with transaction.atomic():
            _remove(list(entries.filter(source_id__in=batch)))


def _index_themes(pks: set[int]) -> None:
    """A theme is an entry on each site where something carries it."""
    source = sources()[_THEME]
    for batch in _batches(sorted(pks)):
        _store(_THEME, _drafts(source, batch))


def _drafts(source: Source, pks: Sequence[int]) -> dict[int, Sequence[Draft]]:
    """What these things should say in search; those that not everybody may read are left out."""
    return {thing.pk: list(source.drafts(thing)) for thing in source.readable().filter(pk__in=pks)}


def _store(label: str, drafts: Mapping[int, Sequence[Draft]]) -> set[int]:
    """Makes the entries of these things equal their drafts, and writes only what differs.

    Returns:
        The themes that more or fewer entries carry than before.
    """
    with transaction.atomic():
        old = SearchEntry.objects.filter(source=label, source_id__in=drafts).prefetch_related("themes")
        kept = {(entry.site_id, entry.source_id, entry.part): entry for entry in old}
        themes_before = {key: {theme.pk for theme in entry.themes.all()} for key, entry in kept.items()}
        new, changed, replaced, touched = [], [], [], set()
        for source_id, draft in ((source_id, draft) for source_id, of_one in drafts.items() for draft in of_one):
            key, themes = (draft.site_id, source_id, draft.part), {theme.pk for theme in draft.themes}
            entry, before = kept.pop(key, None), themes_before.pop(key, set())
            fresh = _entry(label, source_id, draft)
            if entry is None:
                new.append((fresh, themes))
            elif before != themes or any(getattr(entry, name) != getattr(fresh, name) for name in _COMPARED):
                fresh.pk = entry.pk
                changed.append((fresh, themes))
                replaced.append(entry)
            touched |= before ^ themes
        _write(new, changed)
        change(count(replaced), count(entry for entry, _themes in [*new, *changed]))
        _remove(list(kept.values()))
        return touched.union(*themes_before.values())


def _write(new: list[tuple[SearchEntry, set[int]]], changed: list[tuple[SearchEntry, set[int]]]) -> None:
    carries = SearchEntry.themes.through
    SearchEntry.objects.bulk_create([entry for entry, _themes in new])
    for entry, _themes in changed:
        entry.save()
    if changed:
        carries.objects.filter(searchentry__in=[entry.pk for entry, _themes in changed]).delete()
    written = [*new, *changed]
    carries.objects.bulk_create(
        carries(searchentry_id=entry.pk, theme_id=theme) for entry, themes in written for theme in sorted(themes)
    )
    if written:
        current_engine().write([entry for entry, _themes in written])
    if new:
        entries_added.send(sender=SearchEntry, entries=[entry for entry, _themes in new])


def _remove(entries: list[SearchEntry]) -> None:
    """Takes these out of search, with their words."""
    if entries:
        SearchEntry.objects.filter(pk__in=[entry.pk for entry in entries]).delete()
        change(count(entries), Counter())
        entries_changed(entries)


def _entry(label: str, source_id: int, draft: Draft) -> SearchEntry:
    return SearchEntry(
        site_id=draft.site_id,
        kind=draft.kind,
        source=label,
        source_id=source_id,
        part=draft.part,
        facets=packed(draft),
        path=draft.path,
        date=draft.date,
        date_as_stated=draft.date_as_stated,
        title=draft.title[:_TITLE_CHARACTERS],
        theme_labels="\n".join(theme.name for theme in draft.themes),
        hidden_terms="\n".join(dict.fromkeys(draft.hidden_terms)),
        summary=draft.summary,
        warning=" ".join(_warnings(draft)),
        body=draft.body,
    )


def _warnings(draft: Draft) -> Iterable[str]:
    """Each once."""
    of_reviews = (review.content_warning for review in draft.reviews)
    given = of_reviews if draft.warnings is None else draft.warnings
    return dict.fromkeys(said for warning in given if (said := warning.strip()))


def _batches(pks: Sequence[int]) -> Iterable[Sequence[int]]:
    return (pks[start : start + BATCH] for start in range(0, len(pks), BATCH))

"""The words that a site's entries have, with how many have each. Kept in step as entries are: a word goes with its last entry."""

from collections import Counter
from collections.abc import Iterable

from django.db import connection, transaction

from partnership.search.models import SearchEntry, SearchWord
from partnership.search.words import split

SHORTEST, LONGEST = 4, 25  # letters: shorter words are too near to too many others
CHARACTERS_OF_TEXT = 20_000  # of an entry's text: enough to know how its words are spelt
_ROWS = 200  # written in one statement
_ADD = (
    "INSERT INTO search_searchword (site_id, word, entries) VALUES {rows} "
    "ON CONFLICT (site_id, word) DO UPDATE SET entries = search_searchword.entries + excluded.entries"
)

Counts = Counter[tuple[int, str]]


def words_of(entry: SearchEntry) -> set[str]:
    """The words of an entry that may be suggested: letters only, of a length that can be misspelt."""
    texts = (entry.title, entry.theme_labels, entry.hidden_terms, entry.summary, entry.body[:CHARACTERS_OF_TEXT])
    found = {word for text in texts for word in split(text)}
    return {word for word in found if SHORTEST <= len(word) <= LONGEST and word.isalpha()}


def count(entries: Iterable[SearchEntry]) -> Counts:
    """How many of these have each word, by site."""
    return Counter((entry.site_id, word) for entry in entries for word in words_of(entry))


def change(before: Counts, after: Counts) -> None:
    """Counts words that more or fewer entries have than before, and forgets those that none has."""
    differences = [(key, after[key] - before[key]) for key in sorted(before.keys() | after.keys())]
    changed = [(*key, more) for key, more in differences if more]
    with connection.cursor() as cursor:
        for start in range(0, len(changed), _ROWS):
            rows = changed[start : start + _ROWS]
            statement = _ADD.format(rows=", ".join(["(%s, %s, %s)"] * len(rows)))
            cursor.execute(statement, [value for row in rows for value in row])
    gone = [key for key, more in differences if more < 0]
    for site_id in {site_id for site_id, _word in gone}:
        words = [word for of_site, word in gone if of_site == site_id]
        for start in range(0, len(words), _ROWS):
            SearchWord.objects.filter(site=site_id, word__in=words[start : start + _ROWS], entries__lte=0).delete()


def recount(site_ids: Iterable[int]) -> None:
    """Counts all words of these sites anew: after a rebuild, whatever was there before."""
    for site_id in site_ids:
        counted: Counts = Counter()
        entries = SearchEntry.objects.filter(site=site_id).only(
            "site_id", "title", "theme_labels", "hidden_terms", "summary", "body"
        )
        with transaction.atomic():
            for entry in entries.iterator(chunk_size=_ROWS):
                counted.update((site_id, word) for word in words_of(entry))
            SearchWord.objects.filter(site=site_id).delete()
            SearchWord.objects.bulk_create(
                (SearchWord(site_id=site_id, word=word, entries=number) for (_site, word), number in counted.items()),
                batch_size=_ROWS,
            )

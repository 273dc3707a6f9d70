"""Words that a misspelt one may have been meant for: only words of a site's own entries, so none that only a draft has."""

from collections.abc import Iterable

from django.db.models.functions import Length
from rapidfuzz.distance import DamerauLevenshtein

from partnership.search.models import SearchWord
from partnership.search.vocabulary import SHORTEST

ONE_MISTAKE_UP_TO = 7  # letters; longer words may have two


def mistakes(word: str) -> int:
    """How many letters of a word may be wrong, missing, too many or in each other's place."""
    if len(word) < SHORTEST or not word.isalpha():
        return 0
    return 1 if len(word) <= ONE_MISTAKE_UP_TO else 2


def near_words(words: Iterable[str], site_id: int) -> dict[str, str]:
    """For each of these words the nearest that the site has: fewest mistakes, then in most entries. One query for all."""
    allowed = {word: mistakes(word) for word in words if mistakes(word)}
    if not allowed:
        return {}
    shortest = min(len(word) - most for word, most in allowed.items())
    longest = max(len(word) + most for word, most in allowed.items())
    known = (
        SearchWord.objects.filter(site=site_id)
        .annotate(letters=Length("word"))
        .filter(letters__gte=shortest, letters__lte=longest)
        .values_list("word", "entries")
    )
    vocabulary = list(known)
    found = {word: _nearest(word, most, vocabulary) for word, most in allowed.items()}
    return {word: near for word, near in found.items() if near}


def _nearest(word: str, most: int, vocabulary: list[tuple[str, int]]) -> str:
    distance = DamerauLevenshtein.distance
    near = []
    for other, entries in vocabulary:
        if abs(len(other) - len(word)) <= most and other != word:
            apart = distance(word, other, score_cutoff=most)
            if apart <= most:
                near.append((apart, -entries, other))
    return min(near)[2] if near else ""

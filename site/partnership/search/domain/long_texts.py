"""Results that answer far into a long text: hits bring only its beginning with them."""

import re
from collections.abc import Sequence

from partnership.search.engines.base import EXCERPT_CHARACTERS
from partnership.search.models import SearchEntry


def read_on(entries: Sequence[SearchEntry], wanted: re.Pattern[str]) -> None:
    """Gives those entries their whole text whose beginning does not show what is wanted. One query, or none."""
    cut = {entry.pk: entry for entry in entries if len(entry.body) >= EXCERPT_CHARACTERS}
    unshown = [pk for pk, entry in cut.items() if not (wanted.search(entry.summary) or wanted.search(entry.body))]
    if unshown:
        for pk, body in SearchEntry.objects.filter(pk__in=unshown).values_list("pk", "body"):
            cut[pk].body = body

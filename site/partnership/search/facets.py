"""What search is narrowed by, and how an entry keeps it: words with a colon ("theme:12 year:2024") in one narrow column."""

from collections.abc import Iterator

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from learning.models import ReviewPage
from partnership.search.registry import Draft

PACK = "yes"  # the one value of "has a pack"


class Facet(TextChoices):
    """In the order they are offered; the value is the name in an address."""

    KIND = "kind", _("Kind")
    GROUP = "group", _("Group of themes")
    THEME = "theme", _("Theme")
    AGENCY = "agency", _("For")
    YEAR = "year", _("Year")
    REVIEW = "review", _("Kind of review")
    PUBLISHER = "publisher", _("Publisher or area")
    AGE = "age", _("Age of the child")
    LEVEL = "level", _("Level of training")
    FORMAT = "format", _("Format")
    PACK = "pack", _("Learning pack")


# Kept by an entry. Its kind is a column of its own, and a theme knows its group.
KEPT = tuple(facet for facet in Facet if facet not in {Facet.KIND, Facet.GROUP})


def packed(draft: Draft) -> str:
    """The facets of an entry, as it keeps them: each once, sorted."""
    return " ".join(sorted({f"{facet}:{value}" for facet, value in _facets(draft) if value}))


def unpacked(facets: str) -> Iterator[tuple[str, str]]:
    """Each facet of an entry with its value as kept."""
    for one in facets.split():
        facet, _colon, value = one.partition(":")
        yield facet, value


def year_of(review: ReviewPage) -> int | None:
    """The year it was published, as stated, else its own."""
    stated = review.published.date
    return stated.year if stated else review.year


def _facets(draft: Draft) -> Iterator[tuple[str, object]]:
    yield from ((Facet.THEME, theme.pk) for theme in draft.themes)
    yield from ((Facet.AGENCY, kind) for kind in draft.agency_kinds)
    yield from ((Facet.LEVEL, level) for level in draft.levels)
    yield from ((Facet.AGE, band) for band in draft.age_bands)
    yield from ((Facet.FORMAT, one) for one in draft.formats)
    yield Facet.REVIEW, draft.review_kind
    yield Facet.PUBLISHER, draft.publisher_id
    yield Facet.YEAR, draft.year
    yield Facet.PACK, PACK if draft.has_pack else ""
    for review in draft.reviews:
        yield Facet.REVIEW, review.kind
        yield Facet.PUBLISHER, review.publisher_id
        yield Facet.YEAR, year_of(review)
        yield from ((Facet.AGE, subject.age_band) for subject in review.subjects.all())
    for point in draft.points:
        yield from ((Facet.AGENCY, kind.pk) for kind in point.for_kinds.all())
        yield from ((Facet.LEVEL, level.pk) for level in point.levels.all())

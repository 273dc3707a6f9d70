"""Which briefings are current."""

from django.db.models import Q

from learning.public_sources import is_restricted


def nobody_took_their_place() -> Q:
    """Briefings without a newer one that everybody may read: a draft takes nobody's place yet, nor does a private page."""
    return Q(superseded_by__isnull=True) | Q(superseded_by__live=False) | Q(is_restricted("superseded_by__path"))

"""What in this room makes a learning point public."""

from django.db.models import Exists, OuterRef

from learning.models import Finding, ThemedResourcePoint
from learning.queries.learning_points import register_public_source


@register_public_source
def found_by_published_review() -> Exists:
    return Exists(Finding.objects.filter(point=OuterRef("pk"), review__live=True))


@register_public_source
def in_published_resource() -> Exists:
    return Exists(ThemedResourcePoint.objects.filter(point=OuterRef("pk"), resource__live=True))

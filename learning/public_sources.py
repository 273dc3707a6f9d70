"""What in this room makes a learning point public."""

from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import PageViewRestriction

from learning.models import Finding, ThemedResourcePoint
from learning.queries.learning_points import register_public_source


def is_restricted(path: str) -> Exists:
    """Whether the page whose tree path is at `path` ("review__path"), or one above it, is not for everybody."""
    restricted = PageViewRestriction.objects.annotate(
        reached=ExpressionWrapper(OuterRef(path), output_field=CharField())
    ).filter(reached__startswith=F("page__path"))
    return Exists(restricted)


@register_public_source
def found_by_published_review() -> Exists:
    found = Finding.objects.filter(point=OuterRef("pk"), review__live=True)
    return Exists(found.exclude(is_restricted("review__path")))


@register_public_source
def in_published_resource() -> Exists:
    passed_on = ThemedResourcePoint.objects.filter(point=OuterRef("pk"), resource__live=True)
    return Exists(passed_on.exclude(is_restricted("resource__path")))

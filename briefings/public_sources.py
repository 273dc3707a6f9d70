"""What in this room makes a learning point public."""

from django.db.models import Exists, OuterRef

from briefings.models import BriefingPoint, SummaryPoint
from learning.queries.learning_points import register_public_source


@register_public_source
def in_published_briefing() -> Exists:
    return Exists(BriefingPoint.objects.filter(point=OuterRef("pk"), briefing__live=True))


@register_public_source
def in_published_summary() -> Exists:
    return Exists(SummaryPoint.objects.filter(point=OuterRef("pk"), summary__live=True))

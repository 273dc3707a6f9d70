"""What in this room makes a learning point public."""

from django.db.models import Exists, OuterRef

from briefings.models import BriefingPoint, SummaryPoint
from learning.public_sources import is_restricted
from learning.queries.learning_points import register_public_source


@register_public_source
def in_published_briefing() -> Exists:
    passed_on = BriefingPoint.objects.filter(point=OuterRef("pk"), briefing__live=True)
    return Exists(passed_on.exclude(is_restricted("briefing__path")))


@register_public_source
def in_published_summary() -> Exists:
    passed_on = SummaryPoint.objects.filter(point=OuterRef("pk"), summary__live=True)
    return Exists(passed_on.exclude(is_restricted("summary__path")))

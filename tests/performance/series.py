"""Series, information pages and a campaign calendar, for counting queries."""

from django.utils import timezone

from learning.models import Campaign, CampaignLink, ReflectionQuestion
from tests.factories.learning import InformationPageFactory, SeriesPageFactory, ThemedResourcePageFactory


def _campaigns(partnership, themes, page):
    for i, theme in enumerate(themes):
        year, month = divmod(timezone.localdate().year * 12 + timezone.localdate().month - 1 + i, 12)
        campaign = Campaign.objects.create(
            partnership=partnership, year=year, month=month + 1, title=f"Campaign {i}", theme=theme
        )
        CampaignLink.objects.create(campaign=campaign, page=page)


def many_resources(home, partnership, themes, points, reviews, kinds):
    """So many resources and pages of information; the first resource has so many questions, and each month its campaign."""
    series = SeriesPageFactory(parent=home)
    guide = InformationPageFactory(parent=home, slug="guide")
    resources = [ThemedResourcePageFactory(parent=series, slug=f"resource-{i}") for i, _point in enumerate(points)]
    for i, (resource, theme, point, review) in enumerate(zip(resources, themes, points, reviews, strict=True)):
        InformationPageFactory(parent=guide, slug=f"part-{i}")
        resources[0].resource_points.model.objects.create(resource=resources[0], point=point)
        resources[0].reviews.through.objects.create(themedresourcepage=resources[0], reviewpage=review)
        resource.theme_items.model.objects.create(content_object=resource, tag=theme)
    asked = ReflectionQuestion.objects.bulk_create(
        ReflectionQuestion(resource=resources[0], text=f"Question {i}?") for i, _kind in enumerate(kinds)
    )
    through = ReflectionQuestion.for_kinds.through
    through.objects.bulk_create(through(reflectionquestion=one, agencykind=kind) for one in asked for kind in kinds[:3])
    _campaigns(partnership, themes, resources[0])

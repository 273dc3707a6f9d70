"""Slides of decks made here know by themselves which learning point they teach."""

from learning.models import ReviewPage, SlidePoint
from media.models import Document


def tie_by_title(deck: Document, review: ReviewPage) -> int:
    """Ties each slide that is titled as one of the review's learning points to that point; returns how many are new."""
    points = {finding.point.title: finding.point for finding in review.findings_with_points()}
    wanted = [
        SlidePoint(slide=slide, point=points[slide.title]) for slide in deck.slides.all() if slide.title in points
    ]
    before = SlidePoint.objects.filter(slide__document=deck).count()
    SlidePoint.objects.bulk_create(wanted, ignore_conflicts=True)
    return SlidePoint.objects.filter(slide__document=deck).count() - before

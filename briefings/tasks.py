"""Work that nobody should wait for, done by the background worker where there is one."""

from django_tasks import task

from learning.models import ReviewPage


@task()
def make_pack_edition(review_id: int) -> None:
    """Makes an edition of a published review's pack, if the pack has changed since the last."""
    from briefings.domain.packs.editions import make_edition

    review = ReviewPage.objects.live().public().filter(pk=review_id).first()
    if review is not None:  # else unpublished or deleted since
        make_edition(review)

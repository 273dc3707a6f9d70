"""Work that nobody should wait for, done by the background worker where there is one."""

from django.utils.translation import gettext as _
from django_tasks import task

from learning.models import ReviewPage
from media.models import Document


@task()
def make_pack_edition(review_id: int) -> None:
    """Makes an edition of a published review's pack, if the pack has changed since the last."""
    from briefings.domain.packs.editions import make_edition

    review = ReviewPage.objects.live().public().filter(pk=review_id).first()
    if review is not None:  # else unpublished or deleted since
        make_edition(review)


@task()
def ask_to_confirm(subscription_id: int) -> None:
    """Sends the question whether it was really this reader who asked."""
    from briefings.domain.pack_news import send_question
    from briefings.models import PackSubscription

    subscription = PackSubscription.objects.filter(pk=subscription_id, confirmed_at=None).first()
    if subscription is not None:
        send_question(subscription)


@task()
def tell_of_withdrawal(document_id: int, title: str, why: str) -> None:
    """Mails those who asked about a pack with the document in it: `title` is what of it was withdrawn."""
    from briefings.domain.pack_news import send_recall

    document = Document.objects.filter(pk=document_id).first()
    if document is not None:
        send_recall(document, title, why)


@task()
def tell_of_withdrawn_briefing(page_id: int) -> None:
    """Mails those who asked about a pack with the briefing in it, unless it has been published again since."""
    from briefings.domain.pack_news import send_recall
    from briefings.models import BriefingPage
    from learning.models import Withdrawal

    briefing = BriefingPage.objects.filter(pk=page_id, live=False).first()
    if briefing is not None:
        stub = Withdrawal.objects.filter(page=page_id).first()
        title = stub.title if stub else briefing.title  # blank where the editor wishes it named to nobody
        send_recall(briefing, title or _("a 7-minute briefing"), stub.reason if stub else "")

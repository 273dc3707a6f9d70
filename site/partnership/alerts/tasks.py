"""Work that nobody should wait for, done by the background worker where there is one."""

from django_tasks import task


@task()
def ask_to_confirm(subscriber_id: int) -> None:
    """Queues the question whether it was really this reader who asked."""
    from learning.mail_queue.queue import queue_mailing
    from learning.models import Partnership
    from partnership.alerts.mails import question
    from partnership.alerts.models import Subscriber

    subscriber = Subscriber.objects.filter(pk=subscriber_id).select_related("site").first()
    partnership = (
        Partnership.objects.filter(site=subscriber.site).select_related("site").first() if subscriber else None
    )
    if subscriber is not None and partnership is not None:
        batch, letter = question(partnership, subscriber)
        queue_mailing(batch, [letter])

"""Work that nobody should wait for, done by the background worker where there is one."""

from django_tasks import task


@task()
def send_due_mail() -> None:
    """Sends what is due now; the rest waits for its time."""
    from learning.mail_queue.sending import send_due

    send_due()

"""`n` mailings, the first with `n` mails that did not go and `n` that came back."""

from django.utils import timezone

from learning.enums import MailState
from learning.models import Agency, MailBatch, QueuedMail


def many_mailings(partnership, n: int) -> MailBatch:
    """The first of them."""
    first, *_others = MailBatch.objects.bulk_create(
        MailBatch(partnership=partnership, title=f"Mailing {i}", subject="x", text="x") for i in range(n)
    )
    agencies = list(Agency.objects.all()[:n])
    QueuedMail.objects.bulk_create(
        QueuedMail(
            batch=first,
            agency=agency,
            to="lead@x.example",
            key=f"{state}:{i}",
            state=state,
            came_back_at=timezone.now(),
        )
        for state in (MailState.GIVEN_UP, MailState.SENT)
        for i, agency in enumerate(agencies)
    )
    return first

"""What was sent to the repository, and is another file here by now: in the report of what needs attention."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from briefings.enums import Attention
from briefings.models import RepositoryDeposit
from briefings.queries.attention import Concern, Desk, rule
from learning.models import ReviewPage
from media.models import Document


@rule
def deposits_that_have_changed(desk: Desk) -> Iterator[Concern]:
    """The last one sent of each review, where a file of it is gone, withdrawn, replaced or superseded."""
    reviews = desk.live(ReviewPage).order_by().values("pk")
    sent = RepositoryDeposit.objects.filter(review__in=reviews, sent_on__isnull=False).select_related("review")
    last = {deposit.review_id: deposit for deposit in reversed(sent)}  # the newest comes first, so it stays
    keys = {int(file["document"]) for deposit in last.values() for file in deposit.files}
    held = {
        document.pk: document.sha256
        for document in Document.objects.filter(pk__in=keys, superseded_by=None)
        if document.is_ready
    }
    for deposit in last.values():
        since = deposit.sent_on or deposit.prepared_on
        if any(held.get(int(file["document"])) != file["sha256"] for file in deposit.files):
            yield Concern(
                Attention.DEPOSIT,
                deposit.review.title,
                _("NSPCC deposit"),
                _("Sent on %(date)s; its file has changed here since.") % {"date": date_format(since, "j F Y")},
                _("Send the repository the new one, or tell it."),
                reverse("deposit", args=[deposit.review_id]),
                (desk.on - since).days,
            )

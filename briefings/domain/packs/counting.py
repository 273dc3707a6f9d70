"""How often what is downloaded: numbers by day, without a cookie, an address or a name."""

import logging
from collections.abc import Mapping

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from briefings.models import DownloadCount

PACK = "pack"
"""The item that stands for the zip itself."""

logger = logging.getLogger(__name__)


def count_download(page: Page, items: Mapping[str, str], audience: str = "") -> None:
    """Counts one download of each item (key and title) of the page, today. A count that is lost breaks nothing.

    Written without signals: a number that nobody is shown changes no page.
    """
    day = timezone.localdate()
    rows = [
        DownloadCount(page_id=page.pk, item=item[:80], title=title[:250], audience=audience, day=day)
        for item, title in items.items()
    ]
    try:
        with transaction.atomic():
            DownloadCount.objects.bulk_create(rows, ignore_conflicts=True)
            same = DownloadCount.objects.filter(page=page.pk, audience=audience, day=day)
            same.filter(item__in=[row.item for row in rows]).update(count=F("count") + 1)
    except DatabaseError:
        logger.warning("A download of page %s was not counted.", page.pk, exc_info=True)

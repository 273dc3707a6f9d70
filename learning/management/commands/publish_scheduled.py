"""`manage.py publish_scheduled`: Wagtail's own, in which one page that may not go live does not keep the others waiting."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.management.commands.publish_scheduled import Command as PublishScheduled
from wagtail.models import Revision


class Command(PublishScheduled):
    def handle(self, *args: Any, **options: Any) -> None:
        """What is not ready to be published loses its date, stays a draft as it was, and its history says why."""
        if not options["dryrun"]:
            due = Revision.objects.filter(approved_go_live_at__lt=timezone.now()).order_by("approved_go_live_at")
            for revision in due:
                try:
                    with transaction.atomic():
                        revision.publish(log_action="wagtail.publish.scheduled")
                except ValidationError as error:
                    self._leave(revision, " ".join(error.messages))
        super().handle(*args, **options)

    def _leave(self, revision: Revision, why: str) -> None:
        Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
        log(instance=revision.content_object, action="learning.not_published", data={"why": why}, revision=revision)
        told = _("“%(what)s” was not published on its day. %(why)s") % {"what": revision.object_str, "why": why}
        self.stderr.write(told)

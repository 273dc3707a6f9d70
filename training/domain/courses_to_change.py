"""Asking a course to change because of a national review, and saying that it has."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from training.models import Course, CourseToChange

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

    from briefings.models import NationalSummaryPage


def ask_to_change(
    summary: "NationalSummaryPage", course: Course, *, what: str, by: "AbstractBaseUser | None"
) -> CourseToChange:
    """Asked again, only the words change, and it counts as open again."""
    with transaction.atomic():
        asked, _made = CourseToChange.objects.update_or_create(
            summary=summary,
            course=course,
            defaults={
                "what": what,
                "done_on": None,
                "asked_on": timezone.localdate(),
                "asked_by_id": by.pk if by else None,
            },
        )
        log(instance=course, action="training.ask_to_change", user=by, data={"summary": summary.title, "what": what})
    return asked


def say_changed(asked: CourseToChange, *, by: "AbstractBaseUser | None") -> None:
    """The course says it now. Said twice, the first day stands."""
    if asked.done_on is None:
        asked.done_on = timezone.localdate()
        asked.save(update_fields=["done_on"])
        log(instance=asked.course, action="training.changed", user=by, data={"summary": asked.summary.title})


def take_back(asked: CourseToChange, *, by: "AbstractBaseUser | None") -> None:
    """It was asked by mistake."""
    with transaction.atomic():
        log(instance=asked.course, action="training.not_to_change", user=by, data={"summary": asked.summary.title})
        asked.delete()

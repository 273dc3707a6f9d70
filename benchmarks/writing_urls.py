"""What an editor's save does to the database, without the forms: each address is one save of the admin. Never part of the product."""

from collections.abc import Callable

from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from wagtail.actions.publish_page_revision import PublishPageRevisionAction

from learning.models import ReviewPage
from partnership.accounts.models import User
from training.models import Attendance, TrainingEvent

Save = Callable[[int, User], None]


def publish(number: int, editor: User) -> None:
    """A review reworded and published, as Wagtail's edit view does it: in one transaction, reading before writing."""
    with transaction.atomic():
        review = _reworded(number)
        revision = review.save_revision(user=editor, log_action=True)
        PublishPageRevisionAction(revision, user=editor, changed=True).execute(skip_permission_checks=True)


def draft(number: int, editor: User) -> None:
    """A review reworded and kept as a draft."""
    with transaction.atomic():
        _reworded(number).save_revision(user=editor, log_action=True)


def event(number: int, editor: User) -> None:
    """An event's place and one agency's count changed."""
    with transaction.atomic():
        one = TrainingEvent.objects.get(title=f"Event {number}")
        one.place = "Room 1" if one.place != "Room 1" else "Room 2"
        one.save()
        count = Attendance.objects.filter(event=one).get()
        count.came = (count.came or 0) + 1
        count.save()


def _reworded(number: int) -> ReviewPage:
    review = ReviewPage.objects.get(slug=f"child-{number}").get_latest_revision_as_object()
    review.summary = f"{review.summary[:200]}<p>Reworded.</p>"
    return review


def answering(save: Save) -> Callable[[HttpRequest, int], HttpResponse]:
    """A view that saves, and says "locked" where SQLite did."""

    def view(request: HttpRequest, number: int) -> HttpResponse:
        try:
            editor = User.objects.get(email="editor@benchmark.example")
            save(number, editor)
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            return HttpResponse("locked", status=503)
        return HttpResponse("saved")

    return view


urlpatterns = [
    *(path(f"{save.__name__}/<int:number>/", answering(save)) for save in (publish, draft, event)),
    path("", include("partnership.urls")),
]

"""The pages on which training managers work, beside those of coverage: where each is shown in Exampleshire."""

from collections.abc import Callable

from django.urls import reverse
from django.utils import timezone

from briefings.models import NationalSummaryPage
from learning.models import LearningPoint, MailBatch
from tests.browser.addresses import Address
from tests.factories.training import AttendanceImportFactory
from training.cascade_board.years import year_of
from training.models import Cascade, Endorsement, TrainingEvent


def _of_event(name: str, title: str = "Learning from Jamie") -> Callable[[], str]:
    return lambda: reverse(name, args=[TrainingEvent.objects.get(title=title).pk])


def _of_cascade(name: str) -> Callable[[], str]:
    return lambda: reverse(name, args=[_cascade().pk])


def _of_agency(name: str) -> Callable[[], str]:
    return lambda: reverse(name, args=[_cascade().pk, _cascade().recipients.filter(parent=None).earliest("pk").pk])


def _cascade() -> Cascade:
    """The demonstration's own, with answers."""
    return Cascade.objects.filter(recipients__replies__isnull=False).earliest("pk")


def _of_import(name: str) -> Callable[[], str]:
    return lambda: reverse(name, args=[AttendanceImportFactory(partnership=_cascade().partnership).pk])


def _plan_of_a_point() -> str:
    return f"{reverse('session_plan_new')}?point={LearningPoint.objects.earliest('pk').pk}"


STAFF: dict[str, Address] = {
    "your account": "/accounts/your-account/",
    "coverage": "/coverage/",
    "cascades": "/cascade/",
    "what can be cascaded": "/cascade/new/",
    "board of a cascade": _of_cascade("cascade"),
    "one agency of a cascade": _of_agency("cascade_agency"),
    "write down an answer": _of_agency("cascade_reply_for"),
    "ask again": _of_cascade("cascade_ask_again"),
    "how a cascade went out": _of_cascade("cascade_sending"),
    "add an agency": _of_cascade("cascade_add_agency"),
    "link of an agency": lambda: reverse("cascade_link_new", args=[_cascade().recipients.earliest("pk").pk]),
    "all cascades": "/cascade/overview/",
    "cascades of a year": lambda: reverse("cascade_year", args=[year_of(timezone.now())]),
    "mailings": "/mail/",
    "one mailing": lambda: reverse("mailing", args=[MailBatch.objects.earliest("pk").pk]),
    "mail that did not arrive": "/mail/letters/",
    "newsletter": "/alerts/newsletter/",
    "new session plan": _plan_of_a_point,
    "event, new": "/training/events/new/",
    "event, edited": _of_event("event_edit"),
    "event, moved": _of_event("event_move", "When relatives step in: kinship care"),
    "event, called off": _of_event("event_cancel", "When relatives step in: kinship care"),
    "event, held": _of_event("event_hold"),
    "what was taught": _of_event("what_was_taught"),
    "count those in the room": _of_event("self_count"),
    "returns awaited": "/training/returns/",
    "quotes to look at": "/training/quotes/",
    "endorsements": "/training/endorsements/",
    "endorsement withdrawn": lambda: reverse(
        "endorsement_withdraw", args=[Endorsement.objects.filter(is_endorsed=True).earliest("pk").pk]
    ),
    "import, its columns": _of_import("import_columns"),
    "import, its rows": _of_import("import"),
    "imports": "/training/imports/",  # after those, of two files with one name
    "courses to change": lambda: reverse("summary_courses", args=[NationalSummaryPage.objects.live().first().slug]),
}

"""The admin's main screens, and which of them are ours."""

from collections.abc import Callable

from django.urls import reverse
from wagtail.models import Page

from learning.models import LearningPoint
from media.models import Document
from partnership.home.models import HomePage
from training.models import TeamUse, TrainingEvent

POINT = "When a child is not brought, find out why"


def edit_page(slug: str) -> str:
    """Where the page at that address is edited."""
    return reverse("wagtailadmin_pages:edit", args=[Page.objects.get(slug=slug).pk])


def _edit(slug: str) -> Callable[[], str]:
    return lambda: edit_page(slug)


def _of_point(action: str) -> Callable[[], str]:
    name = f"wagtailsnippets_learning_learningpoint:{action}"
    return lambda: reverse(name, args=[LearningPoint.objects.get(title=POINT).pk])


def _of_event(action: str) -> Callable[[], str]:
    name = f"wagtailsnippets_training_trainingevent:{action}"
    return lambda: reverse(name, args=[TrainingEvent.objects.get(title="Learning from Jamie").pk])


def _of_team_use(action: str) -> Callable[[], str]:
    name = f"wagtailsnippets_training_teamuse:{action}"
    return lambda: reverse(name, args=[TeamUse.objects.waiting().earliest("pk").pk])


OURS: dict[str, Callable[[], str]] = {
    "learning points": lambda: reverse("wagtailsnippets_learning_learningpoint:list"),
    "learning points of a theme": lambda: reverse("wagtailsnippets_learning_learningpoint:list") + "?retired=true",
    "learning point": _of_point("edit"),
    "retire a learning point": _of_point("retire"),
    "reviews": lambda: reverse("reviews:index"),
    "review": _edit("jamie"),
    "briefing": _edit("jamie-briefing"),
    "start a briefing": lambda: reverse("start_briefing"),
    "needs attention": lambda: reverse("needs_attention"),
    "withdraw a review": lambda: reverse("wagtailadmin_pages:unpublish", args=[Page.objects.get(slug="jamie").pk]),
    "national summary": _edit("the-night-that-is-different"),
    "start a national summary": lambda: reverse("start_summary"),
    "paste a list of national reviews": lambda: reverse("paste_summaries"),
    "document of a deck": lambda: reverse(
        "wagtaildocs:edit", args=[Document.objects.get(title__startswith="Jamie").pk]
    ),
    "decks to mend": lambda: reverse("decks_to_mend"),
    "events": lambda: reverse("wagtailsnippets_training_trainingevent:list"),
    "event": _of_event("edit"),
    "themed resource": _edit("voice-of-the-child"),
    "theme list": lambda: reverse("wagtailsnippets_learning_theme:list"),
    "campaigns": lambda: reverse("wagtailsnippets_learning_campaign:list"),
    "how the site looks": lambda: reverse("wagtailsettings:edit", args=["home", "partnershiplook"]),
    "what the accessibility statement says": lambda: reverse(
        "wagtailsettings:edit", args=["home", "accessibilitystatement"]
    ),
    "team use to look at": lambda: reverse("wagtailsnippets_training_teamuse:list") + "?state=waiting",
    "what a team said": _of_team_use("inspect"),
    "what a team said, put right": _of_team_use("edit"),
}
WAGTAILS: dict[str, Callable[[], str]] = {
    "admin home": lambda: reverse("wagtailadmin_home"),
    "pages": lambda: reverse("wagtailadmin_explore_root"),
    "documents": lambda: reverse("wagtaildocs:index"),
    "add a document": lambda: reverse("wagtaildocs:add_multiple"),
    "images": lambda: reverse("wagtailimages:index"),
    "add images": lambda: reverse("wagtailimages:add_multiple"),
    "edit the home page": lambda: reverse("wagtailadmin_pages:edit", args=[HomePage.objects.earliest("pk").pk]),
    "edit an information page": _edit("about-reviews"),
    "add an event": lambda: reverse("wagtailsnippets_training_trainingevent:add"),
    "publication timings": lambda: reverse("wagtailsettings:edit", args=["learning", "publicationtimings"]),
    "users": lambda: reverse("wagtailusers_users:index"),
    "add a person": lambda: reverse("wagtailusers_users:add"),
    "groups": lambda: reverse("wagtailusers_groups:index"),
    "account": lambda: reverse("wagtailadmin_account"),
    "site history": lambda: reverse("wagtailadmin_reports:site_history"),
}

"""When the content version changes: after the commit of anything that a reader could see the difference of.

Every model counts unless it is named here as never shown. Forgetting one here costs a few pages made again; forgetting
one the other way round would show readers what is no longer so.
"""

from threading import local
from typing import Any

from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.signals import post_page_move

from partnership.content_version import content_changed

# Apps none of whose rows is on a public page: sessions, sign-in, permissions, work queues, indexes made from content.
APPS_NEVER_SHOWN = frozenset(
    {
        "accounts",
        "account",
        "auth",
        "axes",
        "contenttypes",
        "django_tasks_database",
        "mfa",
        "search",
        "sessions",
        "wagtailadmin",
        "wagtailsearch",
        "wagtailusers",
    }
)
# Counts, who wants mail, drafts, the log, comments, moderation, what refers to what, files half way up. A rendition is
# made while a page is. Sessions are planned, counted and judged by those who signed in, and by whoever has a form's address.
# What a team says waits to be looked at; accepted or taken back, its event changes too, and is seen.
MODELS_NEVER_SHOWN = frozenset(
    {
        "alerts.interest",
        "alerts.subscriber",
        "briefings.downloadcount",
        "briefings.packsubscription",
        "briefings.repositorydeposit",
        "learning.mailbatch",
        "learning.mailserver",
        "learning.queuedmail",
        "media.documentwords",
        "media.rendition",
        "training.agencyalias",
        "training.attendanceimport",
        "training.cascaderecipient",
        "training.cascadereminder",
        "training.feedbackconfidence",
        "training.feedbackquote",
        "training.feedbackresponse",
        "training.feedbackround",
        "training.importmapping",
        "training.returnrequest",
        "training.savedcoverageview",
        "training.segment",
        "training.segmentslide",
        "training.selfcount",
        "training.selfcounttally",
        "training.sessionedition",
        "training.sessioneditionitem",
        "training.sessionplan",
        "training.teamuse",
        "training.workforce",
        "wagtailcore.comment",
        "wagtailcore.commentreply",
        "wagtailcore.modellogentry",
        "wagtailcore.pagelogentry",
        "wagtailcore.pagesubscription",
        "wagtailcore.referenceindex",
        "wagtailcore.revision",
        "wagtailcore.taskstate",
        "wagtailcore.uploadedfile",
        "wagtailcore.workflowstate",
    }
)
# What saving a draft writes to the page's own row, as the editor does by itself while one types: nothing that is shown.
DRAFT_FIELDS = frozenset({"draft_title", "has_unpublished_changes", "latest_revision", "latest_revision_created_at"})


def connect() -> None:
    """Listens to every model. Called once, when the site is ready."""
    for signal in (post_save, post_delete, m2m_changed, post_page_move):
        signal.connect(_row_changed, dispatch_uid="page-cache")


class _Waiting(local):
    """Whether this thread has changed something that has not been announced yet."""

    is_so = False


_waiting = _Waiting()


def changed_after_commit(using: str | None = None) -> None:
    """Changes the content version once this transaction is committed; once, however often it is asked for in it."""
    _waiting.is_so = True
    transaction.on_commit(_announce, using=using, robust=True)


def _announce() -> None:
    if _waiting.is_so:
        _waiting.is_so = False
        content_changed()


def _row_changed(sender: type[models.Model], using: str | None = None, **said: Any) -> None:
    if said.get("action", "").startswith("pre_"):  # a many-to-many field, before it changes
        return
    if is_ever_shown(sender) and not is_only_a_draft(said.get("update_fields")):
        changed_after_commit(using)


def is_ever_shown(model: type[models.Model]) -> bool:
    """Whether a row of this model can be on a public page, or decide what is."""
    return model._meta.app_label not in APPS_NEVER_SHOWN and model._meta.label_lower not in MODELS_NEVER_SHOWN


def is_only_a_draft(update_fields: frozenset[str] | None) -> bool:
    """Whether what is saved is a page's own note that it has a draft: readers see no difference."""
    return bool(update_fields) and set(update_fields or ()) <= DRAFT_FIELDS

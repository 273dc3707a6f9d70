"""What the media room registers with Wagtail."""

from django.http import Http404, HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.permissions import policy_registry

from media import picture_chooser, withdrawal_views
from media.models import Document
from media.permissions import is_in_published_use, looks_after
from media.viewsets import (
    DecksToMendView,
    DocumentDeleteView,
    DocumentEditView,
    DocumentIndexView,
    DocumentsDeleteAction,
    UploadedDocumentDeleteView,
)

BEFORE_WAGTAIL, AFTER_WAGTAIL = -10, 10

hooks.register("register_bulk_action", DocumentsDeleteAction, order=AFTER_WAGTAIL)  # the last one of a name is used


@hooks.register("before_serve_document", order=BEFORE_WAGTAIL)
def hide_what_is_not_published(document: Document, request: HttpRequest) -> None:
    """Before Wagtail's own hook asks for a password or a sign-in where the collection wants one.

    What has no clean copy is hidden from everybody. Of what was withdrawn the view says so.
    """
    if not (document.is_ready or document.is_withdrawn) or not (
        looks_after(request, document) or is_in_published_use(document, request)
    ):
        raise Http404


@hooks.register("register_admin_urls", order=BEFORE_WAGTAIL)
def document_views() -> list[URLPattern]:
    """Our views at Wagtail's addresses, so that every link and name of its own leads to them."""
    return [
        *picture_chooser.addresses(),
        path("documents/", DocumentIndexView.as_view()),
        path("documents/results/", DocumentIndexView.as_view(results_only=True)),
        path("documents/edit/<int:document_id>/", DocumentEditView.as_view()),
        path("documents/delete/<int:document_id>/", DocumentDeleteView.as_view()),
        path("documents/multiple/<int:doc_id>/delete/", UploadedDocumentDeleteView.as_view()),
        path("documents/withdraw/<int:pk>/", withdrawal_views.withdraw, name="withdraw_document"),
        path("documents/restore/<int:pk>/", withdrawal_views.restore, name="restore_document"),
        path(
            "documents/withdraw/<int:pk>/slides/<int:number>/",
            withdrawal_views.withdraw_one_slide,
            name="withdraw_slide",
        ),
        path("reports/decks/", DecksToMendView.as_view(), name="decks_to_mend"),
        path("reports/decks/results/", DecksToMendView.as_view(results_only=True), name="decks_to_mend_results"),
    ]


class _DecksToMendItem(MenuItem):
    """Shown to those who look after documents."""

    def is_shown(self, request: HttpRequest) -> bool:
        policy = policy_registry.get_by_type(Document)
        return bool(policy.user_has_any_permission(request.user, ["add", "change"]))


@hooks.register("register_reports_menu_item")
def decks_to_mend() -> MenuItem:
    return _DecksToMendItem(_("Slide decks to mend"), reverse("decks_to_mend"), icon_name="warning", order=900)


@hooks.register("register_log_actions")
def log_actions(actions: LogActionRegistry) -> None:
    actions.register_action("media.withdraw", _("Withdraw"), _("Withdrawn"))
    actions.register_action("media.restore", _("Restore"), _("Restored"))
    actions.register_action("media.withdraw_slide", _("Withdraw a slide"), _("A slide was withdrawn"))

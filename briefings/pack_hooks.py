"""What packs register with Wagtail; `briefings.wagtail_hooks` brings it in."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from briefings.models import PackEdition
from briefings.pack_viewsets import DownloadsView, MadeByItselfPolicy, PackEditionViewSet
from briefings.permissions import has_a_desk

register_permission_policy(PackEdition, MadeByItselfPolicy(PackEdition))
register_snippet(PackEditionViewSet)


@hooks.register("register_admin_urls")
def downloads_addresses() -> list[URLPattern]:
    return [
        path("reports/downloads/", DownloadsView.as_view(), name="downloads"),
        path("reports/downloads/results/", DownloadsView.as_view(results_only=True), name="downloads_results"),
    ]


class _DownloadsItem(MenuItem):
    """Shown to those who change or publish pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return has_a_desk(request.user)


@hooks.register("register_reports_menu_item")
def downloads() -> MenuItem:
    return _DownloadsItem(gettext_lazy("Downloads"), reverse("downloads"), icon_name="download", order=60)

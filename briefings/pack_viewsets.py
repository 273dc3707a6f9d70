"""Editions of packs in the admin, and the report of what is downloaded."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets import AdminDateInput
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from briefings.enums import PackAudience
from briefings.models import DownloadCount, PackEdition
from briefings.pack_panels import PackEditionPanel
from briefings.permissions import has_a_desk
from learning.spreadsheets import formula_safe


class MadeByItselfPolicy(ModelPermissionPolicy):
    """Nobody adds an edition or deletes one: they are made by themselves, and people hold them."""

    NOBODY_MAY = frozenset({"add", "delete"})

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in self.NOBODY_MAY and bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)


class PackEditionViewSet(SnippetViewSet):
    """Read only, but for the note for readers."""

    model = PackEdition
    icon = "folder-inverse"
    menu_label = gettext_lazy("Pack editions")
    menu_order = 130
    add_to_admin_menu = True
    copy_view_enabled = False
    list_per_page = 50
    list_filter = ["made_at"]
    search_fields = ["review__title"]
    list_display = [
        TitleColumn(
            "review",
            label=gettext_lazy("Learning pack"),
            accessor="review.title",
            sort_key="review__title",
            url_name="wagtailsnippets_briefings_packedition:edit",
        ),
        Column("number", label=gettext_lazy("Edition"), sort_key="number"),
        Column("made_on", label=gettext_lazy("Made"), sort_key="made_at"),
        Column("changes", label=gettext_lazy("What changed"), accessor=lambda edition: " ".join(edition.changes)),
    ]
    panels = [PackEditionPanel(heading=gettext_lazy("The pack")), FieldPanel("note")]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PackEdition]:
        return PackEdition.objects.select_related("review").defer("readme", "manifest").order_by("-made_at")


class DownloadFilterSet(WagtailFilterSet):
    """From when to when, and for whom."""

    since = django_filters.DateFilter(
        field_name="day", lookup_expr="gte", label=gettext_lazy("Since"), widget=AdminDateInput
    )
    until = django_filters.DateFilter(
        field_name="day", lookup_expr="lte", label=gettext_lazy("Until"), widget=AdminDateInput
    )
    audience = django_filters.ChoiceFilter(choices=PackAudience.choices, label=gettext_lazy("Pack for"))

    class Meta:
        model = DownloadCount
        fields: list[str] = []


class DownloadsView(ReportView):
    """How often each thing was downloaded, most often first: numbers, and nothing of who did."""

    model = DownloadCount
    page_title = gettext_lazy("Downloads")
    header_icon = "download"
    index_url_name = "downloads"
    index_results_url_name = "downloads_results"
    filterset_class = DownloadFilterSet
    is_searchable = False
    list_export = ["page__title", "title", "audience", "total"]
    export_headings = {
        "page__title": gettext_lazy("Review or briefing"),
        "title": gettext_lazy("What"),
        "audience": gettext_lazy("Pack for"),
        "total": gettext_lazy("Downloads"),
    }
    custom_value_preprocess = {str: {ReportView.FORMAT_CSV: formula_safe, ReportView.FORMAT_XLSX: formula_safe}}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not has_a_desk(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column("page__title", label=gettext_lazy("Review or briefing")),
            Column("title", label=gettext_lazy("What")),
            Column("audience", label=gettext_lazy("Pack for"), accessor=_audience),
            Column("total", label=gettext_lazy("Downloads")),
        ]

    def get_base_queryset(self) -> QuerySet[DownloadCount]:
        return DownloadCount.objects.all()

    def filter_queryset(self, queryset: Any) -> Any:
        counted = super().filter_queryset(queryset).values("page__title", "title", "audience")
        return counted.annotate(total=Sum("count")).order_by("-total", "page__title", "title", "audience")


def _audience(row: dict[str, Any]) -> str:
    return str(PackAudience(row["audience"]).label) if row["audience"] else str(gettext_lazy("a file by itself"))

"""The report of what needs an editor's attention."""

from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page

from briefings.enums import Attention
from briefings.permissions import has_a_desk
from briefings.queries.attention import Concern, concerns
from learning.spreadsheets import formula_safe


class AttentionFilterSet(WagtailFilterSet):
    """Only draws the form: what is listed is put together from several tables."""

    kind = django_filters.ChoiceFilter(
        choices=Attention.choices, label=gettext_lazy("Kind"), method=lambda found, name, value: found
    )

    class Meta:
        model = Page
        fields: list[str] = []


class AttentionView(ReportView):
    """What is stale, untied, too long or unreadable, worst first, each with what to do about it."""

    model = Page
    page_title = gettext_lazy("Needs attention")
    header_icon = "warning"
    index_url_name = "needs_attention"
    index_results_url_name = "needs_attention_results"
    filterset_class = AttentionFilterSet
    is_searchable = False
    list_export = ["kind", "title", "what", "why", "to_do", "edit_url"]
    export_headings = {
        "kind": gettext_lazy("Kind"),
        "title": gettext_lazy("Title"),
        "what": gettext_lazy("What it is"),
        "why": gettext_lazy("Why"),
        "to_do": gettext_lazy("What to do"),
        "edit_url": gettext_lazy("Where"),
    }
    custom_value_preprocess = {str: {ReportView.FORMAT_CSV: formula_safe, ReportView.FORMAT_XLSX: formula_safe}}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not has_a_desk(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=gettext_lazy("Title"), get_url=lambda one: one.edit_url, width="25%"),
            Column("what", label=gettext_lazy("What it is")),
            Column("kind", label=gettext_lazy("Kind")),
            Column("why", label=gettext_lazy("Why")),
            Column("to_do", label=gettext_lazy("What to do")),
        ]

    def get_filtered_queryset(self) -> list[Concern]:
        kind = self.filters.form.cleaned_data.get("kind", "") if self.filters.is_valid() else ""
        return concerns(self.request.user, kind=kind)

    def get_filename(self) -> str:
        return "needs-attention"

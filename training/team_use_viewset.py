"""“Team use to look at” in the admin: the list, one of them, and what is decided."""

from typing import Any, cast

import django_filters
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry
from wagtail.snippets.views.snippets import EditView, IndexView, InspectView, SnippetViewSet

from briefings.models import BriefingPage
from learning.models import Agency
from training.domain.team_use import accept_team_use, refuse_team_use, take_back_team_use
from training.errors import TrainingError
from training.exports.team_use_csv import team_use_csv
from training.models import TeamUse
from training.team_use_admin_forms import AcceptForm, ReasonForm

NAMESPACE = "wagtailsnippets_training_teamuse"


def may_decide(request: HttpRequest) -> bool:
    return bool(policy_registry.get_by_type(TeamUse).user_has_permission(request.user, "change"))


class TeamUseFilterSet(WagtailFilterSet):
    briefing = django_filters.ModelChoiceFilter(
        queryset=BriefingPage.objects.filter(team_uses__isnull=False).distinct().order_by("title"),
        label=gettext_lazy("Briefing"),
    )
    agency = django_filters.ModelChoiceFilter(
        queryset=Agency.objects.filter(team_uses__isnull=False).distinct(), label=gettext_lazy("Agency")
    )
    date = django_filters.DateFromToRangeFilter(label=gettext_lazy("Date"), widget=DateRangePickerWidget)

    class Meta:
        model = TeamUse
        fields = ["state", "briefing", "agency", "partnership"]


class DecideColumn(Column):
    """Accepts in one press; to refuse, or where the agency has to be chosen, leads to the page that asks."""

    cell_template_name = "wagtailadmin/training/team_use_decide.html"

    def get_cell_context_data(self, instance: TeamUse, parent_context: Any) -> dict[str, Any]:
        request = parent_context["request"]
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return context | {"use": instance, "may_decide": may_decide(request), "request": request}


class TeamUseIndexView(IndexView):
    @cached_property
    def header_more_buttons(self) -> list[Button]:
        asked = self.request.GET.urlencode()
        url = reverse(f"{NAMESPACE}:csv") + (f"?{asked}" if asked else "")
        return [*super().header_more_buttons, Button(_("Download CSV"), url=url, icon_name="download", priority=100)]


class TeamUseInspectView(InspectView):
    """All that a team said, and what can be decided about it."""

    template_name = "wagtailadmin/training/team_use.html"
    page_title = gettext_lazy("Team use")

    def get_object(self, queryset: Any = None) -> TeamUse:
        return get_object_or_404(TeamUse.objects.for_list().prefetch_related("points"), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "use": self.object,
            "may_decide": may_decide(self.request),
            "accept_form": AcceptForm(use=self.object),
            "reason_form": ReasonForm(),
        }


class TeamUseEditView(EditView):
    """While it waits, all of it; afterwards the words alone, so that no figure changes behind its event.

    What was there before is kept nowhere: a name that is taken out is gone.
    """

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not self.object.is_waiting:
            self.panel = ObjectList(TeamUse.word_panels).bind_to_model(TeamUse)
            self.form_class = self.panel.get_form_class()


class TeamUseViewSet(SnippetViewSet):
    model = TeamUse
    icon = "clipboard-list"
    menu_label = gettext_lazy("Team use to look at")
    menu_name = "team-use"
    filterset_class = TeamUseFilterSet
    index_view_class = TeamUseIndexView
    edit_view_class = TeamUseEditView
    inspect_view_class = TeamUseInspectView
    inspect_view_enabled = True
    copy_view_enabled = False
    list_display = [
        TitleColumn(
            "briefing_title",
            label=gettext_lazy("Briefing"),
            sort_key="briefing_title",
            url_name=f"{NAMESPACE}:inspect",
        ),
        Column("whose", label=gettext_lazy("Agency")),
        Column("setting", label=gettext_lazy("Team or setting")),
        Column("date", label=gettext_lazy("Date"), sort_key="date"),
        Column("present", label=gettext_lazy("People"), sort_key="present"),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display", sort_key="state"),
        DecideColumn("decide", label=gettext_lazy("Decide")),
    ]
    list_per_page = 50

    @property
    def menu_url(self) -> str:
        return f"{reverse(self.get_url_name('list'))}?state=waiting"

    @cached_property
    def menu_item_class(self) -> type:
        """Says in the menu how many there are to look at."""
        plain = super().menu_item_class

        def render_component(item: Any, request: HttpRequest) -> Any:
            component = plain.render_component(item, request)
            waiting = TeamUse.objects.waiting().count()
            component.label = f"{item.label} ({waiting})" if waiting else item.label
            return component

        return type("TeamUseMenuItem", (plain,), {"render_component": render_component})

    def get_queryset(self, request: HttpRequest) -> Any:
        return TeamUse.objects.for_list()

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        """Nobody adds one here: whoever has it on paper sends the form that everybody sends."""
        common: dict[str, Any] = super().get_common_view_kwargs(**kwargs)
        return common | {"add_url_name": None}

    def get_urlpatterns(self) -> list[URLPattern]:
        kept = [pattern for pattern in super().get_urlpatterns() if pattern.name != "add"]
        return [
            *kept,
            path("csv/", require_safe(self.csv_view), name="csv"),
            path("accept/<int:pk>/", require_POST(self.accept_view), name="accept"),
            path("refuse/<int:pk>/", require_POST(self.refuse_view), name="refuse"),
            path("take-back/<int:pk>/", require_POST(self.take_back_view), name="take_back"),
        ]

    def csv_view(self, request: HttpRequest) -> StreamingHttpResponse:
        """What the list shows, with the same filters, to read in a spreadsheet."""
        policy = policy_registry.get_by_type(TeamUse)
        if not policy.user_has_any_permission(request.user, ["change", "view"]):
            raise PermissionDenied
        found = TeamUseFilterSet(request.GET, queryset=self.get_queryset(request), request=request).qs
        response = StreamingHttpResponse(team_use_csv(found), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="team-use-{timezone.localdate().isoformat()}.csv"'
        return response

    def accept_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        use = _use_to_decide(request, pk)
        form = AcceptForm(request.POST, use=use)
        agency = form.cleaned_data["agency"] if form.is_valid() else None
        try:
            accept_team_use(use, by=_who(request), agency=agency)
        except TrainingError as error:
            messages.error(request, str(error))
            return redirect(self.get_url_name("inspect"), pk)
        messages.success(request, _("“%(use)s” is accepted, and counts in coverage.") % {"use": use})
        return redirect(self.menu_url)

    def refuse_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._decide(request, pk, refuse_team_use, _("“%(use)s” is refused. It counts nowhere."))

    def take_back_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._decide(request, pk, take_back_team_use, _("“%(use)s” waits to be looked at again."))

    def _decide(self, request: HttpRequest, pk: int, verb: Any, done: str) -> HttpResponse:
        use = _use_to_decide(request, pk)
        try:
            verb(use, by=_who(request), reason=request.POST.get("reason", ""))
        except TrainingError as error:
            messages.error(request, str(error))
            return redirect(self.get_url_name("inspect"), pk)
        messages.success(request, done % {"use": use})
        return redirect(self.menu_url)


def _use_to_decide(request: HttpRequest, pk: int) -> TeamUse:
    if not may_decide(request):
        raise PermissionDenied
    return get_object_or_404(TeamUse.objects.for_list(), pk=pk)


def _who(request: HttpRequest) -> AbstractBaseUser:
    return cast(AbstractBaseUser, request.user)

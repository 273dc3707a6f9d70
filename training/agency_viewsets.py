"""Mergers and splits of agencies, and how many people work there, in the admin."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, HelpPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.snippets.views.snippets import DeleteView, EditView, SnippetViewSet

from learning.enums import SuccessionKind
from learning.models import AgencySuccession
from training.domain.agency_successions import (
    merge_agencies,
    split_agency,
    take_back_succession,
    validate_succession,
)
from training.errors import DayNotCome, TrainingError
from training.models import Workforce


class AgencySuccessionForm(WagtailAdminModelForm):
    """What cannot be is said in the field concerned; what can is done by the verb, whose log says who did it."""

    instance: AgencySuccession

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        row = [cleaned.get(name) for name in ("kind", "predecessor", "successor", "on")]
        if self.instance.pk is None and all(row):
            try:
                validate_succession(*row)
            except TrainingError as refused:
                self.add_error(getattr(refused, "field", None), str(refused))
        elif cleaned.get("on") and cleaned["on"] > timezone.localdate():
            self.add_error("on", str(DayNotCome()))
        return cleaned

    def save(self, commit: bool = True) -> AgencySuccession:
        if self.instance.pk is not None or not commit:
            saved: AgencySuccession = super().save(commit=commit)
            return saved
        row = self.cleaned_data
        about: dict[str, Any] = {"on": row["on"], "by": self.for_user, "note": row.get("note", "")}
        if row["kind"] == SuccessionKind.MERGED:
            self.instance = merge_agencies(row["predecessor"], into=row["successor"], **about)
        else:
            (self.instance,) = split_agency(row["predecessor"], into=[row["successor"]], **about)
        return self.instance


EXPLAINED = gettext_lazy(
    "<p><strong>Merged into:</strong> from that day on, all that the agency that was has had counts for the agency that "
    "is; on earlier days it is shown as it was.</p><p><strong>Split into:</strong> enter one row for each part. What was "
    "passed on before cannot be divided: it is told of every part and counts for none.</p><p>The agency that was is made "
    "inactive. No figure is changed.</p>"
)
DAY_AND_NOTE = ObjectList(
    [
        HelpPanel(
            gettext_lazy("<p>Which agencies they were cannot be changed: delete this and enter it again instead.</p>")
        ),
        FieldPanel("on"),
        FieldPanel("note"),
    ],
    base_form_class=AgencySuccessionForm,
)


class AgencySuccessionEditView(EditView):
    """The day and the note alone."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.panel = DAY_AND_NOTE.bind_to_model(AgencySuccession)
        self.form_class = self.panel.get_form_class()


class AgencySuccessionDeleteView(DeleteView):
    """Takes it back: the agency that was is active again."""

    @property
    def confirmation_message(self) -> str:
        return _(
            "Delete “%(row)s”? The agency that was becomes active again, and what it has had counts for it alone."
        ) % {"row": self.object}

    def form_valid(self, form: Any) -> HttpResponse:
        take_back_succession(self.object, by=self.request.user)
        return HttpResponseRedirect(self.get_success_url())


class AgencySuccessionViewSet(SnippetViewSet):
    model = AgencySuccession
    icon = "group"
    menu_label = gettext_lazy("Mergers and splits")
    menu_name = "mergers-and-splits"
    edit_view_class = AgencySuccessionEditView
    delete_view_class = AgencySuccessionDeleteView
    copy_view_enabled = False
    edit_handler = ObjectList([HelpPanel(EXPLAINED), *AgencySuccession.panels], base_form_class=AgencySuccessionForm)
    list_display = [
        TitleColumn(
            "predecessor",
            label=gettext_lazy("Agency that was"),
            accessor="predecessor",
            url_name="wagtailsnippets_learning_agencysuccession:edit",
        ),
        Column("kind", label=gettext_lazy("What happened"), accessor="get_kind_display", sort_key="kind"),
        Column("successor", label=gettext_lazy("Agency that is"), accessor="successor"),
        DateColumn("on", label=gettext_lazy("On"), sort_key="on"),
    ]
    list_filter = ["kind"]
    list_per_page = 50
    search_fields = ["predecessor__name", "successor__name"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return AgencySuccession.objects.select_related("predecessor", "successor")


class WorkforceViewSet(SnippetViewSet):
    model = Workforce
    icon = "user"
    menu_label = gettext_lazy("Workforces")
    list_display = [
        TitleColumn("agency", label=gettext_lazy("Agency"), url_name="wagtailsnippets_training_workforce:edit"),
        Column("level", label=gettext_lazy("Level"), accessor="level"),
        Column("people", label=gettext_lazy("People"), sort_key="people"),
        DateColumn("counted_on", label=gettext_lazy("Counted on"), sort_key="counted_on"),
        Column("partnership", label=gettext_lazy("Partnership"), accessor="partnership.short_name"),
    ]
    list_filter = ["partnership", "level"]
    list_per_page = 50
    search_fields = ["agency__name"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return Workforce.objects.select_related("partnership", "agency", "level")

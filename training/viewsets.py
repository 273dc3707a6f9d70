"""Listings and editors of courses and events in the admin."""

from typing import Any

import django_filters
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from learning.models import LearningPoint, ReviewPage
from training.agency_viewsets import AgencySuccessionViewSet, WorkforceViewSet
from training.models import Course, RequiredContent, TrainingEvent
from training.team_use_viewset import TeamUseViewSet


class TrainingEventFilterSet(WagtailFilterSet):
    date = django_filters.DateFromToRangeFilter(label=_("Date"), widget=DateRangePickerWidget)
    review = django_filters.ModelChoiceFilter(
        field_name="reviews", queryset=ReviewPage.objects.order_by("title"), label=_("About")
    )
    point = django_filters.ModelChoiceFilter(
        field_name="points_taught__point", queryset=LearningPoint.objects.all(), label=_("Passes on")
    )

    class Meta:
        model = TrainingEvent
        fields = ["kind", "status", "partnership", "course", "is_public"]


class TrainingEventViewSet(SnippetViewSet):
    model = TrainingEvent
    icon = "date"
    menu_label = _("Events")
    filterset_class = TrainingEventFilterSet
    list_display = [
        TitleColumn(
            "title",
            label=_("Event"),
            sort_key="title",
            url_name="wagtailsnippets_training_trainingevent:edit",
        ),
        Column("date_as_stated", label=_("Date"), sort_key="date"),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("status", label=_("Status"), accessor="get_status_display", sort_key="status"),
        Column("partnership", label=_("Partnership"), accessor="partnership.short_name"),
    ]
    list_per_page = 50
    search_fields = ["title", "place", "led_by"]
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return TrainingEvent.objects.select_related("partnership").latest_first()


class CourseFilterSet(WagtailFilterSet):
    class Meta:
        model = Course
        fields = ["partnership", "is_offered", "level", "mode", "is_participatory"]


class CourseViewSet(SnippetViewSet):
    model = Course
    icon = "openquote"
    menu_label = _("Courses")
    filterset_class = CourseFilterSet
    list_display = [
        TitleColumn("title", label=_("Course"), sort_key="title", url_name="wagtailsnippets_training_course:edit"),
        Column("level", label=_("Level"), accessor="level"),
        Column("mode", label=_("Mode"), accessor="get_mode_display", sort_key="mode"),
        BooleanColumn("is_participatory", label=_("Participatory")),
        BooleanColumn("is_offered", label=_("On offer")),
        Column("partnership", label=_("Partnership"), accessor="partnership.short_name"),
    ]
    list_per_page = 50
    search_fields = ["title", "audience"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return Course.objects.select_related("partnership", "level")


class RequiredContentFilterSet(WagtailFilterSet):
    class Meta:
        model = RequiredContent
        fields = ["level"]


class RequiredContentViewSet(SnippetViewSet):
    """What a session of a level must hold: the list against which plans are checked."""

    model = RequiredContent
    icon = "list-ul"
    menu_label = _("Required content")
    filterset_class = RequiredContentFilterSet
    list_display = [
        TitleColumn(
            "title",
            label=_("What a session must hold"),
            sort_key="title",
            url_name="wagtailsnippets_training_requiredcontent:edit",
        ),
        Column("level", label=_("Level"), accessor="level", sort_key="level"),
        Column("sort_order", label=_("Place"), sort_key="sort_order"),
        Column("retired_on", label=_("No longer required from"), sort_key="retired_on"),
    ]
    list_per_page = 50
    search_fields = ["title", "note"]
    copy_view_enabled = False

    def get_queryset(self, request: HttpRequest) -> Any:
        return RequiredContent.objects.select_related("level").order_by("level__sort_order", "sort_order", "title")


class TrainingViewSetGroup(SnippetViewSetGroup):
    menu_label = _("Training")
    menu_icon = "group"
    menu_order = 120
    items = (
        TrainingEventViewSet,
        CourseViewSet,
        TeamUseViewSet,
        AgencySuccessionViewSet,
        WorkforceViewSet,
        RequiredContentViewSet,
    )

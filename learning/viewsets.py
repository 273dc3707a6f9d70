"""Listings and editors in the admin."""

from typing import Any, cast

import django_filters
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import DeleteView, SnippetViewSet, SnippetViewSetGroup

from learning.domain.learning_points import describe_use, retire, uses_that_protect
from learning.enums import PublicationState, ReviewKind
from learning.errors import LearningError
from learning.forms import NewLearningPointForm, RetireForm
from learning.models import (
    SEARCH_ENGINES_PANEL,
    Agency,
    AgencyKind,
    Campaign,
    LearningPoint,
    Level,
    Partnership,
    ReviewPage,
    Theme,
)
from learning.reading_age_panel import ReadingAgePanel


class LearningPointFilterSet(WagtailFilterSet):
    theme = django_filters.ModelChoiceFilter(
        field_name="theme_items__tag", queryset=Theme.objects.all(), label=gettext_lazy("Theme"), distinct=True
    )
    found_in = django_filters.ModelChoiceFilter(
        field_name="findings__review",
        queryset=ReviewPage.objects.order_by("title"),
        label=gettext_lazy("Found in"),
        distinct=True,
    )
    retired = django_filters.BooleanFilter(
        field_name="retired_on", lookup_expr="isnull", exclude=True, label=gettext_lazy("Retired")
    )

    class Meta:
        model = LearningPoint
        fields = ["partnership", "is_good_practice"]


class LearningPointDeleteView(DeleteView):
    """Deletes what nobody has used; offers to retire what has been found or taught."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        point = get_object_or_404(LearningPoint, pk=kwargs["pk"])
        if uses_that_protect(point):
            return redirect(LearningPoint.snippet_viewset.get_url_name("retire"), point.pk)
        return super().dispatch(request, *args, **kwargs)


class LearningPointChooserViewSet(SnippetChooserViewSet):
    """Choose a point that other reviews share, or write a new one in the same window."""

    creation_form_class = NewLearningPointForm
    create_action_label = gettext_lazy("Write a new one")
    creation_tab_label = gettext_lazy("Write a new one")
    page_title = gettext_lazy("Choose")  # Wagtail adds “learning point”
    choose_one_text = gettext_lazy("Choose a learning point")
    choose_another_text = gettext_lazy("Choose another learning point")
    edit_item_text = gettext_lazy("Edit this learning point")


class LearningPointViewSet(SnippetViewSet):
    model = LearningPoint
    icon = "tasks"
    menu_label = gettext_lazy("Learning points")
    menu_order = 110
    chooser_viewset_class = LearningPointChooserViewSet
    delete_view_class = LearningPointDeleteView
    filterset_class = LearningPointFilterSet
    list_display = [
        TitleColumn(
            "title",
            label=gettext_lazy("Learning point"),
            sort_key="title",
            url_name="wagtailsnippets_learning_learningpoint:edit",
        ),
        Column("partnership", label=gettext_lazy("Partnership"), accessor="partnership.short_name"),
        Column("reviews_found_in", label=gettext_lazy("Found in (published reviews)"), sort_key="reviews_found_in"),
        BooleanColumn("is_retired", label=gettext_lazy("Retired")),
    ]
    list_per_page = 50
    add_to_admin_menu = False
    inspect_view_enabled = True
    panels = [
        FieldPanel("title"),
        FieldPanel("found"),
        FieldPanel("change"),
        FieldPanel("question"),
        ReadingAgePanel("found", "change", "question", heading=gettext_lazy("How easy it is to read")),
        FieldPanel("is_good_practice"),
        FieldPanel("themes"),
        MultiFieldPanel(
            [FieldPanel("partnership"), FieldPanel("for_kinds"), FieldPanel("for_roles"), FieldPanel("levels")],
            gettext_lazy("Who it is for"),
        ),
        MultiFieldPanel(
            [FieldPanel("superseded_by"), FieldPanel("retired_on"), FieldPanel("retired_why")],
            gettext_lazy("No longer current"),
        ),
        SEARCH_ENGINES_PANEL,
    ]

    def get_queryset(self, request: HttpRequest) -> Any:
        return LearningPoint.objects.select_related("partnership").annotate_reviews_found_in()

    def get_urlpatterns(self) -> list[URLPattern]:
        return [*super().get_urlpatterns(), path("retire/<int:pk>/", self.retire_view, name="retire")]

    def retire_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks why, then retires. Also where an attempt to delete a point in use arrives."""
        point = get_object_or_404(LearningPoint, pk=pk)
        if not self.permission_policy.user_has_permission_for_instance(request.user, "change", point):
            raise PermissionDenied
        form = RetireForm(request.POST or None)
        if form.is_valid():
            try:
                retire(point, form.cleaned_data["why"], by=cast(AbstractBaseUser, request.user))
            except LearningError as error:
                messages.error(request, str(error))
            else:
                messages.success(
                    request, _("“%(point)s” is retired. Where it was found and taught is kept.") % {"point": point}
                )
            return redirect(self.get_url_name("list"))
        context = {
            "point": point,
            "form": form,
            "uses": [describe_use(row) for row in uses_that_protect(point)],
            "icon": self.icon,
        }
        return render(request, "wagtailadmin/learning/retire.html", context)


class ReviewFilterSet(WagtailFilterSet):
    kind = django_filters.ChoiceFilter(choices=ReviewKind.choices, label=gettext_lazy("Kind"))
    publication_state = django_filters.ChoiceFilter(choices=PublicationState.choices, label=gettext_lazy("Publication"))
    theme = django_filters.ModelChoiceFilter(
        field_name="theme_items__tag", queryset=Theme.objects.all(), label=gettext_lazy("Theme"), distinct=True
    )

    class Meta:
        model = ReviewPage
        fields = ["kind", "publication_state", "publisher", "live"]


class ReviewListingViewSet(PageListingViewSet):
    """Every review of every site the editor may see, with the filters the public list has and more."""

    model = ReviewPage
    name = "reviews"
    icon = "folder-open-inverse"
    menu_label = gettext_lazy("Reviews")
    menu_order = 100
    add_to_admin_menu = False
    filterset_class = ReviewFilterSet
    columns = [
        *PageListingViewSet.columns[:2],
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("publisher", label=gettext_lazy("Publisher"), accessor="publisher.short_name"),
        Column("publication_state", label=gettext_lazy("Publication"), accessor="get_publication_state_display"),
        *PageListingViewSet.columns[2:],
    ]


class ThemeViewSet(SnippetViewSet):
    model = Theme
    icon = "tag"
    menu_label = gettext_lazy("Themes")
    list_display = [
        "name",
        Column("group", label=gettext_lazy("Group"), accessor="get_group_display"),
        BooleanColumn("is_retired"),
    ]
    list_filter = ["group"]
    list_per_page = 50
    search_fields = ["name"]


class AgencyViewSet(SnippetViewSet):
    model = Agency
    icon = "group"
    menu_label = gettext_lazy("Agencies")
    list_display = ["name", "kind", "is_active"]
    list_filter = ["kind", "partnerships", "is_active"]
    list_per_page = 50
    search_fields = ["name"]


class AgencyKindViewSet(SnippetViewSet):
    model = AgencyKind
    icon = "list-ul"
    menu_label = gettext_lazy("Kinds of agency")
    panels = [FieldPanel("name"), FieldPanel("slug"), FieldPanel("sort_order")]


class LevelViewSet(SnippetViewSet):
    model = Level
    icon = "order"
    menu_label = gettext_lazy("Levels")
    list_display = ["name", "partnership", "equivalences"]


class PartnershipViewSet(SnippetViewSet):
    model = Partnership
    icon = "site"
    menu_label = gettext_lazy("Partnerships and publishers")
    list_display = ["name", "short_name", "kind", "site"]
    list_filter = ["kind"]
    search_fields = ["name", "short_name"]


class CampaignViewSet(SnippetViewSet):
    model = Campaign
    icon = "calendar-alt"
    menu_label = gettext_lazy("Campaign calendar")
    list_display = [
        "title",
        Column("when", label=gettext_lazy("Month"), accessor="when"),
        "theme",
        Column("partnership", label=gettext_lazy("Partnership"), accessor="partnership.short_name"),
    ]
    list_filter = ["partnership", "year"]
    list_per_page = 50
    search_fields = ["title"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return Campaign.objects.select_related("partnership", "theme")


class LearningViewSetGroup(SnippetViewSetGroup):
    menu_label = gettext_lazy("Learning")
    menu_icon = "folder-open-inverse"
    menu_order = 100
    items = (
        LearningPointViewSet,
        CampaignViewSet,
        ThemeViewSet,
        AgencyViewSet,
        AgencyKindViewSet,
        LevelViewSet,
        PartnershipViewSet,
    )

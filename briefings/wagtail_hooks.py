"""What the briefings room registers with Wagtail."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.admin.site_summary import SummaryItem
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.widgets import Button
from wagtail.models import Page

from briefings import deposit_hooks, national_hooks, pack_hooks  # noqa: F401 - registers
from briefings.attention_view import AttentionView
from briefings.domain.packs.contents import pack_of
from briefings.models import BriefingPage, NationalSummaryPage
from briefings.permissions import has_a_desk, may_start_briefings
from briefings.queries.attention import concerns
from briefings.queries.on_theme import briefings_on, summaries_on
from briefings.start_view import start_briefing
from briefings.validators import validate_ready_to_publish, validate_two_people
from briefings.words import WARN_ABOVE_WORDS
from learning.lazily import lazily
from learning.models import LearningPoint, Partnership, ReviewPage, Theme
from learning.public_sources import open_pages


@hooks.register("cascade_review_context")
def briefings_and_pack_of_review(review: ReviewPage, request: HttpRequest) -> dict[str, Any]:
    """`briefings` that serve this review and its `pack`."""
    return lazily(lambda: _pack(review), "briefings", "pack")


def _pack(review: ReviewPage) -> dict[str, Any]:
    pack = pack_of(review, to_name=True)
    return {"briefings": pack.briefings, "pack": pack}


@hooks.register("cascade_learning_point_context")
def briefings_of_point(point: LearningPoint, request: HttpRequest) -> dict[str, Any]:
    """`briefings` and `summaries` that pass this point on, and that everybody may read."""
    partnership = Partnership.for_request(request)
    if partnership is None:
        return {"briefings": [], "summaries": []}
    return {
        **lazily(
            lambda: {"briefings": _that_pass_on(BriefingPage, "briefing_points", point, partnership)}, "briefings"
        ),
        **lazily(
            lambda: {"summaries": _that_pass_on(NationalSummaryPage, "summary_points", point, partnership)}, "summaries"
        ),
    }


def _that_pass_on(model: type[Page], by: str, point: LearningPoint, partnership: Partnership) -> list[Page]:
    """Published pages of that kind with the point, by title: of each what a list of them names."""
    pages = open_pages(model, partnership).filter(**{f"{by}__point": point})
    return list(pages.only("title", "slug", "url_path").order_by("title"))


@hooks.register("cascade_theme_context")
def briefings_on_theme(theme: Theme, request: HttpRequest) -> dict[str, Any]:
    """`briefings` and `summaries` of this site on the theme, latest first, each cut short with how many there are."""
    partnership = Partnership.for_request(request)
    if partnership is None:
        return {"briefings": [], "summaries": []}
    return {
        **lazily(lambda: {"briefings": briefings_on(theme, partnership)}, "briefings"),
        **lazily(lambda: {"summaries": summaries_on(theme, partnership)}, "summaries"),
    }


@hooks.register("insert_editor_js")
def word_meter() -> str:
    return format_html('<script src="{}"></script>', versioned_static("partnership/admin/word_meter.js"))


@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def warn_of_a_long_briefing(request: HttpRequest, page: Page) -> None:
    """A briefing above 700 words is kept, with a word to the editor."""
    if isinstance(page, BriefingPage) and page.is_long:
        messages.warning(
            request,
            _("%(words)d words take about %(minutes)s minutes aloud. Most briefings run to %(warn)d words at most.")
            % {"words": page.word_count, "minutes": page.minutes_aloud, "warn": WARN_ABOVE_WORDS},
        )


@hooks.register("after_edit_page")
@hooks.register("after_create_page")
def tell_of_a_proposed_date(request: HttpRequest, page: Page) -> None:
    """A briefing published without a day to be looked at again was given one."""
    proposed = getattr(page, "proposed_review_by", None)
    if proposed:
        messages.info(
            request,
            _(
                "It is to be looked at again by %(date)s: change that under “Keeping it current” if another day is better."
            )
            % {"date": date_format(proposed, "j F Y")},
        )


@hooks.register("before_bulk_action")
def refuse_bulk_publishing_what_is_not_ready(
    request: HttpRequest, action_type: str, objects: list[Page], action: Any
) -> HttpResponse | None:
    """A bulk action publishes without asking the editor's form; this asks the same rules, and says which page fails."""
    if action_type != "publish":
        return None
    for page in (page.specific for page in objects):
        try:
            if isinstance(page, BriefingPage):
                validate_ready_to_publish(page.get_latest_revision_as_object().sections)
            elif isinstance(page, NationalSummaryPage):
                validate_two_people(page.get_latest_revision_as_object())
        except ValidationError as error:
            messages.error(request, f"“{page.get_admin_display_title()}”: {' '.join(error.messages)}")
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("register_admin_urls")
def admin_addresses() -> list[URLPattern]:
    return [
        path("briefings/start/", start_briefing, name="start_briefing"),
        path("reports/attention/", AttentionView.as_view(), name="needs_attention"),
        path("reports/attention/results/", AttentionView.as_view(results_only=True), name="needs_attention_results"),
    ]


class _StartBriefingItem(MenuItem):
    """Shown to those who may add a briefing somewhere."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_start_briefings(request.user)


@hooks.register("register_admin_menu_item")
def start_a_briefing() -> MenuItem:
    return _StartBriefingItem(gettext_lazy("New briefing"), reverse("start_briefing"), icon_name="doc-full", order=120)


class _NeedsAttentionItem(MenuItem):
    """Shown to those who change or publish pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return has_a_desk(request.user)


@hooks.register("register_reports_menu_item")
def needs_attention() -> MenuItem:
    return _NeedsAttentionItem(
        gettext_lazy("Needs attention"), reverse("needs_attention"), icon_name="warning", order=50
    )


class AttentionSummary(SummaryItem):
    """How much needs attention, on the dashboard."""

    order = 50
    template_name = "wagtailadmin/briefings/attention_summary.html"

    def is_shown(self) -> bool:
        return has_a_desk(self.request.user)

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        return {"count": len(concerns(self.request.user)), "icon_name": "warning"}


@hooks.register("construct_homepage_summary_items")
def attention_on_the_dashboard(request: HttpRequest, items: list[SummaryItem]) -> None:
    items.append(AttentionSummary(request))


@hooks.register("before_create_page")
def start_where_there_is_a_choice(request: HttpRequest, parent: Page, page_class: type[Page]) -> HttpResponse | None:
    """Whoever adds a briefing to its list is first asked what to start it from, and gets its seven sections."""
    if page_class is BriefingPage and request.method == "GET":
        return redirect(f"{reverse('start_briefing')}?index={parent.pk}")
    return None


class _StartFromButton(Button):
    """On a review and on a national summary: start a briefing from it."""

    def __init__(self, page: Page, source: str) -> None:
        address = f"{reverse('start_briefing')}?{source}={page.pk}"
        super().__init__(gettext_lazy("Start a briefing from it"), address, icon_name="doc-full", priority=12)


SOURCES: dict[type[Page], str] = {ReviewPage: "review", NationalSummaryPage: "summary"}


@hooks.register("register_page_listing_more_buttons")
def start_from_listing(page: Page, user: AbstractBaseUser, next_url: str | None = None) -> Iterator[Button]:
    source = SOURCES.get(page.specific_class)
    if source and may_start_briefings(user):
        yield _StartFromButton(page, source)


@hooks.register("register_page_header_buttons")
def start_from_editor(
    page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    yield from start_from_listing(page, user, next_url)

"""What summaries of national reviews register with Wagtail: where they are started, and where decks hear of them."""

from collections.abc import Iterator
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.widgets import Button
from wagtail.models import Page

from briefings.models import NationalIndexPage, NationalSummaryPage, SummaryDeckToChange
from briefings.permissions import has_a_desk, national_lists_to_add_to
from briefings.start_summary_views import paste_summaries, start_summary
from media.models import Document
from media.permissions import is_own


@hooks.register("register_admin_urls")
def national_addresses() -> list[URLPattern]:
    return [
        path("national/start/", start_summary, name="start_summary"),
        path("national/paste/", paste_summaries, name="paste_summaries"),
    ]


@hooks.register("before_create_page")
def start_from_its_source(request: HttpRequest, parent: Page, page_class: type[Page]) -> HttpResponse | None:
    """Whoever adds a summary to its list is first asked for its source."""
    if page_class is NationalSummaryPage and request.method == "GET":
        return redirect(f"{reverse('start_summary')}?index={parent.pk}")
    return None


@hooks.register("register_page_header_buttons")
def paste_from_editor(
    page: Page, user: AbstractBaseUser, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """On a list of national learning: paste a list of sources."""
    if page.specific_class is NationalIndexPage and national_lists_to_add_to(user).filter(pk=page.pk).exists():
        address = f"{reverse('paste_summaries')}?index={page.pk}"
        yield Button(gettext_lazy("Paste a list of reports"), address, icon_name="list-ul", priority=12)


@hooks.register("cascade_deck_context")
def changes_asked_of_deck(document: Document, request: HttpRequest) -> dict[str, Any]:
    """`changes` that published summaries ask of the deck, for whoever it belongs to and for those with a desk."""
    if not (is_own(document, request) or has_a_desk(request.user)):
        return {}
    asked = SummaryDeckToChange.objects.filter(document=document, done_on=None, summary__live=True)
    return {"changes": list(asked.select_related("summary").order_by("summary__title"))}

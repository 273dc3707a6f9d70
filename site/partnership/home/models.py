"""The home page of a partnership, and how its site looks."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from learning.blocks import PROSE_FEATURES
from learning.models.restrictions import SeldomRestricted
from partnership.home.accessibility.model import AccessibilityStatement
from partnership.home.addresses import page_at
from partnership.home.look.model import PartnershipLook

__all__ = ["AccessibilityStatement", "HomePage", "PartnershipLook"]


class HomePage(SeldomRestricted, Page):
    """Where a partnership's site starts; answers three people at once."""

    heading = models.CharField(_("heading"), max_length=200, blank=True)
    introduction = RichTextField(_("introduction"), features=PROSE_FEATURES, blank=True)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "learning.ReviewIndexPage",
        "learning.SeriesPage",
        "learning.InformationPage",
        "briefings.BriefingIndexPage",
        "briefings.NationalIndexPage",
    ]
    content_panels = Page.content_panels + [FieldPanel("heading"), FieldPanel("introduction")]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """One look for the whole address; step by step, as Wagtail does, only where that finds nothing."""
        page = page_at(self, path_components) if path_components else None
        return super().route(request, path_components) if page is None else page.route(request, [])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        from partnership.home.front_page import front_page_context

        return super().get_context(request, *args, **kwargs) | front_page_context(request)

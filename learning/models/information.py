"""Pages that explain: what a review is, how to refer a case, where to get help."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index

from learning.blocks import PROSE_FEATURES, BodyBlock
from learning.models.findable import SEARCH_ENGINES_PANEL, KeptOutOfSearch
from learning.models.restrictions import SeldomRestricted


class InformationPage(SeldomRestricted, KeptOutOfSearch, Page):
    """An explanatory page, with others below it if need be."""

    introduction = RichTextField(_("introduction"), features=PROSE_FEATURES, blank=True)
    body = StreamField(BodyBlock(required=False), verbose_name=_("body"), blank=True)

    parent_page_types = ["home.HomePage", "learning.InformationPage"]
    subpage_types = ["learning.InformationPage"]
    content_panels = Page.content_panels + [FieldPanel("introduction"), FieldPanel("body")]
    promote_panels = [*Page.promote_panels, SEARCH_ENGINES_PANEL]
    search_fields = Page.search_fields + [index.SearchField("introduction"), index.SearchField("body")]

    class Meta:
        verbose_name = _("information page")
        verbose_name_plural = _("information pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_context(request, *args, **kwargs) | {"children": self.children()}

    def children(self) -> "models.QuerySet[InformationPage]":
        """The explanations below it that everybody may read, in the editor's order."""
        from learning.public_sources import is_restricted

        if not self.pk:
            return InformationPage.objects.none()
        children: models.QuerySet[InformationPage] = InformationPage.objects.live().child_of(self)
        return children.exclude(is_restricted("path")).order_by("path")

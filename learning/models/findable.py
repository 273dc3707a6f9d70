"""What an editor may keep out of search engines, though everybody may read it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel


class KeptOutOfSearch(models.Model):
    """A thing with an editor's choice: readers of this site find it as ever, the rest of the world's search engines do not."""

    keep_out_of_search = models.BooleanField(
        _("keep out of search engines"),
        default=False,
        help_text=_(
            "Search engines are asked not to list it, nor its files. Everybody may still read it here and find it with "
            "this site's own search."
        ),
    )

    class Meta:
        abstract = True


SEARCH_ENGINES_PANEL: Panel = MultiFieldPanel([FieldPanel("keep_out_of_search")], _("Beyond this site"))

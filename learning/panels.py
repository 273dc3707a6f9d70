"""How editors meet a review in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel

from learning.reading_age_panel import ReadingAgePanel

REVIEW_INDEX_PANELS: list[Panel] = [FieldPanel("introduction"), FieldPanel("empty_message")]

REVIEW_PANELS: list[Panel] = [
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("kind"), FieldPanel("year")]),
            FieldRowPanel([FieldPanel("pseudonym"), FieldPanel("letter"), FieldPanel("local_reference")]),
            FieldPanel("publisher"),
            FieldPanel("also_by"),
            FieldPanel("outcome"),
        ],
        _("What it is"),
    ),
    InlinePanel("subjects", heading=_("Children it is about (age band only)"), label=_("child")),
    InlinePanel("people", heading=_("Author and chair"), label=_("person")),
    MultiFieldPanel(
        [
            FieldRowPanel([FieldPanel("publication_state"), FieldPanel("withheld_reason")]),
            FieldPanel("publication_note"),
            FieldRowPanel([FieldPanel("decided_by"), FieldPanel("next_look")]),
            FieldPanel("external_url"),
        ],
        _("Publication"),
    ),
    InlinePanel("stated_dates", heading=_("Dates, as stated"), label=_("date")),
    FieldPanel("content_warning"),
    FieldPanel("summary"),
    ReadingAgePanel("summary", heading=_("How easy it is to read")),
    InlinePanel(
        "findings",
        heading=_("What was learned"),
        label=_("learning point"),
        help_text=_("Choose a learning point that other reviews share, or write a new one in the same window."),
        panels=[FieldPanel("point"), FieldPanel("source_reference")],
    ),
    InlinePanel("pack_items", heading=_("Learning pack"), label=_("item")),
    FieldPanel("themes"),
    FieldPanel("what_next"),
    FieldPanel("related_reviews"),
]

"""How an event is recorded in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel

EVENT_PANELS: list[Panel] = [
    MultiFieldPanel(
        [
            FieldPanel("partnership"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("status")]),
            FieldPanel("title"),
            FieldPanel("course"),
            FieldPanel("description"),
        ],
        _("What it is"),
    ),
    MultiFieldPanel(
        [
            FieldPanel("date_as_stated"),
            FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
            FieldRowPanel([FieldPanel("mode"), FieldPanel("place")]),
            FieldPanel("host"),
            FieldPanel("led_by"),
            FieldPanel("capacity"),
            FieldPanel("booking_url"),
            FieldPanel("is_public"),
        ],
        _("When and where"),
    ),
    FieldPanel("reviews"),
    InlinePanel("points_taught", heading=_("Learning passed on"), label=_("learning point")),
    FieldPanel("invited"),
    InlinePanel("attendances", heading=_("Who came (counts, never names)"), label=_("agency")),
    FieldPanel("more_than_the_room"),
]

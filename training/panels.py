"""How an event is recorded in the admin."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, Panel, get_form_for_model

from training.forms import AttendanceForm


class AttendancePanel(InlinePanel):
    """One row an agency, with a form of its own, which an inline panel does not otherwise take."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        deferred = self.child_edit_handler.get_form_options().get("defer_required_on_fields")
        form = get_form_for_model(
            self.db_field.related_model, form_class=AttendanceForm, defer_required_on_fields=deferred
        )
        options["formsets"][self.relation_name]["form"] = form
        return options


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
    AttendancePanel("attendances", heading=_("Who came (counts, never names)"), label=_("agency")),
    FieldPanel("more_than_the_room"),
]

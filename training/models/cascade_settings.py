"""What a partnership decides once for all its cascades: how long a mailing may be called back, and when it reminds."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

FARTHEST_DAY = 365


@register_setting(icon="mail")
class CascadeSettings(BaseSiteSetting):
    """How cascades of this partnership go. `remind_on_days` are days from the day a reply is due: -7 is a week before."""

    hold_minutes = models.PositiveSmallIntegerField(
        _("minutes before a mailing goes"),
        default=10,
        validators=[MaxValueValidator(1_440)],
        help_text=_("So long it can be withdrawn as if it had never been."),
    )
    link_valid_days = models.PositiveSmallIntegerField(
        _("days an agency's link works after the last date"),
        default=60,
        validators=[MinValueValidator(1), MaxValueValidator(FARTHEST_DAY)],
    )
    remind_on_days = models.CharField(
        _("days on which to remind"),
        max_length=100,
        default="-7, 1, 14",
        help_text=_(
            "Counted from the day a reply is due: -7 is a week before, 1 the day after. One mail a week at most."
        ),
    )
    escalate_after_days = models.PositiveSmallIntegerField(
        _("days overdue before the agency's board member is told"), default=21, validators=[MinValueValidator(1)]
    )

    panels = [
        MultiFieldPanel([FieldPanel("hold_minutes"), FieldPanel("link_valid_days")], _("Sending")),
        MultiFieldPanel([FieldPanel("remind_on_days"), FieldPanel("escalate_after_days")], _("When replies stay away")),
    ]

    class Meta:
        verbose_name = _("cascades")

    def clean(self) -> None:
        super().clean()
        try:
            days = self.reminder_days
        except ValueError as error:
            raise ValidationError(
                {"remind_on_days": _("Give whole numbers with commas between them: -7, 1, 14.")}
            ) from error
        if any(abs(day) > FARTHEST_DAY for day in days):
            raise ValidationError({"remind_on_days": _("No day more than a year from the date.")})

    @property
    def reminder_days(self) -> list[int]:
        """Earliest first, each once. Raises ValueError for what are no numbers."""
        return sorted({int(part) for part in self.remind_on_days.replace(";", ",").split(",") if part.strip()})

"""What a partnership decides once for all its sessions: how people are looked after, and how large a group may be."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

USUAL_WARNING = (
    "This session talks about children who have died or been seriously harmed. Some of it is distressing, and some of "
    "us will have lived through something like it. You may step out at any time without giving a reason."
)
USUAL_DISTRESS = (
    "If somebody is distressed: pause, and let them leave with company if they want it; find them before they go home. "
    "If somebody tells of harm to a child: listen, promise no secrecy, write down what was said, and make the referral "
    "today. In immediate danger call 999."
)
USUAL_SUPPORT = (
    "Your own supervisor or safeguarding lead.\nSamaritans, 116 123, at any hour.\nNSPCC Helpline, 0808 800 5000."
)
LARGEST_GROUP = 25


@register_setting(icon="group")
class TrainingSettings(BaseSiteSetting):
    """The care block of every session that does not say it in its own words, and what a group's size is warned above."""

    content_warning = models.TextField(_("content warning"), default=USUAL_WARNING)
    if_distressed = models.TextField(_("on a disclosure or distress"), default=USUAL_DISTRESS)
    support_contacts = models.TextField(_("who supports people"), default=USUAL_SUPPORT)
    largest_group = models.PositiveSmallIntegerField(
        _("largest group"), default=LARGEST_GROUP, validators=[MinValueValidator(1), MaxValueValidator(1_000)]
    )

    panels = [
        MultiFieldPanel(
            [FieldPanel("content_warning"), FieldPanel("if_distressed"), FieldPanel("support_contacts")], _("Care")
        ),
        FieldPanel("largest_group"),
    ]

    class Meta:
        verbose_name = _("training sessions")

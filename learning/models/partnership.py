"""Who publishes, who belongs, who learning is for: partnerships, agencies and levels."""

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Site

from learning.enums import PublisherKind
from learning.models.findable import KeptOutOfSearch


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def with_site(self) -> "PartnershipQuerySet":
        """Partnerships that own a site on this install."""
        return self.filter(site__isnull=False).select_related("site")


class Partnership(KeptOutOfSearch):
    """A safeguarding partnership, or another body that publishes reviews (`site` is empty for those with none here)."""

    name = models.CharField(_("name"), max_length=200)
    short_name = models.CharField(_("short name"), max_length=60, help_text=_("As people say it: “Manchester”, “MSP”."))
    slug = models.SlugField(unique=True, max_length=80)
    kind = models.CharField(_("kind"), max_length=20, choices=PublisherKind, default=PublisherKind.PARTNERSHIP)
    area = models.CharField(_("area"), max_length=200, blank=True)
    site = models.OneToOneField(
        Site, null=True, blank=True, on_delete=models.SET_NULL, related_name="partnership", verbose_name=_("site")
    )
    is_fictional = models.BooleanField(_("openly fictional"), default=False, help_text=_("Says so on every page."))
    introduction = models.TextField(_("introduction"), blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = models.CharField(_("contact telephone"), max_length=40, blank=True)
    website = models.URLField(_("website"), blank=True)
    training_url = models.URLField(_("training website"), blank=True, help_text=_("Where places are booked."))
    media_enquiries = models.CharField(_("media enquiries"), max_length=300, blank=True)
    leave_site_url = models.URLField(
        _("“leave this site” goes to"),
        default="https://www.bbc.co.uk/weather",
        help_text=_("A dull, busy page. Nothing is asked of it until somebody presses the button."),
    )

    objects = PartnershipQuerySet.as_manager()

    panels = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("short_name"), FieldPanel("slug"), FieldPanel("kind"), FieldPanel("area")],
            _("Who"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("site"),
                FieldPanel("introduction"),
                FieldPanel("leave_site_url"),
                FieldPanel("is_fictional"),
                FieldPanel("keep_out_of_search", help_text=_("The whole site: for one that is being tried out.")),
            ],
            _("Its site"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("contact_email"),
                FieldPanel("contact_phone"),
                FieldPanel("website"),
                FieldPanel("training_url"),
                FieldPanel("media_enquiries"),
            ],
            _("Contacts"),
        ),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("partnership or publisher")
        verbose_name_plural = _("partnerships and publishers")

    def __str__(self) -> str:
        return self.name

    @classmethod
    def for_request(cls, request: HttpRequest) -> "Partnership | None":
        """The partnership whose site is being read; looked up once a request."""
        if not hasattr(request, "_partnership"):
            site = Site.find_for_request(request)
            partnership = cls.objects.filter(site=site).first() if site else None
            if partnership and site:
                partnership.site = site
            request._partnership = partnership  # type: ignore[attr-defined]
        return request._partnership  # type: ignore[attr-defined]


class AgencyKind(models.Model):
    """A kind of organisation: health visiting, police, primary school. Learning is written for kinds."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(unique=True, max_length=100)
    sort_order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["sort_order", "name"]
        verbose_name = _("kind of agency")
        verbose_name_plural = _("kinds of agency")

    def __str__(self) -> str:
        return self.name


class Agency(models.Model):
    """A member organisation. One that spans several partnerships (a police force) is one row, shown in each."""

    name = models.CharField(_("name"), max_length=200)
    kind = models.ForeignKey(AgencyKind, on_delete=models.PROTECT, related_name="agencies", verbose_name=_("kind"))
    partnerships = models.ManyToManyField(Partnership, related_name="agencies", verbose_name=_("partnerships"))
    lead_email = models.EmailField(_("lead's work e-mail"), blank=True)
    board_member = models.CharField(
        _("board member (role)"), max_length=120, blank=True, help_text=_("Who answers for it at the partnership.")
    )
    board_email = models.EmailField(
        _("board member's work e-mail"), blank=True, help_text=_("Written to when replies stay away.")
    )
    is_active = models.BooleanField(_("active"), default=True)

    panels = [
        FieldPanel("name"),
        FieldPanel("kind"),
        FieldPanel("partnerships"),
        FieldPanel("lead_email"),
        FieldPanel("board_member"),
        FieldPanel("board_email"),
        FieldPanel("is_active"),
    ]

    class Meta:
        ordering = ["name"]
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")

    def __str__(self) -> str:
        return self.name


class Level(models.Model):
    """A level of training as this partnership uses the word. What "level 2" means differs: hence the equivalences."""

    partnership = models.ForeignKey(
        Partnership,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="levels",
        verbose_name=_("partnership"),
    )
    name = models.CharField(_("name"), max_length=100)
    description = models.TextField(_("who it is for"), blank=True)
    equivalences = models.TextField(
        _("equivalent to"), blank=True, help_text=_("What other schemes call it: Group B, Intercollegiate level 2.")
    )
    sort_order = models.PositiveSmallIntegerField(default=0)

    panels = [
        FieldPanel("partnership"),
        FieldPanel("name"),
        FieldPanel("description"),
        FieldPanel("equivalences"),
        FieldPanel("sort_order"),
    ]

    class Meta:
        ordering = ["sort_order", "name"]
        verbose_name = _("level")
        verbose_name_plural = _("levels")

    def __str__(self) -> str:
        return self.name

"""How a partnership's site looks: its name as shown, a line under it, one or two colours and a logo."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.models import PreviewableMixin

from partnership.home.look.check import USES_OF_ACCENT, USES_OF_MAIN, Contrast, Use, contrasts, problem_with
from partnership.home.look.colour import NoColour, normal_hex
from partnership.home.look.stylesheet import Stylesheet, stylesheet
from partnership.home.look.widgets import ColourInput

LONGEST_COLOUR = 40  # characters that may be typed: what is no colour is then said, not cut off


@register_setting(icon="view")
class PartnershipLook(PreviewableMixin, BaseSiteSetting):
    """What is left empty is the house's. Colours are kept as `#rrggbb`; each can be read everywhere it is used."""

    shown_name = models.CharField(
        _("name as shown"), max_length=120, blank=True, help_text=_("At the head of every page. Empty: the full name.")
    )
    strapline = models.CharField(
        _("line under the name"), max_length=120, blank=True, help_text=_("Empty: “Learning from reviews”.")
    )
    main_colour = models.CharField(
        _("main colour"),
        max_length=LONGEST_COLOUR,
        blank=True,
        help_text=_(
            "As #rrggbb: for buttons, links and the bands at head and foot. The shades for dark screens, and for people "
            "who need more contrast, are worked out from it."
        ),
    )
    accent_colour = models.CharField(
        _("second colour"),
        max_length=LONGEST_COLOUR,
        blank=True,
        help_text=_("As #rrggbb: for lines, warnings and the ring around what has the focus."),
    )
    logo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo"),
        help_text=_("Shown up to 56 pixels high, on paper white. A picture in PNG, WebP or JPEG; no drawing in SVG."),
    )
    logo_on_dark = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("logo for dark screens"),
        help_text=_("Empty: the logo is shown on a white plate."),
    )
    logo_alt = models.CharField(
        _("what the logo says"),
        max_length=120,
        blank=True,
        help_text=_("Read aloud in place of the logo. Empty where it says no more than the name beside it."),
    )
    logo_holds_name = models.BooleanField(
        _("the logo holds the name"), default=False, help_text=_("Then the name is not written beside it again.")
    )

    panels = [
        MultiFieldPanel([FieldPanel("shown_name"), FieldPanel("strapline")], _("Name")),
        MultiFieldPanel(
            [
                FieldPanel("main_colour", widget=ColourInput),
                FieldPanel("accent_colour", widget=ColourInput({"placeholder": "#bd6c0c"})),
                HelpPanel(template="home/look_contrast.html"),
            ],
            _("Colours"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("logo"),
                FieldPanel("logo_on_dark"),
                FieldPanel("logo_alt"),
                FieldPanel("logo_holds_name"),
            ],
            _("Logo"),
        ),
    ]

    class Meta:
        verbose_name = _("name, colours and logo")

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        for name, uses in (("main_colour", USES_OF_MAIN), ("accent_colour", USES_OF_ACCENT)):
            typed = getattr(self, name)
            if not typed.strip():
                setattr(self, name, "")
                continue
            try:
                setattr(self, name, normal_hex(typed))
            except NoColour:
                wrong[name] = str(_("Give a colour as # and six digits or letters from a to f: #0c5257."))
            else:
                if problem := problem_with(getattr(self, name), uses):
                    wrong[name] = problem
        for name in ("logo", "logo_on_dark"):
            if (picture := getattr(self, name)) is not None and picture.collection.get_view_restrictions():
                wrong[name] = str(_("This picture is in a private collection: readers could not see it."))
        if wrong:
            raise ValidationError(wrong)

    @property
    def contrasts(self) -> list[Contrast]:
        """How clearly everything stands out with these colours, the weakest against what it needs first."""
        return contrasts(*self.readable_colours())

    @property
    def stylesheet(self) -> Stylesheet | None:
        """The partnership's own colours; None where it has none, or where what is stored can no longer be read."""
        colours = self.readable_colours()
        return stylesheet(*colours) if any(colours) else None

    def readable_colours(self) -> tuple[str, str]:
        """Main and second colour; "" for one that is not chosen or could not be read."""
        return _readable(self.main_colour, USES_OF_MAIN), _readable(self.accent_colour, USES_OF_ACCENT)

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        return "home/look_preview.html"

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The look as it is typed, which no address serves yet: its style is in the page, and only here may it be."""
        response = super().serve_preview(request, mode_name)
        response._csp_update = {"style-src": ["'unsafe-inline'"]}
        return response


def _readable(colour: str, uses: tuple[Use, ...]) -> str:
    """The colour, where it was checked: rows written past the form (an import, a shell) change nothing."""
    try:
        colour = normal_hex(colour)
    except NoColour:
        return ""
    return "" if problem_with(colour, uses) else colour

"""What only a person can say in the accessibility statement."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting


class Nation(models.TextChoices):
    """Which law's enforcer a reader is sent to."""

    GREAT_BRITAIN = "great_britain", _("England, Scotland or Wales")
    NORTHERN_IRELAND = "northern_ireland", _("Northern Ireland")


@register_setting(icon="tick-inverse")
class AccessibilityStatement(BaseSiteSetting):
    """A site's own part of its statement. All may be empty: the statement then says that nothing has been recorded."""

    audited_on = models.DateField(
        _("last checked by a person on"), null=True, blank=True, help_text=_("Leave empty if nobody has.")
    )
    audited_by = models.CharField(_("checked by"), max_length=200, blank=True)
    audit_scope = models.TextField(
        _("what they checked, and how"),
        blank=True,
        help_text=_("Which pages, and with what: keyboard, screen reader, magnifier, voice, disabled people."),
    )
    is_not_compliant = models.BooleanField(
        _("the check found that most requirements are not met"),
        default=False,
        help_text=_("The statement then says “not compliant”."),
    )
    known_issues = models.TextField(
        _("known issues"),
        blank=True,
        help_text=_(
            "One a line: what cannot be used, by whom, which criterion of WCAG 2.2, when it will be put right."
        ),
    )
    disproportionate_burden = models.TextField(
        _("disproportionate burden"),
        blank=True,
        help_text=_(
            "What you have decided, after an assessment, would be too much to put right, and why. Usually empty."
        ),
    )
    out_of_scope = models.TextField(
        _("content not within the regulations’ scope"),
        blank=True,
        help_text=_("Besides what the statement says of old files."),
    )
    answer_within = models.PositiveSmallIntegerField(
        _("you answer within (working days)"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(60)],
    )
    nation = models.CharField(_("nation"), max_length=20, choices=Nation, default=Nation.GREAT_BRITAIN)
    prepared_on = models.DateField(_("statement prepared on"), null=True, blank=True)
    reviewed_on = models.DateField(_("statement last reviewed on"), null=True, blank=True)

    panels = [
        HelpPanel(
            _(
                "The figures of files, what the automatic checks cover, and “fully” or “partially compliant” are worked out. "
                "Say here only what a person has done and found."
            )
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("audited_on"), FieldPanel("audited_by")]),
                FieldPanel("audit_scope"),
                FieldPanel("is_not_compliant"),
            ],
            _("Checked by a person"),
        ),
        MultiFieldPanel(
            [FieldPanel("known_issues"), FieldPanel("disproportionate_burden"), FieldPanel("out_of_scope")],
            _("What is not accessible"),
        ),
        MultiFieldPanel([FieldPanel("answer_within"), FieldPanel("nation")], _("Answers, and who enforces")),
        MultiFieldPanel([FieldRowPanel([FieldPanel("prepared_on"), FieldPanel("reviewed_on")])], _("The statement")),
    ]

    class Meta:
        verbose_name = _("accessibility statement")
        verbose_name_plural = _("accessibility statements")

    def clean(self) -> None:
        """A check that a person made has a day that has come, and somebody who made it."""
        super().clean()
        errors: dict[str, str] = {}
        if self.audited_on and not self.audited_by.strip():
            errors["audited_by"] = str(_("Say who checked: a reader cannot weigh a check by nobody."))
        if self.audited_by.strip() and not self.audited_on:
            errors["audited_on"] = str(_("Say when they checked."))
        for name in ("audited_on", "prepared_on", "reviewed_on"):
            day = getattr(self, name)
            if day and day > timezone.localdate():
                errors[name] = str(_("This day has not come yet."))
        if errors:
            raise ValidationError(errors)

    @property
    def issues(self) -> list[str]:
        """The known issues, a line each."""
        return [line.strip() for line in self.known_issues.splitlines() if line.strip()]

"""The roles people sign in with: each is a group, made with its permissions by a migration."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """A group's name, as the admin shows it. Administrators hold no role: they may do everything."""

    TRAINERS = "Trainers", _("Trainers")
    TRAINING_MANAGERS = "Training managers", _("Training managers")
    EDITORS = "Editors", _("Editors")
    MODERATORS = "Moderators", _("Moderators")
    AGENCY_LEADS = "Agency leads", _("Agency leads")

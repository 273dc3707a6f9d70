"""The states and kinds of the briefings room."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Preset(TextChoices):
    CASE = "case", _("Case: one child's or family's story")
    TOPIC = "topic", _("Topic: a theme")
    AUDIT = "audit", _("Audit: what we looked at")
    NATIONAL = "national", _("National: a national review")


class SourceKind(TextChoices):
    REVIEW = "review", _("A review")
    AUDIT = "audit", _("An audit")
    NATIONAL = "national", _("A national review")
    POLICY = "policy", _("Policy or guidance")
    OTHER = "other", _("Something else")


class StartFrom(TextChoices):
    """What a new briefing is made from."""

    REVIEW = "review", _("A review, or an audit that is on this site")
    SUMMARY = "summary", _("A national summary")
    AUDIT = "audit", _("An audit that is not on this site")
    NOTHING = "nothing", _("Nothing: the seven headings alone")


class Attention(TextChoices):
    """Why something needs an editor's attention, worst first."""

    STALE = "stale", _("Past the date it was to be looked at again")
    CHANGE = "change", _("A deck that must change")
    DEPOSIT = "deposit", _("A deposit that is not what is held here")
    FILE = "file", _("A file that not everybody can read")
    NO_BRIEFING = "no_briefing", _("A review with no briefing yet")
    NO_POINT = "no_point", _("No learning point")
    NO_DECK = "no_deck", _("A pack without slides")
    NO_THEME = "no_theme", _("No theme")
    LONG = "long", _("Longer than it should be")


class PackAudience(TextChoices):
    """For whom a part of a pack is put together."""

    EVERYTHING = "everything", _("The whole pack")
    TEAM_MANAGER = "team-manager", _("Team manager")
    TRAINER = "trainer", _("Trainer")
    SETTING = "setting", _("School or early years setting")

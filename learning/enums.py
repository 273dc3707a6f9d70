"""The states and kinds of the learning room, and the named groups of them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PublisherKind(TextChoices):
    PARTNERSHIP = "partnership", _("Safeguarding partnership or board")
    NATIONAL_PANEL = "national_panel", _("National Panel")
    NSPCC = "nspcc", _("NSPCC")
    OTHER = "other", _("Another body")


class ReviewKind(TextChoices):
    """The kinds of review, as the field names them. Retired names stay: old reviews keep theirs."""

    LCSPR = "lcspr", _("Local child safeguarding practice review")
    SCR = "scr", _("Serious case review")
    LLR = "llr", _("Local learning review")
    THEMATIC = "thematic", _("Thematic review")
    RAPID = "rapid", _("Rapid review")
    NATIONAL = "national", _("National review")
    SAR = "sar", _("Safeguarding adults review")
    DHR = "dhr", _("Domestic homicide review")
    JOINT = "joint", _("Joint review")
    AUDIT = "audit", _("Audit")
    CPR = "cpr", _("Child practice review (Wales)")
    LEARNING_REVIEW = "learning_review", _("Learning review (Scotland)")
    CMR = "cmr", _("Case management review (Northern Ireland)")


class PublicationState(TextChoices):
    FULL_REPORT = "full_report", _("Full report published")
    SUMMARY_ONLY = "summary_only", _("Summary of learning published")
    IMPROVEMENTS_ONLY = "improvements_only", _("Information about improvements published")
    NOT_PUBLISHED = "not_published", _("Full report not published")
    ANONYMOUS_NSPCC = "anonymous_nspcc", _("Published anonymously through the NSPCC")
    NOT_YET = "not_yet", _("Not yet published")
    NOT_STATED = "not_stated", _("Not stated by the publisher")


# The full report is held back: the reader is told so, and why.
WITHHELD_STATES = frozenset(
    {
        PublicationState.SUMMARY_ONLY,
        PublicationState.IMPROVEMENTS_ONLY,
        PublicationState.NOT_PUBLISHED,
        PublicationState.ANONYMOUS_NSPCC,
    }
)


class WithheldReason(TextChoices):
    COURT = "court", _("court proceedings")
    IDENTIFICATION = "identification", _("risk of identifying the child or family")
    SENSITIVE = "sensitive", _("too sensitive to publish locally")
    FAMILY = "family", _("the wishes or wellbeing of the family")
    OTHER = "other", _("another reason")


class Outcome(TextChoices):
    DEATH = "death", _("A child died")
    SERIOUS_HARM = "serious_harm", _("A child was seriously harmed")
    OTHER = "other", _("Other")


class AgeBand(TextChoices):
    """Bands, never an age: age, place and date together can name a child."""

    UNBORN = "unborn", _("Unborn")
    UNDER_1 = "under_1", _("Under 1")
    FROM_1_TO_5 = "1_5", _("1 to 5")
    FROM_6_TO_10 = "6_10", _("6 to 10")
    FROM_11_TO_15 = "11_15", _("11 to 15")
    FROM_16_TO_17 = "16_17", _("16 to 17")
    SIBLING_GROUP = "sibling_group", _("Sibling group")
    UNKNOWN = "unknown", _("Not known")


class PersonRole(TextChoices):
    """Named reviewers are public. Children and families never are."""

    AUTHOR = "author", _("Independent author")
    PANEL_CHAIR = "panel_chair", _("Panel chair")
    PUBLISHER_CONTACT = "publisher_contact", _("Contact at the publisher")


class StatedDateKind(TextChoices):
    INCIDENT = "incident", _("Incident")
    DECISION = "decision", _("Decision to review")
    LEARNING_EVENT = "learning_event", _("Learning event held")
    PUBLISHED = "published", _("Published")
    OTHER = "other", _("Other date")


class PackItemKind(TextChoices):
    REPORT = "report", _("Report")
    LEARNING_REPORT = "learning_report", _("Learning report")
    LEARNING_PRESENTATION = "learning_presentation", _("Learning presentation")
    SLIDE_DECK = "slide_deck", _("Slide deck")
    SEVEN_MINUTE_BRIEFING = "seven_minute_briefing", _("7-minute briefing")
    SUMMARY = "summary", _("Summary of learning")
    STATEMENT = "statement", _("Statement")
    RESPONSE = "response", _("Response")
    ACTION_PLAN = "action_plan", _("Action plan")
    FAMILY_VERSION = "family_version", _("Version for families")
    LITERATURE_REVIEW = "literature_review", _("Literature review")
    GUIDANCE = "guidance", _("Guidance")
    AUDIO = "audio", _("Audio")
    VIDEO = "video", _("Video")
    OTHER = "other", _("Other")


class NotesFor(TextChoices):
    """Who reads the notes for trainers that go with a resource."""

    TRAINERS = "trainers", _("Trainers and editors, when signed in")
    EVERYBODY = "everybody", _("Everybody")


class ThemeGroup(TextChoices):
    HARM_IN_FAMILY = "harm_in_family", _("Harm in the family")
    HARM_OUTSIDE_FAMILY = "harm_outside_family", _("Harm outside the family and online")
    CHILDS_SITUATION = "childs_situation", _("The child's situation")
    PARENT_AND_FAMILY = "parent_and_family", _("Parent and family")
    IDENTITY = "identity", _("Identity")
    PRACTICE = "practice", _("Practice")
    SYSTEM = "system", _("System")


class DatePrecision(TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")
    NONE = "none", _("not known")


class SuccessionKind(TextChoices):
    """What became of an agency."""

    MERGED = "merged", _("Merged into")
    SPLIT = "split", _("Split into")


class MailState(TextChoices):
    """Where a mail to one address is, on its way out."""

    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    GIVEN_UP = "given_up", _("Could not be sent")
    NOT_KNOWN = "not_known", _("Not known whether it went")
    WITHDRAWN = "withdrawn", _("Withdrawn before it went")


# Somebody has to look at these: nothing more happens to them by itself.
DEAD_LETTERS = frozenset({MailState.GIVEN_UP, MailState.NOT_KNOWN})

"""The states and kinds of the training room, and the named groups of them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EventKind(TextChoices):
    """Any occasion on which learning is passed on."""

    COURSE = "course", _("Multi-agency course")
    LEARNING_EVENT = "learning_event", _("Learning event")
    SINGLE_AGENCY = "single_agency", _("Single-agency session")
    TEAM_BRIEFING = "team_briefing", _("Team briefing")
    CASCADE = "cascade", _("Cascade")


# Shown side by side in coverage and never added up into one number.
TRAINING_KINDS = frozenset({EventKind.COURSE, EventKind.LEARNING_EVENT, EventKind.SINGLE_AGENCY})
COVERAGE_LAYERS: dict[str, frozenset[EventKind]] = {
    "training": TRAINING_KINDS,
    "briefing": frozenset({EventKind.TEAM_BRIEFING}),
    "cascade": frozenset({EventKind.CASCADE}),
}


class EventStatus(TextChoices):
    PLANNED = "planned", _("Planned")
    HELD = "held", _("Held")
    CANCELLED = "cancelled", _("Cancelled")
    MOVED = "moved", _("Moved to another date")


# Learning was passed on only where an event was held.
COMING_STATES = frozenset({EventStatus.PLANNED, EventStatus.MOVED})
# Not as it was announced: the reader is told so.
CHANGED_STATES = frozenset({EventStatus.CANCELLED, EventStatus.MOVED})


class Mode(TextChoices):
    IN_PERSON = "in_person", _("In person")
    LIVE_ONLINE = "live_online", _("Live online")
    E_LEARNING = "e_learning", _("E-learning")
    RECORDED = "recorded", _("Recorded")


class Depth(TextChoices):
    """How deeply a point was passed on, shallowest first."""

    MENTIONED = "mentioned", _("Mentioned")
    TAUGHT = "taught", _("Taught")
    PRACTISED = "practised", _("Practised")
    CHECKED = "checked", _("Checked later")


DEPTH_ORDER: dict[str, int] = {depth: order for order, depth in enumerate(Depth.values, start=1)}


class AttendanceState(TextChoices):
    """Whether an agency's figures have come. Neither "awaiting" nor "will not be sent" is zero."""

    RETURNED = "returned", _("Returned")
    AWAITING = "awaiting", _("Return awaited")
    WILL_NOT_BE_SENT = "will_not_be_sent", _("Will not be sent")


UNKNOWN_STATES = frozenset({AttendanceState.AWAITING, AttendanceState.WILL_NOT_BE_SENT})


class TeamUseState(TextChoices):
    """What has become of a team's word that it has used a briefing."""

    WAITING = "waiting", _("To look at")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")


# A team briefing takes seven minutes for several learning points: they come up, nobody is taught them
# (docs/decisions/0019-team-use.md). Whoever knows of a longer session changes the depth on the event.
TEAM_BRIEFING_DEPTH = Depth.MENTIONED


class SegmentKind(TextChoices):
    """What a part of a session is."""

    WELCOME = "welcome", _("Welcome")
    POINT = "point", _("Learning point")
    SLIDES = "slides", _("Slides")
    BRIEFING = "briefing", _("7-minute briefing")
    ACTIVITY = "activity", _("Activity")
    DISCUSSION = "discussion", _("Discussion")
    BREAK = "break", _("Break")
    EVALUATION = "evaluation", _("Evaluation")
    CLOSE = "close", _("Close")


class Assurance(TextChoices):
    """How far anybody can rely on it that a point was passed on, weakest first."""

    CLAIMED = "claimed", _("Claimed")
    EVIDENCED = "evidenced", _("Evidenced")
    CHECKED = "checked", _("Checked by somebody else")


class RecordedHow(TextChoices):
    """How an agency's figures came in."""

    TYPED = "typed", _("Typed in")
    PASTED = "pasted", _("Pasted from a spreadsheet")
    IMPORTED = "imported", _("Imported from a file")
    SELF_COUNT = "self_count", _("Counted by those in the room")
    TEAM_USE = "team_use", _("A team's word")
    RETURN = "return", _("Sent by the agency")


class RoleInTheRoom(TextChoices):
    """What people in the room say they are: broad enough that nobody is known by it."""

    FRONT_LINE = "front_line", _("I work directly with children or families")
    MANAGER = "manager", _("I manage or supervise those who do")
    SAFEGUARDING_LEAD = "safeguarding_lead", _("I am a safeguarding lead")
    SUPPORT = "support", _("I work in an office or support role")
    VOLUNTEER = "volunteer", _("I am a volunteer, carer or student")
    OTHER = "other", _("Something else")


class FeedbackMoment(TextChoices):
    """When people are asked: the ladder from what they knew to what they did."""

    BEFORE = "before", _("Before")
    AFTER = "after", _("At the end")
    LATER = "later", _("6 to 12 weeks later")


class HasDone(TextChoices):
    """Whether somebody did, weeks later, what they said they would."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NOT_YET = "not_yet", _("Not yet")


class QuoteState(TextChoices):
    """Whether somebody has looked at what a person wrote, and found it fit to be shown."""

    WAITING = "waiting", _("To look at")
    SHOWN = "shown", _("Shown")
    HIDDEN = "hidden", _("Not shown")


class ImportState(TextChoices):
    """Where an import is."""

    UPLOADED = "uploaded", _("Uploaded")
    WAITING = "waiting", _("Waiting for its turn")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    FAILED = "failed", _("Failed, nothing was kept")
    UNDONE = "undone", _("Taken back")


class CascadeOf(TextChoices):
    """What is cascaded."""

    SUMMARY = "summary", _("National review summary")
    PACK = "pack", _("Learning pack of a review")
    BRIEFING = "briefing", _("7-minute briefing")
    RESOURCE = "resource", _("Resource of a series")


class CascadeState(TextChoices):
    """Where a cascade is."""

    DRAFT = "draft", _("Being written")
    SENT = "sent", _("Sent")
    WITHDRAWN = "withdrawn", _("Withdrawn before it went")
    CLOSED = "closed", _("Closed")


class ReplyKind(TextChoices):
    """What an agency answers to a cascade."""

    RECEIVED = "received", _("We have received it")
    SHARED = "shared", _("We have shared it")
    NOT_RELEVANT = "not_relevant", _("It is not relevant to us")
    NEED_HELP = "need_help", _("We need help with it")


# Whoever says one of these owes nothing more. What was only received is still to be shared.
FINAL_REPLIES = frozenset({ReplyKind.SHARED, ReplyKind.NOT_RELEVANT})
# Which answers go with which reply, by the names of their fields. What was typed for another is no part of it.
ANSWERS_OF: dict[str, frozenset[str]] = {
    ReplyKind.RECEIVED: frozenset({"will_change", "change_by"}),
    ReplyKind.SHARED: frozenset(
        {"people", "includes_teams", "teams", "how", "how_else", "shared_on", "will_change", "change_by"}
    ),
    ReplyKind.NOT_RELEVANT: frozenset({"reason"}),
    ReplyKind.NEED_HELP: frozenset({"help_wanted", "will_change", "change_by"}),
}
# More than a receipt.
ANSWERS = FINAL_REPLIES | {ReplyKind.NEED_HELP}


class SharedHow(TextChoices):
    """How an agency passed learning on to its people."""

    TEAM_MEETING = "team_meeting", _("Team meetings")
    SUPERVISION = "supervision", _("Supervision")
    TRAINING = "training", _("Training")
    E_MAIL = "e_mail", _("E-mail")
    NEWSLETTER = "newsletter", _("Newsletter or intranet")
    OTHER = "other", _("Another way")


class ReminderKind(TextChoices):
    """Who is written to about a reply that has not come."""

    REMINDER = "reminder", _("Reminder to the lead")
    ESCALATION = "escalation", _("To the agency's board member")


# A cascade reaches people in several ways at once; what a team was sent comes up, nobody is known to be taught it.
# Whoever knows of a session changes the depth on the event.
CASCADE_DEPTH = Depth.MENTIONED


class RecipientState(TextChoices):
    """Where an agency is with a cascade at one moment (`queries/cascade_states.py` says which)."""

    NOT_SENT = "not_sent", _("Not sent")
    UNREACHABLE = "unreachable", _("Unreachable")
    WAITING = "waiting", _("Waiting")
    OVERDUE_TO_ACKNOWLEDGE = "overdue_ack", _("Overdue: not acknowledged")
    ACKNOWLEDGED = "acknowledged", _("Acknowledged")
    OVERDUE_TO_COMPLETE = "overdue_done", _("Overdue: acknowledged, no answer")
    NEEDS_HELP = "needs_help", _("Needs help")
    SHARED = "shared", _("Shared with its people")
    DECLINED = "declined", _("Not relevant to it")
    NO_REPLY = "no_reply", _("Closed without a reply")


OVERDUE_STATES = frozenset({RecipientState.OVERDUE_TO_ACKNOWLEDGE, RecipientState.OVERDUE_TO_COMPLETE})
# Nobody has said a word.
SILENT_STATES = frozenset({RecipientState.WAITING, RecipientState.OVERDUE_TO_ACKNOWLEDGE, RecipientState.NO_REPLY})
# An answer is still owed, and can be given: whoever needs help waits for the partnership, not the other way round.
OWING_STATES = frozenset({RecipientState.WAITING, RecipientState.ACKNOWLEDGED, *OVERDUE_STATES})
# More was said than that it came.
ANSWERED_STATES = frozenset({RecipientState.SHARED, RecipientState.DECLINED, RecipientState.NEEDS_HELP})
ACKNOWLEDGED_STATES = ANSWERED_STATES | {RecipientState.ACKNOWLEDGED, RecipientState.OVERDUE_TO_COMPLETE}

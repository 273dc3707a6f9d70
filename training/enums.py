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

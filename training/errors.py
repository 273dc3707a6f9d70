"""What can go wrong in the training room, said so that the reader knows what to do next."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from learning.models import Agency, AgencySuccession
    from training.models import TeamUse, TrainingEvent


class TrainingError(Exception):
    """The root of this room's errors; `str()` is a sentence for the person at the screen."""


class CountNotValid(TrainingError):
    """A figure is not a whole number of people."""

    def __init__(self, agency: "Agency", field: str, value: object) -> None:
        super().__init__(
            _("%(agency)s: “%(field)s” is %(value)s. Give a whole number of people, 0 or more, or leave it empty.")
            % {"agency": agency, "field": field.replace("_", " "), "value": repr(value)}
        )


class NothingReturned(TrainingError):
    """A return holds no figure at all."""

    def __init__(self, agency: "Agency") -> None:
        super().__init__(
            _("%(agency)s: a return needs at least one figure. If none has come, mark it as awaited.")
            % {"agency": agency}
        )


class MoreThanTheRoom(TrainingError):
    """More people came than the room holds. Right or a slip of the finger: the person says which."""

    def __init__(self, people: int, capacity: int) -> None:
        self.people, self.capacity = people, capacity
        super().__init__(
            _("%(people)d people came and the room holds %(capacity)d. Confirm that this is right (walk-ins happen).")
            % {"people": people, "capacity": capacity}
        )


class EventNotHeld(TrainingError):
    """People are said to have come to an event that has not been held."""

    def __init__(self, event: "TrainingEvent") -> None:
        super().__init__(
            _("“%(event)s” is not marked as held. Mark it as held first, then say who came.") % {"event": event}
        )


class EventCancelled(TrainingError):
    """A cancelled event takes no attendance and is not held."""

    def __init__(self, event: "TrainingEvent") -> None:
        super().__init__(
            _("“%(event)s” was cancelled. If it took place after all, change its status to planned first.")
            % {"event": event}
        )


class EventAlreadyHeld(TrainingError):
    """What was held cannot be held again, nor cancelled."""

    def __init__(self, event: "TrainingEvent") -> None:
        super().__init__(_("“%(event)s” was held. What it passed on is kept.") % {"event": event})


class RowsChangedMeanwhile(TrainingError):
    """Somebody else changed agencies' figures after the person at the screen was shown them. `agencies` are theirs."""

    def __init__(self, agencies: "Sequence[Agency]") -> None:
        self.agencies = list(agencies)
        names = ", ".join(agency.name for agency in self.agencies)
        super().__init__(
            _("Somebody else has changed these since you opened this page: %(names)s. Nothing of yours is saved yet.")
            % {"names": names}
        )


class PointTwice(TrainingError):
    """A learning point is said to have been passed on twice at one event."""

    def __init__(self) -> None:
        super().__init__(_("One learning point is in the list twice. Keep one."))


class CountIsOpen(TrainingError):
    """People in the room are counting themselves already."""

    def __init__(self) -> None:
        super().__init__(_("A count is under way already. Close it, and confirm or drop it, before you start another."))


class CountIsClosed(TrainingError):
    """The window of time in which people count themselves is over, or has not begun."""

    def __init__(self) -> None:
        super().__init__(_("This count is closed, so nothing more is counted."))


class CountIsConfirmed(TrainingError):
    """A self-count was confirmed before; confirmed again it would count for nothing more."""

    def __init__(self) -> None:
        super().__init__(_("This count was confirmed before. Correct the figures in the table of who came."))


class RoomIsFull(TrainingError):
    """More have counted themselves than can be in the room: somebody plays with the form."""

    def __init__(self) -> None:
        super().__init__(
            _("As many people have been counted as can be here, so you were not added. Tell whoever leads the session.")
        )


class NothingAwaited(TrainingError):
    """The agency owes no return."""

    def __init__(self, agency: "Agency") -> None:
        super().__init__(_("No return is awaited from %(agency)s any more.") % {"agency": agency})


class NoLeadAddress(TrainingError):
    """Nobody knows whom to ask at the agency."""

    def __init__(self, agency: "Agency") -> None:
        super().__init__(_("%(agency)s has no lead’s address. Add it to the agency, then ask.") % {"agency": agency})


class AskedLately(TrainingError):
    """The agency was asked within the week."""

    def __init__(self, agency: "Agency", on: str) -> None:
        super().__init__(
            _("%(agency)s was asked on %(on)s. It can be asked again a week after that.") % {"agency": agency, "on": on}
        )


class TooManyTeamUses(TrainingError):
    """More forms have come in the last hour than people send: the rest waits."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Many of these forms have been sent in the last hour, so this one has not been taken yet. "
                "What you typed is still here: keep this page open, and send it again in an hour."
            )
        )


class FormSentAlready(TrainingError):
    """The form in the reader's window was taken before, and it says something else now."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "You have sent this form once, and that one was kept. To tell us about another meeting, check what is "
                "below and send it again. To correct the first one, write to the partnership."
            )
        )


class AgencyNotGiven(TrainingError):
    """The team's agency is not in the list, so nobody can say whom it counts for."""

    def __init__(self, use: "TeamUse") -> None:
        super().__init__(
            _("“%(use)s” names no agency of the list. Choose the agency it counts for, then accept it.") % {"use": use}
        )


class AgencyNotHere(TrainingError):
    """The agency belongs to another partnership."""

    def __init__(self, agency: "Agency") -> None:
        super().__init__(_("%(agency)s is not an agency of this partnership. Choose one that is.") % {"agency": agency})


class ReasonNotGiven(TrainingError):
    """A refusal, or taking back what was accepted, says why."""

    def __init__(self) -> None:
        super().__init__(_("Say why in a few words: the next person to look at this will want to know."))


class StillCounted(TrainingError):
    """What counts in coverage is taken back before it is refused."""

    def __init__(self, use: "TeamUse") -> None:
        super().__init__(
            _("“%(use)s” was accepted and counts in coverage. Take it back first, then refuse it.") % {"use": use}
        )


class AgencyMergedAlready(TrainingError):
    """An agency becomes another once: what follows is told of that other one."""

    def __init__(self, row: "AgencySuccession") -> None:
        self.field = "predecessor"
        super().__init__(
            _(
                "%(old)s was merged into %(new)s on %(on)s already. If that was entered by mistake, delete it first; "
                "if %(new)s has become another agency since, enter that."
            )
            % {"old": row.predecessor, "new": row.successor, "on": f"{row.on:%-d %B %Y}"}
        )


class AgencySplitAlready(TrainingError):
    """What was split is no longer there to be merged."""

    def __init__(self, row: "AgencySuccession") -> None:
        self.field = "predecessor"
        super().__init__(
            _("%(old)s was split on %(on)s. Enter a merger of %(new)s, or of another agency that came of it.")
            % {"old": row.predecessor, "new": row.successor, "on": f"{row.on:%-d %B %Y}"}
        )


class AgencyBecomesItself(TrainingError):
    """A ring of mergers and splits: nobody could say for whom anything counts."""

    def __init__(self, predecessor: "Agency", successor: "Agency") -> None:
        self.field = "successor"
        super().__init__(
            _("%(new)s has become %(old)s before, so %(old)s cannot become %(new)s. Check which of the two came first.")
            % {"old": predecessor, "new": successor}
            if predecessor != successor
            else _("An agency cannot become itself. Choose another.")
        )


class DayNotCome(TrainingError):
    """Agencies are merged and split on days that have come."""

    def __init__(self) -> None:
        self.field = "on"
        super().__init__(
            _("That day has not come yet. Enter it on the day, so that nothing counts elsewhere too early.")
        )


class RoundEndsBeforeItBegins(TrainingError):
    """A round of feedback closes before it opens."""

    def __init__(self) -> None:
        super().__init__(_("The last day is before the first. Give a last day on or after the first."))


class FeedbackSentAlready(TrainingError):
    """The form in the reader's window was taken before, and it says something else now."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "You have sent this form once, and those answers were kept. We do not know which are yours, so they "
                "cannot be changed. If you are somebody else on the same telephone, send it again."
            )
        )


class TooMuchFeedback(TrainingError):
    """More answers have come than people send: the rest waits."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Very many answers have been sent from here, so this one has not been taken yet. What you typed is "
                "still here: keep this page open, and send it again in an hour."
            )
        )

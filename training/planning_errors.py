"""What can go wrong where events are planned, held, moved and endorsed. See `training.errors`."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from training.errors import TrainingError

if TYPE_CHECKING:
    from learning.models import Level
    from training.models import Endorsement, TrainingEvent


class EndsBeforeItStarts(TrainingError):
    """An event would be over before it begins, or take no time."""

    def __init__(self, starts: str, ends: str) -> None:
        super().__init__(
            _("It would end (%(ends)s) before it starts (%(starts)s). Look at both again.")
            % {"starts": starts, "ends": ends}
        )


class EventThereAlready(TrainingError):
    """The same event is planned already: the form was sent twice."""

    def __init__(self, event: "TrainingEvent") -> None:
        self.event = event
        super().__init__(
            _("“%(event)s” is planned for that time and place already. Change one of them, or leave it at that.")
            % {"event": event}
        )


class PlanChangedAgain(TrainingError):
    """A plan would be taken over that is not the one the person was shown."""

    def __init__(self) -> None:
        super().__init__(
            _("The plan, or how the event stands, has changed once more. Nothing was taken over: look at it again.")
        )


class NotMoved(TrainingError):
    """An event would be moved to where it is."""

    def __init__(self, event: "TrainingEvent") -> None:
        super().__init__(_("“%(event)s” is at that time already. Give another day or hour.") % {"event": event})


class NotYetToBeHeld(TrainingError):
    """The day of an event has not come."""

    def __init__(self, event: "TrainingEvent") -> None:
        super().__init__(
            _("“%(event)s” is still to come. If it was held on another day, move it to that day first.")
            % {"event": event}
        )


class FiguresRecorded(TrainingError):
    """Somebody has said who came, so the event was held."""

    def __init__(self, event: "TrainingEvent") -> None:
        super().__init__(
            _("Figures have been recorded for “%(event)s”, so it stays as held. Take the figures out first.")
            % {"event": event}
        )


class NothingRequired(TrainingError):
    """A level has no list, so nobody can say what a session of it must hold."""

    def __init__(self, level: "Level") -> None:
        super().__init__(
            _("Nothing is required of sessions at %(level)s yet. Write the list of required content first.")
            % {"level": level}
        )


class NotEverythingMet(TrainingError):
    """A session is endorsed that does not hold what its level requires."""

    def __init__(self, missing: list[str]) -> None:
        super().__init__(
            _("It cannot be endorsed yet: not met is %(missing)s. Choose “not yet”, and tell the agency what to add.")
            % {"missing": ", ".join(f"“{title}”" for title in missing)}
        )


class UntilNotGiven(TrainingError):
    """An endorsement that would hold for ever, or for a time that has passed."""

    def __init__(self) -> None:
        super().__init__(_("Say until when the endorsement holds: a day that is still to come."))


class WithdrawnAlready(TrainingError):
    """An endorsement is withdrawn once, and only one that was given."""

    def __init__(self, endorsement: "Endorsement") -> None:
        super().__init__(
            _("“%(endorsement)s” is not endorsed now, so there is nothing to withdraw.") % {"endorsement": endorsement}
        )

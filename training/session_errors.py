"""What can go wrong while a session is planned, said so that the trainer knows what to do next."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from training.errors import TrainingError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.domain.session_words import Difference
    from training.models import Segment, SessionPlan


class PlanPutAway(TrainingError):
    """A plan that was put away is not changed."""

    def __init__(self, plan: "SessionPlan") -> None:
        super().__init__(_("“%(plan)s” was put away. Bring it back first, then change it.") % {"plan": plan})


class TooManySegments(TrainingError):
    """More parts than anybody can lead in a day."""

    def __init__(self, most: int) -> None:
        super().__init__(
            _("A session can have %(most)d parts at most. Take some out, or make a second session of the rest.")
            % {"most": most}
        )


class TooManySlides(TrainingError):
    """More slides in one part than a deck can take."""

    def __init__(self, most: int) -> None:
        super().__init__(_("A part can show %(most)d slides at most. Put the rest into another part.") % {"most": most})


class ChangedMeanwhile(TrainingError):
    """Somebody else has saved other words where this person wrote. Nothing is overwritten: the person decides.

    `differences` says what they have and what this person has, `mark` is that of theirs; `who` may be empty.
    """

    def __init__(self, who: str, differences: "Sequence[Difference]", mark: str) -> None:
        self.who, self.differences, self.mark = who, differences, mark
        super().__init__(_changed_by(who))


def _changed_by(who: str) -> str:
    if who:
        return _("%(who)s has changed this while you were writing. Both are shown: decide which to keep.") % {
            "who": who
        }
    return _("This has been changed since you opened it. Both are shown: decide which to keep.")


class SegmentChanged(ChangedMeanwhile):
    """The part this person saves, or takes out, is another now."""

    def __init__(self, segment: "Segment", who: str, differences: "Sequence[Difference]", mark: str) -> None:
        self.segment = segment
        super().__init__(who, differences, mark)


class SegmentGone(TrainingError):
    """The part this person saves was taken out meanwhile. What they wrote can be put in again."""

    def __init__(self, who: str) -> None:
        self.who = who
        super().__init__(
            _("%(who)s has taken this part out while you were writing. What you wrote is still here.") % {"who": who}
            if who
            else _("This part has been taken out since you opened it. What you wrote is still here.")
        )

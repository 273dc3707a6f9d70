"""What can go wrong when agencies are asked again, said so that the manager knows what to do next."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from training.cascade_errors import CascadeError

if TYPE_CHECKING:
    from training.models import Cascade


class NotOutYet(CascadeError):
    """Agencies have not been asked once."""

    def __init__(self, cascade: "Cascade") -> None:
        super().__init__(
            _("“%(cascade)s” has not been sent, so nobody can be asked again. Send it.") % {"cascade": cascade}
        )


class ChangeNotSaid(CascadeError):
    """Nobody says what changed, or at too great length."""

    field = "what_changed"

    def __init__(self, most: int) -> None:
        super().__init__(
            _("Say in %(most)d characters or fewer what has changed: it is the first thing that leads read.")
            % {"most": most}
        )


class NothingDiffers(CascadeError):
    """The page says what it said."""

    def __init__(self, cascade: "Cascade") -> None:
        super().__init__(
            _(
                "The page says today what it said when “%(cascade)s” was sent. Agencies are asked again only when it differs."
            )
            % {"cascade": cascade}
        )


class NobodyToAskAgain(CascadeError):
    """None of those meant is an active agency of the partnership any more."""

    field = "who"

    def __init__(self) -> None:
        super().__init__(_("There is no such agency to ask. Choose others, or start a new cascade."))

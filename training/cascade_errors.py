"""What can go wrong with cascades and their replies, said so that the reader knows what to do next."""

from django.utils.translation import gettext as _

from training.errors import TrainingError
from training.models.cascade import LONGEST_ANSWER, MOST_PEOPLE


class CascadeError(TrainingError):
    """The root of what goes wrong with cascades. `field` is the answer it is about, "" where it is about none."""

    field = ""


class NotTakingReplies(CascadeError):
    """It has not been sent, was withdrawn, or has been closed."""

    def __init__(self) -> None:
        super().__init__(_("No replies are taken to this any more, so yours has not been kept."))


class PeopleNotGiven(CascadeError):
    """“Shared”, and nobody says with how many."""

    field = "people"

    def __init__(self) -> None:
        super().__init__(_("Say with how many people you have shared it: your best count, as a whole number."))


class PeopleOutOfRange(CascadeError):
    """More people than any agency has, or fewer than none."""

    field = "people"

    def __init__(self) -> None:
        super().__init__(
            _("Give a whole number of people from 0 to %(most)s.") % {"most": f"{MOST_PEOPLE:,}"},
        )


class ReasonNeeded(CascadeError):
    """“Not relevant”, and nobody says why."""

    field = "reason"

    def __init__(self) -> None:
        super().__init__(_("Say in a sentence why it is not relevant to you: that is what the partnership will read."))


class HelpNotSaid(CascadeError):
    """“We need help”, and nobody says with what."""

    field = "help_wanted"

    def __init__(self) -> None:
        super().__init__(_("Say what would help: that is what the partnership will read."))


class AnswerTooLong(CascadeError):
    """More words than an answer holds."""

    def __init__(self, field: str, most: int = LONGEST_ANSWER) -> None:
        self.field = field
        super().__init__(_("Write it in %(most)d characters or fewer.") % {"most": most})


class AddressNotGood(CascadeError):
    """Nothing can be sent there."""

    field = "email"

    def __init__(self, address: str) -> None:
        super().__init__(
            _("“%(address)s” is not an e-mail address that can be written to.") % {"address": address[:100]}
            if address.strip()
            else _("Give the deputy’s work e-mail.")
        )


class ThatIsYou(CascadeError):
    """The link went to that very address."""

    field = "email"

    def __init__(self) -> None:
        super().__init__(_("The link was sent to that address already. Give somebody else’s."))


class HandedOnTooOften(CascadeError):
    """A link wanders: somebody may have it who should not."""

    field = "email"

    def __init__(self, most: int) -> None:
        super().__init__(
            _(
                "This has been handed on %(most)d times within a day. Ask the partnership to send it to the right person."
            )
            % {"most": most}
        )


class TooManyTeams(CascadeError):
    """More teams than an agency passes a cascade on to, or more mails than go out for it in a day."""

    field = "teams"

    def __init__(self, most: int) -> None:
        super().__init__(
            _(
                "That is more than the %(most)d teams that can be written to. Put teams together, or answer for the rest "
                "yourself: their people can be among your own number."
            )
            % {"most": most}
        )


class TeamThereAlready(CascadeError):
    """It has a link that works."""

    field = "teams"

    def __init__(self, team: str) -> None:
        super().__init__(_("“%(team)s” has been written to already. Stop its link first.") % {"team": team})


class OnlyAnAgency(CascadeError):
    """A team passes nothing on any further."""

    def __init__(self) -> None:
        super().__init__(_("A team cannot pass this on to other teams. Ask your agency’s safeguarding lead."))

"""What can go wrong while a cascade is written and sent, said so that the manager knows what to do next."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from training.cascade_errors import CascadeError

if TYPE_CHECKING:
    from learning.models import Agency
    from training.models import Cascade


class CannotBeCascaded(CascadeError):
    """A page of a kind that is not cascaded, of another site, or that not everybody may read."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Only what is published for everybody on this site can be cascaded: a national review summary, a 7-minute "
                "briefing, a review’s learning pack or a resource of a series."
            )
        )


class NotTwoPeople(CascadeError):
    """A summary that nobody has written, or that one person wrote and nobody else approved."""

    def __init__(self, title: str) -> None:
        super().__init__(
            _(
                "“%(title)s” cannot be cascaded yet: a summary is written first, and says who summarised it and who else "
                "approved it."
            )
            % {"title": title}
        )


class NotPublishedAnyMore(CascadeError):
    """It was withdrawn, deleted or hidden between the draft and the sending."""

    def __init__(self, title: str) -> None:
        super().__init__(
            _(
                "“%(title)s” is not published any more, so it cannot be sent. Publish it again first, or delete this draft: "
                "nothing has been sent."
            )
            % {"title": title}
        )


class NobodyChosen(CascadeError):
    """A cascade to no agency."""

    def __init__(self) -> None:
        super().__init__(_("No agency is chosen. Choose at least one, then send."))


class NobodyToWriteTo(CascadeError):
    """None of the agencies chosen has an address to write to."""

    def __init__(self) -> None:
        super().__init__(
            _("None of the agencies chosen can be written to. Give at least one of them a lead’s e-mail, then send.")
        )


class DatesHavePassed(CascadeError):
    """A date that agencies are asked to keep to lies behind."""

    def __init__(self) -> None:
        super().__init__(_("A date by which agencies should answer has passed. Give later dates first, then send."))


class NotADraft(CascadeError):
    """Only what has not been sent yet can be written anew, or deleted."""

    def __init__(self, cascade: "Cascade") -> None:
        super().__init__(
            _("“%(cascade)s” has been sent: what agencies were asked stays as it is. Nothing was changed.")
            % {"cascade": cascade}
        )


class NotSent(CascadeError):
    """What can only be done with a cascade that is out."""

    def __init__(self, cascade: "Cascade") -> None:
        super().__init__(
            _("“%(cascade)s” is not out now: it is %(state)s. Nothing was changed.")
            % {"cascade": cascade, "state": cascade.get_state_display().lower()}
        )


class AllHasGone(CascadeError):
    """Withdrawn too late: every mail has gone."""

    def __init__(self, number: int) -> None:
        super().__init__(
            ngettext(
                "It is too late to withdraw it: the mail has gone. You can close it, so that nobody is asked any more.",
                "It is too late to withdraw it: all %(n)d mails have gone. You can close it, so that nobody is asked any "
                "more.",
                number,
            )
            % {"n": number}
        )


class AddressNotUsable(CascadeError):
    """Mail cannot be addressed there."""

    def __init__(self, agency: "Agency", address: str) -> None:
        super().__init__(
            _("“%(address)s” is not an address that mail can be sent to. %(agency)s has not been written to.")
            % {"address": address, "agency": agency}
            if address
            else _("%(agency)s has no lead’s e-mail. Type an address, or give the agency one.") % {"agency": agency}
        )


class AgencyNotOurs(CascadeError):
    """An agency of another partnership, one that is not active, or one that has become another."""

    def __init__(self) -> None:
        super().__init__(
            _("An agency that was chosen is not in this partnership any more, or not active. Look at the choice again.")
        )


class AgencyThereAlready(CascadeError):
    """The cascade went to it already."""

    def __init__(self, agency: "Agency") -> None:
        super().__init__(_("It went to %(agency)s already. Send it a new link instead.") % {"agency": agency})

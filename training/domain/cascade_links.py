"""The link in an agency's mail: signed, of one agency and one cascade, dead once revoked, handed on or run out."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.core import signing
from django.urls import reverse
from django.utils import timezone

from learning.mail_queue.queue import SignedLink
from training.models import CascadeRecipient

if TYPE_CHECKING:
    from learning.models import Partnership

SALT = "training.cascade.reply"
_WITH = ("cascade__partnership__site", "cascade__page", "cascade__pack_edition__review", "agency__kind", "parent")


class LinkNotOurs(Exception):
    """Forged, cut short, or of an agency that is not in the cascade any more."""


class LinkRevoked(Exception):
    """It was revoked, or handed on: another one is in use. `recipient` is whose it was: nothing to tell anybody."""

    def __init__(self, recipient: CascadeRecipient) -> None:
        super().__init__()
        self.recipient = recipient


class LinkRunOut(Exception):
    """It worked until a day that has passed."""


def reply_token(recipient: CascadeRecipient) -> str:
    return signing.dumps([recipient.pk, recipient.key], salt=SALT)


def reply_link(recipient: CascadeRecipient, partnership: "Partnership") -> SignedLink:
    """For a letter: becomes the link when the mail goes."""
    root = partnership.site.root_url.rstrip("/") if partnership.site else ""
    address = root + reverse("cascade_reply", args=["TOKEN"]).replace("TOKEN", "{token}")
    return SignedLink(salt=SALT, value=[recipient.pk, recipient.key], address=address)


def recipient_of(token: str, *, now: datetime | None = None) -> CascadeRecipient:
    """Whose link it is, with its cascade and agency.

    Raises:
        LinkNotOurs, LinkRevoked, LinkRunOut: as they say.
    """
    try:
        pk, key = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise LinkNotOurs from error
    if not isinstance(pk, int):
        raise LinkNotOurs
    found = CascadeRecipient.objects.select_related(*_WITH).filter(pk=pk).first()
    if found is None:
        raise LinkNotOurs
    if found.key != key or found.revoked_at is not None:
        raise LinkRevoked(found)
    if found.link_ends_at is not None and found.link_ends_at <= (now or timezone.now()):
        raise LinkRunOut
    return found

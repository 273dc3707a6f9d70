"""What it means for a mail, and for the queue, that it could not be handed over.

Reasons are sentences for the people who look after mail. What a server answers is never repeated: it holds addresses.
Only its numbers are (RFC 5321, RFC 3463).
"""

import re
import smtplib
import ssl
from dataclasses import dataclass
from enum import Enum, auto

from django.utils.translation import gettext as _

_NUMBERS = re.compile(r"^\s*([245]\.\d{1,3}\.\d{1,3})\b")


class Fault(Enum):
    """Whose fault it is, and so what happens next."""

    MAIL = auto()
    """It will never go to this address."""
    FOR_NOW = auto()
    """It is tried again later."""
    SERVER = auto()
    """No mail is blamed: all wait until the server is well."""
    NOT_KNOWN = auto()
    """It may have gone. It is not sent again by itself."""


@dataclass(frozen=True)
class Refusal:
    fault: Fault
    why: str


def of_connecting(error: Exception) -> Refusal:
    """No connection could be made."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        why = _("The mail server does not accept our name and password (%(code)d).") % {"code": error.smtp_code}
    elif isinstance(error, smtplib.SMTPNotSupportedError):
        why = _("The mail server does not offer what our settings ask of it (signing in, or encryption).")
    elif isinstance(error, ssl.SSLError):
        why = _("The mail server could not show that it is who it says: its certificate is not accepted.")
    elif isinstance(error, smtplib.SMTPResponseException):
        why = _("The mail server turns us away (%(code)d).") % {"code": error.smtp_code}
    elif isinstance(error, TimeoutError):
        why = _("The mail server does not answer.")
    else:
        why = _("The mail server cannot be reached.")
    return Refusal(Fault.SERVER, why)


def of_handing_over(error: Exception, *, may_have_gone: bool) -> Refusal:
    """A connection there was. `may_have_gone`: the server could have taken the mail already."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(error.recipients.values()))
        return _answered(code, said, _("The mail server refused this address (%(numbers)s)."))
    if isinstance(error, smtplib.SMTPSenderRefused):
        return _of_sender(error)
    if isinstance(error, smtplib.SMTPDataError) and 400 <= error.smtp_code < 600:
        return _answered(error.smtp_code, error.smtp_error, _("The mail server refused this mail (%(numbers)s)."))
    if may_have_gone:
        return Refusal(Fault.NOT_KNOWN, _("The connection broke off before the mail server said whether it has it."))
    if isinstance(error, TimeoutError):
        return Refusal(Fault.FOR_NOW, _("The mail server did not answer in time."))
    return Refusal(Fault.FOR_NOW, _("The mail server broke off."))


def _of_sender(error: smtplib.SMTPSenderRefused) -> Refusal:
    """What is wrong with us is wrong with every mail; but a server says here too that one is too large."""
    if error.smtp_code == 552 or numbers(error.smtp_code, error.smtp_error).endswith("5.3.4"):
        return Refusal(Fault.MAIL, _("The mail is too large for the mail server."))
    why = _("The mail server does not take mail from our address (%(numbers)s).")
    return Refusal(Fault.SERVER, why % {"numbers": numbers(error.smtp_code, error.smtp_error)})


def _answered(code: int, said: bytes | str, why: str) -> Refusal:
    fault = Fault.MAIL if 500 <= code < 600 else Fault.FOR_NOW
    return Refusal(fault, why % {"numbers": numbers(code, said)})


def numbers(code: int, said: bytes | str) -> str:
    """The answer's numbers alone: “550 5.1.1”."""
    words = said.decode("ascii", "replace") if isinstance(said, bytes) else str(said)
    found = _NUMBERS.match(words)
    return f"{code} {found[1]}" if found else str(code)

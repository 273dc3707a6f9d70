"""What makes a form that anybody may send hard to send for a machine: it was shown here, a while ago, and not too long ago.

Signed with the site's own key; no puzzle, no cookie, no other company. https://docs.djangoproject.com/en/5.2/topics/signing/
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core import signing
from django.utils import timezone

from training.models.team_use import new_form_key

SALT = "training"
NOT_BEFORE = timedelta(seconds=3)  # nobody fills the form in faster
NOT_AFTER = timedelta(hours=12)  # a page left open over a working day


class FormNotShownHere(Exception):
    """No signature of ours, another form's, or one of the future."""


class FormTooOld(Exception):
    """It was shown too long ago."""


class FormTooFast(Exception):
    """It came back faster than anybody fills it in."""


@dataclass(frozen=True)
class FormToken:
    """The form shown for one briefing, or one round of feedback, at one moment. `key` is its own: no other form has it."""

    of: int
    key: str
    shown_at: int
    """Seconds since 1970."""
    kind: str = "team_use"
    """Of form: a token of one kind is none of another."""

    @classmethod
    def new(cls, of: int, now: datetime | None = None, *, kind: str = "team_use") -> "FormToken":
        return cls(of, new_form_key(), int((now or timezone.now()).timestamp()), kind)

    def __str__(self) -> str:
        return signing.dumps([self.of, self.key, self.shown_at], salt=f"{SALT}.{self.kind}")


def read_token(text: str, of: int, *, kind: str = "team_use") -> FormToken:
    """The token in `text`, if it was made here for this form; how old it is, is another question.

    Raises:
        FormNotShownHere: it was not.
    """
    try:
        shown_for, key, shown_at = signing.loads(text, salt=f"{SALT}.{kind}")
    except (signing.BadSignature, ValueError, TypeError) as error:
        raise FormNotShownHere from error
    if shown_for != of:
        raise FormNotShownHere
    return FormToken(of, key, shown_at, kind)


def check_age(token: FormToken, now: datetime | None = None) -> None:
    """Passes a form that was open for as long as people take.

    Raises:
        FormTooFast, FormTooOld, FormNotShownHere: as they say.
    """
    open_for = (now or timezone.now()).timestamp() - token.shown_at
    if open_for < -NOT_BEFORE.total_seconds():
        raise FormNotShownHere
    if open_for < NOT_BEFORE.total_seconds():
        raise FormTooFast
    if open_for > NOT_AFTER.total_seconds():
        raise FormTooOld

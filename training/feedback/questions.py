"""What people are asked, at each moment of the ladder. An answer is kept with its question as it was asked."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from training.enums import FeedbackMoment

CONFIDENCE = {
    FeedbackMoment.BEFORE: _("How confident do you feel about each of these today, before the session?"),
    FeedbackMoment.AFTER: _("How confident do you feel about each of these now?"),
    FeedbackMoment.LATER: _("How confident do you feel about each of these today?"),
}
SCORES = [
    ("1", _("Not at all")),
    ("2", _("A little")),
    ("3", _("Somewhat")),
    ("4", _("Fairly")),
    ("5", _("Very")),
]
DID_IT = _("Did you do what you meant to do?")
# The name of the field, and the question.
WORDS: dict[FeedbackMoment, list[tuple[str, Promise]]] = {
    FeedbackMoment.BEFORE: [],
    FeedbackMoment.AFTER: [("will_do", _("What will you do differently?"))],
    FeedbackMoment.LATER: [("did", _("What did you do?")), ("barriers", _("What got in the way?"))],
}

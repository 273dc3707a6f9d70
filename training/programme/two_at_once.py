"""Two people, or two tabs, that change one event: nobody overwrites what they have not seen."""

import hashlib
import json
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from training.models import TrainingEvent
from training.programme.event_form import EventForm, WhenForm, initial_of

_SHOWN = 100  # letters of what stands there now


def mark_of(event: TrainingEvent) -> str:
    """The same as long as the event says the same, and is as far as it was: planned, held, cancelled."""
    said = json.dumps([event.status, initial_of(event)], default=str, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()


def posted(data: QueryDict, initial: dict[str, Any]) -> QueryDict | None:
    """What was typed; None if nothing was sent.

    A form shown while the event was still to come has no day in it. Sent after the event was held, it takes none away.
    """
    if not data:
        return None
    whole = data.copy()
    if "date" not in whole:
        for name in WhenForm.base_fields:
            whole[name] = initial.get(name, "")
    return whole


def changed_meanwhile(form: EventForm) -> str:
    """A sentence that names what stands there now and is not what was typed."""
    others = [_now(form, name) for name in form.changed_data]
    sentence = _(
        "The event was changed since this page was opened, so nothing has been saved. What you typed is still here."
    )
    if others:
        sentence += " " + _("Now it says something else than you: %(others)s.") % {"others": "; ".join(others)}
    return sentence + " " + _("Look at both, then save again: what you typed then takes its place.")


def _now(form: EventForm, name: str) -> str:
    value, label = form.initial.get(name), str(form.fields[name].label)
    return f"{label} (“{value[:_SHOWN]}”)" if isinstance(value, str) and value else label

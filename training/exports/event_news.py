"""Ready words to tell people that an event was moved or cancelled. The site writes to nobody: a person copies them."""

from django.utils.translation import gettext as _

from training.domain.planning import EventTime, day_and_hours
from training.enums import EventStatus
from training.models import TrainingEvent


def news_of(event: TrainingEvent) -> str:
    """A mail's words, subject first; nothing of an event that is as it was planned. Never why: that is for colleagues."""
    first = _first(event)
    if not first:
        return ""
    partnership = event.partnership
    lines = [_subject(event), "", first]
    if event.status == EventStatus.MOVED and event.place:
        lines.append(_("Where: %(place)s") % {"place": event.place})
    if event.status == EventStatus.MOVED and event.booking_url:
        lines.append(_("Can you not come on the new date? Change your booking: %(url)s") % {"url": event.booking_url})
    if event.is_public and partnership.site:
        lines.append(partnership.site.root_url.rstrip("/") + event.get_absolute_url())
    if partnership.contact_email:
        lines += ["", _("Questions? %(mail)s") % {"mail": partnership.contact_email}]
    return "\n".join([*lines, "", _("Please pass this on to everybody of yours who has booked."), "", partnership.name])


def _subject(event: TrainingEvent) -> str:
    said = _("Cancelled: %(title)s") if event.status == EventStatus.CANCELLED else _("Moved: %(title)s")
    return said % {"title": event.title}


def _first(event: TrainingEvent) -> str:
    when = day_and_hours(EventTime(event.date_as_stated, event.starts_at, event.ends_at))
    said = {"title": event.title, "when": when, "before": event.moved_from}
    if event.status == EventStatus.CANCELLED:
        told = _("“%(title)s”, planned for %(when)s, is cancelled.") if when else _("“%(title)s” is cancelled.")
        return told % said
    if event.status == EventStatus.MOVED and event.moved_from:
        return _("“%(title)s” was moved from %(before)s. It is now on %(when)s.") % said
    return ""

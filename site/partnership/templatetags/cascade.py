"""How values are put into words on a page. Presentation only: nothing here reads the database."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.core.paginator import Page
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext, ngettext

register = template.Library()


@register.filter
def as_stated(value: Any) -> str:
    """The date as the page that gave it wrote it, or "date not stated"."""
    text = str(value) if value else ""
    return text or gettext("date not stated")


@register.filter
def in_words(items: Iterable[Any] | None) -> str:
    """ "police, health visiting and housing": a list as a sentence says it. Empty for nothing."""
    words = [str(item) for item in items or []]
    if len(words) < 2:
        return "".join(words)
    return gettext("%(most)s and %(last)s") % {"most": ", ".join(words[:-1]), "last": words[-1]}


@register.filter
def minutes_long(minutes: int | None) -> str:
    """A number of minutes as "1 hour 30 minutes". Empty for None and 0."""
    if not minutes:
        return ""
    hours, rest = divmod(int(minutes), 60)
    parts = []
    if hours:
        parts.append(ngettext("%(n)d hour", "%(n)d hours", hours) % {"n": hours})
    if rest:
        parts.append(ngettext("%(n)d minute", "%(n)d minutes", rest) % {"n": rest})
    return " ".join(parts)


@register.filter
def when(event: Any) -> str:
    """When an event is: its day and hours, or the date as stated when no hour is known."""
    starts = _local(getattr(event, "starts_at", None))
    if starts is None:
        return as_stated(getattr(event, "stated_date", None))
    text = date_format(starts, "l j F Y")
    if (starts.hour, starts.minute) == (0, 0):
        return text
    text = f"{text}, {_clock(starts)}"
    ends = _local(getattr(event, "ends_at", None))
    if ends is None:
        return text
    if ends.date() == starts.date():
        return gettext("%(start)s to %(end)s") % {"start": text, "end": _clock(ends)}
    return gettext("%(start)s to %(end)s") % {"start": text, "end": f"{date_format(ends, 'l j F Y')}, {_clock(ends)}"}


def _local(moment: datetime | None) -> datetime | None:
    if moment is None or timezone.is_naive(moment):
        return moment
    return timezone.localtime(moment)


def _clock(moment: datetime) -> str:
    """ "9.30am", "12 noon": hours as British public notices give them."""
    if (moment.hour, moment.minute) == (12, 0):
        return gettext("12 noon")
    half = gettext("am") if moment.hour < 12 else gettext("pm")
    return time_format(moment, "g.i").removesuffix(".00") + half


@register.filter
def day_of(event: Any) -> date | None:
    """The day an event is (or starts) on, in local time; None when only words are known."""
    starts = _local(getattr(event, "starts_at", None))
    return starts.date() if starts else getattr(event, "date", None)


@register.filter
def host(url: str | None) -> str:
    """The site an address leads to, without "www.", so that a reader knows before following it."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@register.filter
def page_links(page: Page[Any]) -> list[int | str]:
    """The page numbers worth linking to: both ends, two each side of this one, "…" between."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))

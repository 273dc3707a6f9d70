"""How values are put into words on a page. Presentation only: nothing here reads the database."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.core.paginator import Page
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, ngettext

from learning.addresses import address_of

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
def warnings_of(sources: Any) -> list[str]:
    """What the reviews (or a review, a course) warn of before they are read, each said once; none where none says anything."""
    given = [] if sources is None else [sources] if hasattr(sources, "content_warning") else list(sources)
    said = (getattr(one, "review", one).content_warning.strip() for one in given)
    return list(dict.fromkeys(warning for warning in said if warning))


@register.filter
def theme_address(slug: str) -> str:
    """Of the page of a theme."""
    return address_of("theme", slug)


@register.filter
def for_whom(point: Any) -> str:
    """Whom a learning point is for: "police and housing; designated leads". Empty where it is for everybody."""
    return "; ".join(text for text in (in_words(point.kind_list), point.for_roles) if text)


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
    text = _day(starts.date(), "l j F Y", get_language())
    if (starts.hour, starts.minute) == (0, 0):
        return text
    text = f"{text}, {_clock(starts)}"
    ends = _local(getattr(event, "ends_at", None))
    if ends is None:
        return text
    until = _clock(ends)
    if ends.date() != starts.date():
        until = f"{_day(ends.date(), 'l j F Y', get_language())}, {until}"
    return gettext("%(start)s to %(end)s") % {"start": text, "end": until}


@register.filter
def lead_day(event: Any) -> str:
    """The day at the head of an event's row, as exact as it is known: "4 May 2026", "May 2026", "2026", or as stated."""
    day = day_of(event)
    if day is None:
        return as_stated(event.stated_date)
    is_exact = event.starts_at or event.date_precision not in ("month", "year")
    form = "j M" if is_exact else "M" if event.date_precision == "month" else ""
    start = _day(day, form, get_language()) if form else ""
    return format_html("<b>{}</b> {}", start, f"{day.year:04}")


@register.filter
def facts_of_event(event: Any) -> str:
    """What kind of event, how, when, whose and at which level: what is known of these, in a line."""
    facts = [event.get_kind_display(), event.get_mode_display(), when(event), event.host_name, event.level_name]
    return " · ".join(str(fact) for fact in facts if fact)


@lru_cache(maxsize=2048)
def _day(day: date, form: str, language: str | None) -> str:
    """The day in words: lists of events say the same few days many times, and Django looks up each word of each."""
    return date_format(day, form)


def _local(moment: datetime | None) -> datetime | None:
    if moment is None or timezone.is_naive(moment):
        return moment
    return timezone.localtime(moment)


def _clock(moment: datetime) -> str:
    return _hour(moment.hour, moment.minute, get_language())


@lru_cache(maxsize=2048)
def _hour(hour: int, minute: int, language: str | None) -> str:
    """ "9.30am", "12 noon": hours as British public notices give them."""
    if (hour, minute) == (12, 0):
        return gettext("12 noon")
    return f"{hour % 12 or 12}{f'.{minute:02}' if minute else ''}{gettext('am') if hour < 12 else gettext('pm')}"


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

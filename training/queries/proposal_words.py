"""Why a learning point is proposed, in plain sentences."""

from collections.abc import Sequence
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from training.queries.proposal_facts import Had


def why(had: Sequence[Had], found_in: int, latest: int | None, on: date | None = None) -> str:
    """ "Never passed on to health visiting. Found in 4 reviews, latest 2025." """
    on = on or timezone.localdate()
    never = [one for one in had if not one.times and not one.awaited]
    waiting = [one for one in had if not one.times and one.awaited]
    sentences = [_never(never)] if never else []
    sentences += [_waiting(one) for one in waiting]
    sentences += [_last(one, on) for one in had if one.times]
    not_sent = sum(one.not_sent for one in had)
    if not_sent and (never or waiting):
        sentences.append(
            ngettext(
                "%(n)d return will not be sent, so this is as far as is known.",
                "%(n)d returns will not be sent, so this is as far as is known.",
                not_sent,
            )
            % {"n": not_sent}
        )
    sentences.append(_found(found_in, latest))
    return " ".join(sentences)


def _never(never: Sequence[Had]) -> str:
    names = [one.who for one in never if one.who]
    if not names:
        return _("Never passed on here.")
    return _("Never passed on to %(who)s.") % {"who": in_a_row(names, _("or"))}


def _waiting(one: Had) -> str:
    if not one.who:
        return _("Passed on, and who came is not known: returns still awaited.")
    return _("Passed on, and whether %(who)s came is not known: returns still awaited.") % {"who": one.who}


def _last(one: Had, on: date) -> str:
    ago = ago_in_words(one.last, on) if one.last else _("on a date that is not known")
    people = ngettext("%(n)d person", "%(n)d people", one.people) % {"n": one.people}
    said = {"who": one.who, "ago": ago, "people": people}
    if not one.who:
        return _("Last passed on %(ago)s (%(people)s).") % said
    return _("Last passed on to %(who)s %(ago)s (%(people)s).") % said


def _found(found_in: int, latest: int | None) -> str:
    if not found_in:
        return _("Not tied to a published review.")
    found = ngettext("Found in %(n)d review", "Found in %(n)d reviews", found_in) % {"n": found_in}
    if not latest:
        return f"{found}."
    if found_in == 1:
        return _("%(found)s, of %(year)d.") % {"found": found, "year": latest}
    return _("%(found)s, latest %(year)d.") % {"found": found, "year": latest}


def ago_in_words(day: date, on: date) -> str:
    """ "14 months ago", "3 weeks ago", "yesterday": how long before `on` that day was."""
    days = (on - day).days
    if days < 1:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days < 14:
        return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}
    months = (on.year - day.year) * 12 + on.month - day.month - (on.day < day.day)
    if months < 2:
        weeks = days // 7
        return ngettext("%(n)d week ago", "%(n)d weeks ago", weeks) % {"n": weeks}
    if months < 36:
        return ngettext("%(n)d month ago", "%(n)d months ago", months) % {"n": months}
    years = months // 12
    return ngettext("%(n)d year ago", "%(n)d years ago", years) % {"n": years}


def in_a_row(names: Sequence[str], last: str) -> str:
    """ "police, housing or health visiting", with `last` before the last one."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"

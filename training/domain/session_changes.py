"""What changed from one edition of a session's pack to the next, in sentences."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from media.sheets.session import clock

Said = dict[str, Any]
CARE = ("content_warning", "if_distressed", "support")
AUDIENCE = ("level", "audience", "size", "mode", "settings", "agencies")
WORDS = ("title", "kind", "text", "notes", "depth", "point", "briefing")
MOST_NAMED = 5


def what_changed(before: Said | None, now: Said) -> list[str]:
    """Sentences, the weightiest first; `before` is None for the first edition. Both are a `plan_said`."""
    if before is None:
        return [_("The first edition.")]
    sentences = [*_of_the_whole(before, now), *_of_the_parts(before, now)]
    return sentences or [_("A handout, or what the pack says of where things come from, was brought up to date.")]


def _of_the_whole(before: Said, now: Said) -> Iterable[str]:
    if before.get("title") != now.get("title"):
        yield _("The session is now called “%(title)s”.") % {"title": now.get("title", "")}
    if _differ(before, now, CARE):
        yield _("How people are looked after was reworded.")
    if before.get("aims") != now.get("aims"):
        yield _("What the session is for was reworded.")
    if _differ(before, now, AUDIENCE):
        yield _("Whom it is for, or how it is held, changed.")
    if before.get("minutes") != now.get("minutes"):
        yield _("It takes %(now)s minutes, not %(before)s.") % {
            "now": now.get("minutes"),
            "before": before.get("minutes"),
        }
    if before.get("begins") != now.get("begins"):
        begins = now.get("begins")
        yield (
            _("It begins at %(time)s.") % {"time": clock(0, begins)}
            if begins is not None
            else _("It says no longer at what time it begins.")
        )


def _of_the_parts(before: Said, now: Said) -> Iterable[str]:
    was, is_now = _by_key(before), _by_key(now)
    both = [(was[key], part) for key, part in is_now.items() if key in was]
    found = (
        (_("New: %(what)s."), [part for key, part in is_now.items() if key not in was]),
        (_("Left out: %(what)s."), [part for key, part in was.items() if key not in is_now]),
        (_("Reworded: %(what)s."), [part for old, part in both if _differ(old, part, WORDS)]),
        (_("Other slides: %(what)s."), [part for old, part in both if _differ(old, part, ("slides", "left_out"))]),
        (_("Longer or shorter: %(what)s."), [part for old, part in both if _differ(old, part, ("minutes",))]),
    )
    for sentence, parts in found:
        if parts:
            yield sentence % {"what": _named(parts)}
    if [key for key in was if key in is_now] != [key for key in is_now if key in was]:
        yield _("The parts are in another order.")
    if _differ(before, now, ("requirements",)):
        yield _("What it covers of the required content changed.")


def _by_key(said: Said) -> dict[str, Said]:
    return {part.get("key", ""): part for part in said.get("segments") or []}


def _differ(before: Said, now: Said, names: Iterable[str]) -> bool:
    return any(before.get(name) != now.get(name) for name in names)


def _named(parts: list[Said]) -> str:
    names = [f"“{part.get('title') or part.get('kind_label', '')}”" for part in parts[:MOST_NAMED]]
    if more := len(parts) - len(names):
        names.append(_("%(more)d more") % {"more": more})
    return ", ".join(names)

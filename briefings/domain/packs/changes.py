"""What changed from one edition of a pack to the next, in sentences."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from briefings.models import PackEditionItem

TOLD = ("kind", "format", "date_as_stated", "reviewed_on", "review_by", "licence", "source", "accessibility")


def what_changed(before: Sequence[PackEditionItem] | None, now: Sequence[PackEditionItem]) -> list[str]:
    """Sentences, the weightiest first; `before` is None for the first edition."""
    if before is None:
        return [_("The first edition.")]
    was, is_now = {item.key: item for item in before}, {item.key: item for item in now}
    both = [(was[key], item) for key, item in is_now.items() if key in was]
    replaced = [item for old, item in both if old.sha256 != item.sha256]
    if [item for item in replaced if item.what != "about"]:  # the sheet on top changes with everything else
        replaced = [item for item in replaced if item.what != "about"]
    renamed = [(old, item) for old, item in both if old.title != item.title]
    retold = [item for old, item in both if old.sha256 == item.sha256 and _told(old) != _told(item)]
    found = (
        (_("New: %(what)s."), named(item for key, item in is_now.items() if key not in was)),
        (_("Replaced: %(what)s."), named(replaced)),
        (_("Left out: %(what)s."), named(item for key, item in was.items() if key not in is_now)),
        (_("Renamed: %(what)s."), _renamed(renamed)),
        (_("Details brought up to date: %(what)s."), named(retold)),
    )
    sentences = [sentence % {"what": what} for sentence, what in found if what]
    return sentences or [_("What is said about the review was brought up to date.")]


def named(items: Iterable[PackEditionItem]) -> str:
    """ "Jamie (PDF, Word), Learning report (PDF)": what people know them by, formats of one thing together."""
    groups = [
        (title, ", ".join(dict.fromkeys(item.format for item in group if item.format)))
        for title, group in groupby(items, key=lambda item: item.title)
    ]
    return ", ".join(f"{title} ({formats})" if formats else title for title, formats in groups)


def _renamed(pairs: Iterable[tuple[PackEditionItem, PackEditionItem]]) -> str:
    said = (_("%(old)s is now %(new)s") % {"old": old.title, "new": new.title} for old, new in pairs)
    return ", ".join(dict.fromkeys(said))


def _told(item: PackEditionItem) -> list[object]:
    return [getattr(item, name) for name in TOLD]

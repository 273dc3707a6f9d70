"""`README.txt` and `manifest.json` of a session's pack: what an edition holds, for people and for programs."""

import json
from collections.abc import Sequence
from textwrap import wrap
from typing import Any, Final

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from briefings.exports.pack_readme import END_OF_LINE, WIDTH
from training.exports.session_files import PURPOSES
from training.models import SessionEdition, SessionEditionItem

MANIFEST_FORMAT: Final = "cascade-session-pack-manifest"
VERSION: Final = 1


def manifest_of(edition: SessionEdition, items: Sequence[SessionEditionItem]) -> str:
    """Everything an edition says, as JSON."""
    told = {
        "format": MANIFEST_FORMAT,
        "version": VERSION,
        "session": edition.plan.title,
        "edition": edition.number,
        "year": edition.label,
        "made": timezone.localtime(edition.made_at).date().isoformat(),
        "what_changed": edition.changes,
        "newer": newer_at(edition),
        "items": [_told(item) for item in items],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def readme_of(edition: SessionEdition, items: Sequence[SessionEditionItem]) -> str:
    """The same for people, as plain text that any program opens."""
    title = " ".join(edition.plan.title.split())
    made = f"{timezone.localtime(edition.made_at):%-d %B %Y}"
    lines = [*_wrapped(title), "=" * min(WIDTH, len(title)), ""]
    lines += [
        _("Session pack, edition %(n)d (%(year)s), %(made)s")
        % {"n": edition.number, "year": edition.label, "made": made}
    ]
    lines += [edition.plan.partnership.name, "", _("WHAT CHANGED"), ""]
    lines += [line for sentence in edition.changes for line in _wrapped(sentence, "  ")] + [""]
    lines += [_("IN THIS PACK"), ""]
    for item in items:
        size = filesizeformat(item.size).replace("\xa0", " ")
        lines += [item.name, *_wrapped(f"{PURPOSES.get(item.what, '')} {item.format}, {size}.", "    "), ""]
    lines += [_("BEFORE YOU TEACH FROM IT"), ""]
    lines += _wrapped(_("Practice moves on, and reviews are corrected. Look for a newer edition of this pack first:"))
    lines += [newer_at(edition), ""]
    lines += _wrapped(_("No file of this pack asks for names, and none should be written on any but a certificate."))
    return END_OF_LINE.join([*lines, ""])


def newer_at(edition: SessionEdition) -> str:
    """Where the editions of the pack are, for those with an account."""
    site = edition.plan.partnership.site
    return f"{site.root_url if site else ''}{reverse('session_pack', args=[edition.plan_id])}"


def _told(item: SessionEditionItem) -> dict[str, Any]:
    return {
        "name": item.name,
        "key": item.key,
        "title": item.title,
        "what": item.what,
        "format": item.format,
        "bytes": item.size,
        "sha256": item.sha256,
    }


def _wrapped(text: str, indent: str = "") -> list[str]:
    return wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False)

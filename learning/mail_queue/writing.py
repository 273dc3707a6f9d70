"""The two halves of a mail, text and HTML, in one frame: who writes, what it is, why one gets it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.template.loader import render_to_string

from learning.models import Partnership


def html_of(
    template: str,
    *,
    title: str,
    why: str,
    partnership: Partnership | None = None,
    context: Mapping[str, Any] | None = None,
) -> str:
    """The HTML of a mailing from a template that extends `mail/base.html`.

    `why` says why one gets this mail. A place that each letter fills stands for itself: `{"link": "{{link}}"}`.
    """
    frame: dict[str, Any] = {
        "title": title,
        "why": why,
        "partnership": partnership,
        "partnership_name": partnership.name if partnership else "",
        "partnership_address": site_address(partnership),
    }
    return render_to_string(template, {**frame, **(context or {})})


def text_of(paragraphs: Iterable[str], *, why: str, partnership: Partnership | None = None) -> str:
    """The text part: the paragraphs that say something, then why one gets it and from whom, as in the HTML.

    A link stands on a line of its own, whole: mail programs break no line that holds no space.
    """
    foot = [why, *([partnership.name] if partnership else []), site_address(partnership)]
    said = [paragraph.strip() for paragraph in paragraphs]
    return "\n\n".join([*filter(None, said), "\n".join(["-- ", *filter(None, foot)])]) + "\n"


def site_address(partnership: Partnership | None) -> str:
    """Where the partnership's site answers, without a slash at the end; nothing where it has none."""
    return partnership.site.root_url.rstrip("/") if partnership is not None and partnership.site is not None else ""

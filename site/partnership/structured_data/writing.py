"""Data of schema.org, written so that nothing in it can end the block it stands in.

A block of data is never run, so the content security policy has nothing to refuse in it
(https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element). What is in it may have been written
by anybody who plans an event: `data_block` lets nothing of it end the block.
"""

import json
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from learning.enums import DatePrecision

CONTEXT = "https://schema.org"
LANGUAGE = "en-GB"
LONGEST = 200
"""Characters of a description: enough for what a list of results shows."""
# What would end the block, or start markup in it, as JSON writes it; as Django's own json_script does.
NOT_MARKUP = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026", 0x2028: "\\u2028", 0x2029: "\\u2029"}

Data = dict[str, Any]


def data_block(nodes: Iterable[Data]) -> SafeString:
    """The data as one block of a page's head: what the page is about comes first."""
    body = json.dumps({"@context": CONTEXT, "@graph": list(nodes)}, ensure_ascii=False, separators=(",", ":"))
    body = body.encode("utf-8", "replace").decode("utf-8").translate(NOT_MARKUP)  # half a surrogate pair is no text
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(body))  # noqa: S308 - translated above


def known(data: Data) -> Data:
    """Without what is not known: nothing is said of it, rather than that it is empty."""
    return {name: value for name, value in data.items() if value not in (None, "", [], {})}


def moment_as_known(moment: datetime | None) -> str:
    """A date and time with its offset from UTC."""
    return timezone.localtime(moment).isoformat() if moment else ""


def day_as_known(day: date | None, precision: str = DatePrecision.DAY) -> str:
    """As exact as it is known: ISO 8601 has months and years too."""
    if day is None:
        return ""
    length = {DatePrecision.YEAR: 4, DatePrecision.MONTH: 7}.get(DatePrecision(precision), 10)
    return day.isoformat()[:length]


def plain(text: Any) -> str:
    """Rich or plain text in one line, short enough for a description."""
    words = " ".join(strip_tags(str(text or "").replace("</p>", " </p>")).split())
    return Truncator(words).chars(LONGEST)

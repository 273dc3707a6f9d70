"""`README.txt` of a pack: the same as its manifest, for people, as plain text that any program opens."""

from collections.abc import Sequence
from datetime import date
from textwrap import wrap
from typing import Any, Final

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from briefings.models import PackEditionItem
from briefings.models.pack import MADE_HERE

WIDTH: Final = 78
END_OF_LINE: Final = "\r\n"  # old editors on Windows show nothing else as one


def readme_of(manifest: dict[str, Any]) -> str:
    """The whole text, from what `briefings.exports.pack_manifest` gives."""
    review = manifest["review"]
    lines = [review["title"], "=" * min(WIDTH, len(review["title"])), ""]
    edition = {"number": manifest["edition"], "date": _day(manifest["made"])}
    lines += [_("Learning pack, edition %(number)s, %(date)s") % edition, ""]
    lines += _wrapped(". ".join(text for text in (review["kind"], review["publisher"]) if text) + ".")
    lines += _wrapped(f"{review['publication']}. {review['publication_reason']}".strip()) + [""]
    if review["content_warning"]:
        lines += [*_wrapped(_("Before you read: %(warning)s") % {"warning": review["content_warning"]}), ""]
    lines += [_("WHAT CHANGED"), ""]
    lines += [line for sentence in manifest["what_changed"] for line in _wrapped(sentence, "  ")] + [""]
    lines += [_("IN THIS PACK"), ""]
    for item in manifest["items"]:
        lines += [item["name"], *_wrapped(_described(item), "    "), ""]
    if manifest["not_in_the_pack"]:
        lines += [_("NOT IN THIS PACK"), ""]
        for one in manifest["not_in_the_pack"]:
            lines += [one["title"], *_wrapped(_absent(one), "    "), ""]
    if manifest["newer"]:
        lines += [_("Is there a newer one? Ask here, or hand in this file or manifest.json:"), manifest["newer"], ""]
    return END_OF_LINE.join(lines)


def chosen_note(edition: str, chosen: Sequence[PackEditionItem], of: int) -> str:
    """What stands above the README of a download that holds some of an edition's files."""
    said = _("This download holds %(some)d of the %(all)d files of %(edition)s:") % {
        "some": len(chosen),
        "all": of,
        "edition": edition,
    }
    return END_OF_LINE.join([*_wrapped(said), *(f"  {item.name}" for item in chosen), "", "", ""])


def _described(item: dict[str, Any]) -> str:
    date_stated, reviewed, review_by = item["date_as_stated"], item["reviewed_on"], item["review_by"]
    parts = [
        item["title"],
        item["kind"],
        item["format"],
        filesizeformat(item["bytes"]).replace("\xa0", " "),
        _("stated date %(date)s") % {"date": date_stated} if date_stated else "",
        _("reviewed on %(date)s") % {"date": _day(reviewed)} if reviewed else "",
        _("review by %(date)s") % {"date": _day(review_by)} if review_by else "",
        _("from %(source)s") % {"source": item["source"]} if item["source"] != MADE_HERE else _("made here"),
    ]
    return ". ".join([", ".join(part for part in parts if part), item["licence"]]).strip(". ") + "."


def _absent(one: dict[str, str]) -> str:
    date_stated = _("stated date %(date)s") % {"date": one["date"]} if one["date"] else ""
    what = ", ".join(text for text in (one["kind"], date_stated, one["note"]) if text)
    where = one["address"] or (_("Ask the publisher.") if one["note"] else _("Not held here. Ask the publisher."))
    return f"{what.rstrip('.')}. {where}"


def _day(day: str) -> str:
    return f"{date.fromisoformat(day):%-d %B %Y}"


def _wrapped(text: str, indent: str = "") -> list[str]:
    return wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )

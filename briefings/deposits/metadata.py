"""What the repository is told of a review: for people who catalogue, and for programs, as JSON and as Dublin Core."""

import json
from typing import Any

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from lxml import etree

from briefings.deposits.files import FileRow
from briefings.models.deposit import DepositSettings
from learning.models import Partnership, ReviewPage

FORMAT = "cascade-repository-deposit"
VERSION = 1
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
NOBODYS = "the body that commissioned the review"
Metadata = dict[str, Any]


def metadata_of(
    review: ReviewPage, files: list[FileRow], settings: DepositSettings, partnership: Partnership | None
) -> Metadata:
    """Everything that is said of the review. Of an anonymous one only what cannot tell whose it is."""
    told = _of_nobody(review, settings) if review.is_anonymous else _of_review(review, settings, partnership)
    named = [{"name": file["name"], "sha256": file["sha256"], "bytes": file["size"]} for file in files]
    head = {"format": FORMAT, "version": VERSION, "published_anonymously": review.is_anonymous}
    return head | {name: value for name, value in told.items() if value} | {"files": named}


def _of_nobody(review: ReviewPage, settings: DepositSettings) -> Metadata:
    return {
        "title": _("%(kind)s, published anonymously") % {"kind": review.get_kind_display()},
        "kind": str(review.get_kind_display()),
        "themes": [theme.name for theme in review.theme_list],
        "permission": settings.permission_of(NOBODYS),
        "language": "en-GB",
    }


def _of_review(review: ReviewPage, settings: DepositSettings, partnership: Partnership | None) -> Metadata:
    published = review.published
    publisher = review.publisher.name if review.publisher else ""
    return {
        "title": review.title,
        "kind": str(review.get_kind_display()),
        "publisher": publisher,
        "published_with": review.also_by,
        "pseudonym": review.pseudonym,
        "reference": review.local_reference,
        "year": review.year,
        "published": published.date.isoformat()[: {"year": 4, "month": 7}.get(published.precision, 10)]
        if published.date
        else "",
        "published_as_stated": str(published) if published else "",
        "publication": str(review.get_publication_state_display()),
        "authors": [person.name for person in review.authors],
        "children": [str(subject) for subject in review.subjects.all()],
        "themes": [theme.name for theme in review.theme_list],
        "summary": " ".join(strip_tags(review.summary.replace("</p>", " </p>")).split()),
        "address": review.full_url or "",
        "copyright": publisher,
        "permission": settings.permission_of(publisher),
        "contact": _contact(settings, partnership),
        "language": "en-GB",
    }


def _contact(settings: DepositSettings, partnership: Partnership | None) -> dict[str, str]:
    if partnership is None:
        return {}
    told = {"name": partnership.name, "role": settings.contact}
    told |= {"email": partnership.contact_email, "telephone": partnership.contact_phone}
    return {name: value for name, value in told.items() if value}


def as_json(metadata: Metadata) -> str:
    return json.dumps(metadata, ensure_ascii=False, indent=2) + "\n"


def as_dublin_core(metadata: Metadata) -> str:
    """The same in the fifteen elements (https://www.dublincore.org/specifications/dublin-core/dces/), as XML."""
    root = etree.Element("record", nsmap={"dc": DUBLIN_CORE})
    said = {
        "title": [metadata["title"]],
        "type": [metadata["kind"]],
        "creator": metadata.get("authors", []),
        "publisher": [metadata.get("publisher", "")],
        "date": [metadata.get("published", "")],
        "subject": metadata.get("themes", []),
        "description": [metadata.get("summary", "")],
        "identifier": [metadata.get("address", ""), metadata.get("reference", "")],
        "rights": [metadata.get("permission", "")],
        "language": [metadata["language"]],
    }
    for name, values in said.items():
        for value in filter(None, values):
            etree.SubElement(root, f"{{{DUBLIN_CORE}}}{name}").text = _fit_for_xml(value)
    whole: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return whole.decode()


def _fit_for_xml(text: str) -> str:
    """Without the control characters and halves of characters that XML has no way to write."""
    return "".join(
        one
        for one in text
        if one in "\t\n\r" or (one >= " " and not "\ud800" <= one <= "\udfff" and one not in "\ufffe\uffff")
    )

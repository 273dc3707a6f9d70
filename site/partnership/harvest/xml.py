"""The frame of every answer, and texts that XML can hold."""

import re
from datetime import UTC, datetime
from typing import Any

from django.utils import timezone
from lxml import etree

OAI = "http://www.openarchives.org/OAI/2.0/"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA = "http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
# Whatever XML 1.0 cannot hold, written in whatever way (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def frame(base_url: str, attributes: dict[str, str]) -> Any:
    """The root of an answer: when it was made, and what was asked (only where that could be understood)."""
    root = etree.Element(f"{{{OAI}}}OAI-PMH", nsmap={None: OAI, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{OAI} {SCHEMA}")
    add(root, "responseDate", stamp(timezone.now()))
    asked = add(root, "request", base_url)
    for name, value in sorted(attributes.items()):
        asked.set(name, clean(value))
    return root


def add(parent: Any, name: str, text: str | None = None) -> Any:
    """An element of the protocol, or of the namespace its name says. Nothing is added for a text that is empty."""
    if text == "":
        return None
    element = etree.SubElement(parent, name if name.startswith("{") else f"{{{OAI}}}{name}")
    if text is not None:
        element.text = clean(text)
    return element


def clean(text: str) -> str:
    """The text without what XML cannot hold."""
    return _NOT_XML.sub("", text)


def stamp(moment: datetime) -> str:
    """In UTC, to the second: "2026-05-01T09:00:00Z"."""
    return moment.astimezone(tz=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def as_bytes(root: Any) -> bytes:
    made: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return made

"""A record as XML: in Dublin Core, which every harvester reads, and in LRMI's terms, which say more of how it is learned from.

LRMI has no XML schema of its own for OAI-PMH: what is written here is described by `lrmi.xsd`, which the site hands out.
Its terms are those of https://www.dublincore.org/specifications/lrmi/lrmi_terms/, what they lack is from DCMI's terms.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from partnership.harvest.records import LANGUAGE, Record
from partnership.harvest.xml import XSI, add

OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC = "http://purl.org/dc/elements/1.1/"
DCTERMS = "http://purl.org/dc/terms/"
LRMI = "http://purl.org/dcx/lrmi-terms/"
OAI_DC_SCHEMA = "http://www.openarchives.org/OAI/2.0/oai_dc.xsd"


@dataclass(frozen=True)
class MetadataFormat:
    """`schema` is a whole address, or the name of one of this site's."""

    prefix: str
    namespace: str
    schema: str
    write: Callable[[Any, Record, str], None]


def write_dublin_core(metadata: Any, record: Record, schema: str) -> None:
    """`oai_dc`: the fifteen elements, each as often as there is something to say."""
    root = _root(metadata, f"{{{OAI_DC}}}dc", {"oai_dc": OAI_DC, "dc": DC}, OAI_DC, schema)
    for name, text in _dublin_core(record):
        add(root, f"{{{DC}}}{name}", text)


def _dublin_core(record: Record) -> Iterator[tuple[str, str]]:
    yield "title", record.title
    yield from (("creator", name) for name in record.creators)
    yield from (("subject", name) for name in record.subjects)
    yield "description", record.description
    yield "publisher", record.publisher
    yield "date", record.issued
    yield from (("type", name) for name in record.types)
    yield "format", "text/html"
    yield "identifier", record.address
    yield "language", LANGUAGE
    yield from (("source", address) for address in record.based_on)
    yield from (("relation", address) for _type, address in record.other_formats)
    yield "relation", record.part_of
    yield "rights", record.rights


def write_lrmi(metadata: Any, record: Record, schema: str) -> None:
    """`lrmi`: one `LearningResource`, its parts in the order that `lrmi.xsd` gives."""
    names = {"lrmi": LRMI, "dcterms": DCTERMS}
    root = _root(metadata, f"{{{LRMI}}}LearningResource", names, LRMI, schema)
    for name, text in _of_dcterms(record):
        add(root, f"{{{DCTERMS}}}{name}", text)
    for name, text in _of_lrmi(record):
        add(root, f"{{{LRMI}}}{name}", text)


def _of_dcterms(record: Record) -> Iterator[tuple[str, str]]:
    yield "identifier", record.address
    yield "title", record.title
    yield "description", record.description
    yield from (("creator", name) for name in record.creators)
    yield "publisher", record.publisher
    yield "issued", record.issued
    yield "modified", record.datestamp.strftime("%Y-%m-%dT%H:%M:%SZ")
    yield from (("subject", name) for name in record.subjects)
    yield "language", LANGUAGE
    yield from (("audience", name) for name in record.audience)
    yield "isPartOf", record.part_of
    yield from (("source", address) for address in record.based_on)
    yield from (("hasFormat", address) for _type, address in record.other_formats)
    yield "rights", record.rights


def _of_lrmi(record: Record) -> Iterator[tuple[str, str]]:
    yield from (("learningResourceType", name) for name in record.types)
    yield from (("educationalUse", name) for name in record.uses)
    yield "educationalLevel", record.level
    yield from (("teaches", lesson) for lesson in record.teaches)
    yield "timeRequired", f"PT{record.minutes}M" if record.minutes else ""


def _root(metadata: Any, name: str, names: dict[str, str], namespace: str, schema: str) -> Any:
    root = etree.SubElement(metadata, name, nsmap={**names, "xsi": XSI})
    root.set(f"{{{XSI}}}schemaLocation", f"{namespace} {schema}")
    return root


FORMATS: Final = {
    one.prefix: one
    for one in (
        MetadataFormat("oai_dc", OAI_DC, OAI_DC_SCHEMA, write_dublin_core),
        MetadataFormat("lrmi", LRMI, "oai_lrmi_schema", write_lrmi),
    )
}

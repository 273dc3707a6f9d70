"""What each verb of the protocol answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import reverse
from lxml import etree

from partnership import published
from partnership.harvest.arguments import asked_in
from partnership.harvest.errors import ProtocolError
from partnership.harvest.formats import FORMATS, MetadataFormat
from partnership.harvest.records import KINDS, Record, identifier_of
from partnership.harvest.selection import Position, find_record, in_all, next_records, streams_of
from partnership.harvest.tokens import Resumption, good_until, read_token, token_of
from partnership.harvest.xml import XSI, add, stamp
from partnership.published import LONG_AGO, Place

IDENTIFIER_NAMESPACE = "http://www.openarchives.org/OAI/2.0/oai-identifier"


@dataclass(frozen=True)
class Asking:
    """A request that could be understood."""

    place: Place
    arguments: Mapping[str, str]

    @property
    def verb(self) -> str:
        return self.arguments["verb"]


def identify(root: Any, asking: Asking) -> None:
    place = asking.place
    told = add(root, "Identify")
    add(told, "repositoryName", place.partnership.name)
    add(told, "baseURL", place.at(reverse("oai")))
    add(told, "protocolVersion", "2.0")
    add(told, "adminEmail", place.partnership.contact_email or settings.DEFAULT_FROM_EMAIL)
    add(told, "earliestDatestamp", stamp(LONG_AGO))
    # What was withdrawn or closed is told of; what was deleted for good is not: the list is not complete.
    add(told, "deletedRecord", "transient")
    add(told, "granularity", "YYYY-MM-DDThh:mm:ssZ")
    host = place.site.hostname
    if "." in host and host[0].isalpha():  # the scheme for identifiers knows no other names
        _describe_identifiers(add(told, "description"), place)


def _describe_identifiers(description: Any, place: Place) -> None:
    names = {None: IDENTIFIER_NAMESPACE, "xsi": XSI}
    scheme = etree.SubElement(description, f"{{{IDENTIFIER_NAMESPACE}}}oai-identifier", nsmap=names)
    scheme.set(f"{{{XSI}}}schemaLocation", f"{IDENTIFIER_NAMESPACE} {IDENTIFIER_NAMESPACE}.xsd")
    for name, text in (
        ("scheme", "oai"),
        ("repositoryIdentifier", place.site.hostname),
        ("delimiter", ":"),
        ("sampleIdentifier", identifier_of(place, "review", 1)),
    ):
        add(scheme, f"{{{IDENTIFIER_NAMESPACE}}}{name}", text)


def list_metadata_formats(root: Any, asking: Asking) -> None:
    identifier = asking.arguments.get("identifier")
    if identifier is not None:
        _the_record(identifier, asking.place)
    told = add(root, "ListMetadataFormats")
    for one in FORMATS.values():
        described = add(told, "metadataFormat")
        add(described, "metadataPrefix", one.prefix)
        add(described, "schema", _schema(one, asking.place))
        add(described, "metadataNamespace", one.namespace)


def list_sets(root: Any, asking: Asking) -> None:
    if "resumptionToken" in asking.arguments:
        raise ProtocolError("badResumptionToken", "All sets come at once.")
    told = add(root, "ListSets")
    sets = [(kind.name, kind.label) for kind in KINDS]
    themes = published.themes(asking.place).order_by("name").values_list("slug", "name")
    for spec, name in [*sets, *((f"theme-{slug}", f"Theme: {name}") for slug, name in themes)]:
        described = add(told, "set")
        add(described, "setSpec", spec)
        add(described, "setName", name)


def get_record(root: Any, asking: Asking) -> None:
    wanted = _format(asking.arguments["metadataPrefix"])
    record = _the_record(asking.arguments["identifier"], asking.place)
    _write_record(add(root, "GetRecord"), record, wanted, asking.place)


def list_records(root: Any, asking: Asking) -> None:
    """ListRecords and ListIdentifiers: a page of it, and a token where there is more."""
    here, records, after = _page_of(asking)
    told = add(root, asking.verb)
    for record in records:
        if asking.verb == "ListIdentifiers":
            _write_header(told, record)
        else:
            _write_record(told, record, _format(here.asked.prefix), asking.place)
    if after is None and here.cursor == 0:
        return
    token = None
    if after is not None:
        at = here.cursor + len(records)
        token = token_of(Resumption(here.verb, here.site_id, here.asked, after, at, here.size))
    # On the last page of several the token is there, and empty (section 3.5).
    element = add(told, "resumptionToken", token)
    element.set("completeListSize", str(max(here.size, here.cursor + len(records))))
    element.set("cursor", str(here.cursor))
    if token:
        element.set("expirationDate", stamp(good_until()))


def _page_of(asking: Asking) -> tuple[Resumption, list[Record], Position | None]:
    place, token = asking.place, asking.arguments.get("resumptionToken")
    if token is not None:
        here = read_token(token, asking.verb, place.site.pk)
        streams = streams_of(here.asked, place)
    else:
        asked = asked_in(dict(asking.arguments))
        _format(asked.prefix)
        streams = streams_of(asked, place)
        here = Resumption(asking.verb, place.site.pk, asked, Position(), 0, in_all(streams))
    records, after = next_records(streams, here.at, place)
    if not records and token is None:
        raise ProtocolError("noRecordsMatch", "There is nothing of this set in this time.")
    return here, records, after


def _the_record(identifier: str, place: Place) -> Record:
    record = find_record(identifier, place)
    if record is None:
        raise ProtocolError("idDoesNotExist", "There is no record of this identifier.")
    return record


def _format(prefix: str) -> MetadataFormat:
    if prefix not in FORMATS:
        raise ProtocolError("cannotDisseminateFormat", f"There are these formats: {', '.join(FORMATS)}.")
    return FORMATS[prefix]


def _write_record(parent: Any, record: Record, wanted: MetadataFormat, place: Place) -> None:
    element = add(parent, "record")
    _write_header(element, record)
    if not record.is_deleted:
        wanted.write(add(element, "metadata"), record, _schema(wanted, place))


def _write_header(parent: Any, record: Record) -> None:
    header = add(parent, "header")
    if record.is_deleted:
        header.set("status", "deleted")
    add(header, "identifier", record.identifier)
    add(header, "datestamp", stamp(record.datestamp))
    for spec in record.sets:
        add(header, "setSpec", spec)


def _schema(one: MetadataFormat, place: Place) -> str:
    return one.schema if "://" in one.schema else place.at(reverse(one.schema))


ANSWERS: Mapping[str, Callable[[Any, Asking], None]] = {
    "Identify": identify,
    "ListMetadataFormats": list_metadata_formats,
    "ListSets": list_sets,
    "GetRecord": get_record,
    "ListIdentifiers": list_records,
    "ListRecords": list_records,
}

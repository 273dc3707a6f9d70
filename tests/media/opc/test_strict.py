"""ISO Strict files, as "Strict Open XML Presentation" saves them, said in Transitional words."""

import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from media.decks.outline import read_outline
from media.opc.editable import EditablePackage
from media.opc.gate import inspect
from media.opc.kinds import FileKind
from media.opc.refusals import Damaged, FileRefused
from media.opc.strict import make_transitional, to_transitional, transitional_address
from tests.media import sample_files as samples

SPELLINGS = {
    "http://purl.oclc.org/ooxml/presentationml/main": samples.PRESENTATION,
    "http://purl.oclc.org/ooxml/drawingml/main": samples.DRAWING,
    "http://purl.oclc.org/ooxml/officeDocument/relationships": samples.RELATIONSHIPS,
    "http://purl.oclc.org/ooxml/officeDocument/relationships/slide": f"{samples.RELATIONSHIPS}/slide",
    "http://purl.oclc.org/ooxml/drawingml/chart": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "http://purl.oclc.org/ooxml/presentationml/ole": "http://schemas.openxmlformats.org/presentationml/2006/ole",
    "http://purl.oclc.org/ooxml/officeDocument/extendedProperties": (
        "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
    ),
    "http://purl.oclc.org/ooxml/officeDocument/relationships/extendedProperties": (
        f"{samples.RELATIONSHIPS}/extended-properties"
    ),
    "http://purl.oclc.org/ooxml/officeDocument/relationships/customProperties": (
        f"{samples.RELATIONSHIPS}/custom-properties"
    ),
    "http://purl.oclc.org/ooxml/officeDocument/relationships/metadata/thumbnail": (
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"
    ),
    "http://schemas.microsoft.com/office/powerpoint/2010/main": (
        "http://schemas.microsoft.com/office/powerpoint/2010/main"
    ),
}


@pytest.mark.parametrize("strict", SPELLINGS)
def test_every_address_has_its_transitional_spelling(strict):
    assert transitional_address(strict) == SPELLINGS[strict]


def strict_spelling(content: bytes) -> bytes:
    for strict, transitional in list(SPELLINGS.items())[:3]:
        content = content.replace(transitional.encode(), strict.encode())
    return content


def strict_deck() -> bytes:
    """The good deck as it would be saved in the Strict form."""
    parts = {name: strict_spelling(content) for name, content in samples.deck_parts().items()}
    parts["ppt/presentation.xml"] = parts["ppt/presentation.xml"].replace(
        b"<p:presentation ", b'<p:presentation conformance="strict" '
    )
    return samples.zipped(parts)


def test_a_strict_deck_is_let_in_and_read_like_any_other():
    found = inspect(io.BytesIO(strict_deck()), name="deck.pptx")

    assert (found.kind, found.slides) == (FileKind.PPTX, 1)
    assert read_outline(io.BytesIO(strict_deck())) == read_outline(io.BytesIO(samples.deck()))


def test_a_strict_package_becomes_transitional_through_and_through():
    package = EditablePackage.opened(io.BytesIO(strict_deck()))

    assert make_transitional(package)

    out = io.BytesIO()
    package.write(out)
    again = EditablePackage.opened(out)
    assert b"purl.oclc.org" not in b"".join(again.read(name) for name in again.names)
    assert {one.type for source in ("", *again.names) for one in again.arrows(source).values()} == {
        f"{samples.RELATIONSHIPS}/officeDocument",
        f"{samples.RELATIONSHIPS}/slide",
    }
    assert again.xml("ppt/presentation.xml").get("conformance") is None
    assert read_outline(out) == read_outline(io.BytesIO(samples.deck()))


def test_a_transitional_package_stays_as_it_is():
    package = EditablePackage.opened(io.BytesIO(samples.deck()))
    before = {name: package.read(name) for name in package.names}

    assert not make_transitional(package)
    assert {name: package.read(name) for name in package.names} == before


def test_a_transitional_part_comes_back_as_the_same_object():
    data = samples.slide_xml()
    root = etree.fromstring(data)

    assert to_transitional(data) is data
    assert to_transitional(root) is root


STRICT_SLIDE = """<p:sld xmlns:p="http://purl.oclc.org/ooxml/presentationml/main"
  xmlns:a="http://purl.oclc.org/ooxml/drawingml/main" xmlns:c='http://purl.oclc.org/ooxml/drawingml/chart'>
  <p:cNvPr id="2" name="50%" descr="75%" x="12"/><a:lumMod val="75%"/><a:srcRect l="12.5%" r="-3%"/>
  <a:t>Half: 50% http://purl.oclc.org/ooxml/drawingml/main</a:t>
  <c:gapWidth val="150%"/><c:numFmt formatCode="0%"/><x val="50%"/>
  <a:graphicData uri="http://purl.oclc.org/ooxml/drawingml/table"/></p:sld>"""


def attributes(root: etree._Element, name: str) -> dict[str, str]:
    return dict(next(root.iter(f"{{*}}{name}")).attrib)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_percentages_become_numbers_where_they_are_percentages_and_nowhere_else(encoding):
    root = etree.fromstring(to_transitional(STRICT_SLIDE.encode(encoding)))

    assert attributes(root, "lumMod") == {"val": "75000"}
    assert attributes(root, "srcRect") == {"l": "12500", "r": "-3000"}
    assert attributes(root, "gapWidth") == {"val": "150"}
    assert attributes(root, "cNvPr") == {"id": "2", "name": "50%", "descr": "75%", "x": "12"}
    assert attributes(root, "numFmt") == {"formatCode": "0%"}
    assert attributes(root, "x") == {"val": "50%"}
    assert attributes(root, "graphicData") == {"uri": "http://schemas.openxmlformats.org/drawingml/2006/table"}


def test_what_somebody_wrote_is_not_changed():
    root = to_transitional(etree.fromstring(STRICT_SLIDE))

    assert next(root.iter("{*}t")).text == "Half: 50% http://purl.oclc.org/ooxml/drawingml/main"
    assert root.nsmap["p"] == samples.PRESENTATION


def test_strict_words_in_what_is_no_xml_are_refused():
    with pytest.raises(Damaged) as caught:
        to_transitional(b'<a xmlns="http://purl.oclc.org/ooxml/drawingml/main"', name="ppt/a.xml")

    assert caught.value.part == "ppt/a.xml"


@given(at=st.integers(0, len(STRICT_SLIDE)), length=st.integers(0, 40), new=st.binary(max_size=8))
def test_a_changed_strict_slide_is_put_into_transitional_words_or_refused(at, length, new):
    data = STRICT_SLIDE.encode()

    with suppress(FileRefused):
        etree.fromstring(to_transitional(data[:at] + new + data[at + length :]))

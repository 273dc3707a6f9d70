"""A list of relationships reads the same by its bytes as by its tree; what is out of the ordinary goes to the tree."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from media.opc import relationship_lists
from media.opc.limits import Limits
from media.opc.refusals import DocumentTypeDeclaration, FileRefused
from media.opc.relationship_lists import Line, relationship_lines

NAMESPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
DECLARATION = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
SLIDE = '<Relationship Id="rId1" Type="http://example.org/slide" Target="slides/slide1.xml"/>'
LINK = '<Relationship Id="rId2" Type="http://example.org/hyperlink" Target="https://x.org/?a" TargetMode="External"/>'
READ = [
    ("rId1", "http://example.org/slide", "slides/slide1.xml", ""),
    ("rId2", "http://example.org/hyperlink", "https://x.org/?a", "External"),
]


def listed(lines: str, *, before: str = DECLARATION, after: str = "") -> bytes:
    return f'{before}<Relationships xmlns="{NAMESPACE}">{lines}</Relationships>{after}'.encode()


def outcome(data: bytes) -> list[Line] | type:
    try:
        return relationship_lines(data, part="a.rels", limits=Limits())
    except FileRefused as refusal:
        return type(refusal)


def outcome_by_tree(data: bytes) -> list[Line] | type:
    try:
        return list(relationship_lists._parsed(data, "a.rels", Limits()))
    except FileRefused as refusal:
        return type(refusal)


def test_a_list_in_the_usual_words_is_read_without_a_tree(monkeypatch):
    monkeypatch.setattr(relationship_lists, "parse_xml", lambda *_, **__: pytest.fail("parsed"))

    assert relationship_lines(listed(SLIDE + LINK), part="", limits=Limits()) == READ


@pytest.mark.parametrize(
    "data",
    [
        listed(SLIDE + "<!-- -->" + LINK),
        listed(f"\n  {SLIDE}\n  {LINK}\n"),
        listed(SLIDE.replace('"', "'") + LINK),
        listed(SLIDE.replace("slide1", "slid&#101;1") + LINK),
        listed(SLIDE + LINK).replace(b"Relationship ", b"Relationship\t"),
        listed(SLIDE + LINK, before="\ufeff"),
        listed(SLIDE + LINK, before="").decode().encode("utf-16"),
    ],
    ids=["comment", "indented", "single quotes", "reference", "tab", "byte order mark", "utf-16"],
)
def test_a_list_in_other_words_says_the_same(data):
    assert outcome(data) == READ


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (listed(SLIDE, before="<!DOCTYPE a>"), DocumentTypeDeclaration),
        (listed(SLIDE, after="<!DOCTYPE a>"), DocumentTypeDeclaration),
    ],
    ids=["before", "after"],
)
def test_a_document_type_is_refused_wherever_it_stands(data, refused):
    assert outcome(data) is refused


@given(
    st.one_of(st.text(max_size=12), st.sampled_from(['" Id="b', "/>", "<", "&amp;", "&#x41;", "]]>", "a\nb", "é"])),
    st.sampled_from(["Id", "Type", "Target"]),
    st.booleans(),
)
@example("x", "Target", True)
def test_whatever_a_stranger_writes_reads_as_the_tree_reads_it(value, name, is_declared):
    said = {"Id": "rId1", "Type": "t", "Target": "a.xml"} | {name: value}
    line = "".join(f' {key}="{told}"' for key, told in said.items())
    data = listed(
        f"<Relationship{line}/>".encode("utf-8", "replace").decode(), before=DECLARATION if is_declared else ""
    )

    assert outcome(data) == outcome_by_tree(data)

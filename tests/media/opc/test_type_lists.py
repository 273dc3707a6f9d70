"""A list of content types reads the same by its bytes as by its tree; what is out of the ordinary goes to the tree."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from media.opc import type_lists
from media.opc.limits import Limits
from media.opc.refusals import Damaged, DocumentTypeDeclaration, FileRefused
from media.opc.type_lists import Line, type_lines

NAMESPACE = "http://schemas.openxmlformats.org/package/2006/content-types"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
ENDING = '<Default Extension="xml" ContentType="application/xml"/>'
PART = '<Override PartName="/ppt/slides/slide1.xml" ContentType="application/slide+xml"/>'
READ = [
    ("Default Extension", "xml", "application/xml"),
    ("Override PartName", "/ppt/slides/slide1.xml", "application/slide+xml"),
]


def listed(lines: str, *, before: str = DECLARATION, after: str = "") -> bytes:
    return f'{before}<Types xmlns="{NAMESPACE}">{lines}</Types>{after}'.encode()


def outcome(data: bytes) -> list[Line] | type:
    try:
        return type_lines(data, part="types", limits=Limits())
    except FileRefused as refusal:
        return type(refusal)


def outcome_by_tree(data: bytes) -> list[Line] | type:
    try:
        return list(type_lists._parsed(data, "types", Limits()))
    except FileRefused as refusal:
        return type(refusal)


@pytest.mark.parametrize("data", [listed(ENDING + PART), listed(f"\n  {ENDING}\n  {PART}\n", after="\n")])
def test_a_list_in_the_usual_words_is_read_without_a_tree(monkeypatch, data):
    monkeypatch.setattr(type_lists, "parse_xml", lambda *_, **__: pytest.fail("parsed"))

    assert type_lines(data, part="", limits=Limits()) == READ


@pytest.mark.parametrize(
    "data",
    [
        listed(f"{ENDING}<!-- -->{PART}"),
        listed(ENDING.replace('"', "'") + PART),
        listed(ENDING + PART.replace("slide1", "slid&#101;1")),
        listed(
            ENDING.replace(
                'Extension="xml" ContentType="application/xml"', 'ContentType="application/xml" Extension="xml"'
            )
            + PART
        ),
        listed(ENDING + PART, before="\ufeff"),
        listed(ENDING + PART, before="").decode().encode("utf-16"),
    ],
    ids=["comment", "single quotes", "reference", "type first", "byte order mark", "utf-16"],
)
def test_a_list_in_other_words_says_the_same(data):
    assert outcome(data) == READ


@pytest.mark.parametrize(
    ("data", "refused"),
    [
        (listed(ENDING, before="<!DOCTYPE a>"), DocumentTypeDeclaration),
        (listed(ENDING, after="<!DOCTYPE a>"), DocumentTypeDeclaration),
        (listed(ENDING + ENDING[:-2]), Damaged),
        (listed(ENDING, after="<"), Damaged),
    ],
    ids=["document type before", "document type after", "not closed", "more after it"],
)
def test_what_is_not_to_be_read_is_refused(data, refused):
    assert outcome(data) is refused


@given(
    st.one_of(st.text(max_size=12), st.sampled_from(['" Id="b', "/>", "<", "&amp;", "]]>", "a\nb", "é", '"/><x y="'])),
    st.sampled_from(
        ["Default Extension", "Override PartName", "Default PartName", "Override Extension", "Other PartName"]
    ),
    st.booleans(),
)
@example("x", "Override Extension", True)
def test_whatever_a_stranger_writes_reads_as_the_tree_reads_it(value, name, is_declared):
    line = f'<{name}="{value}" ContentType="a/b"/><{name}="c" ContentType="{value}"/>'.encode(
        "utf-8", "replace"
    ).decode()
    data = listed(line, before=DECLARATION if is_declared else "")

    assert outcome(data) == outcome_by_tree(data)

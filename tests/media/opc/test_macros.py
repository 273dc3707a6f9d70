"""Macros: refused wherever they hide; in a deck that says so by its name, noted and dropped where that is wanted."""

import io

import pytest

from media.decks.outline import read_outline
from media.opc.editable import EditablePackage
from media.opc.gate import Inspection, inspect
from media.opc.kinds import FileKind
from media.opc.macros import drop_macros
from media.opc.refusals import Macros, Renamed
from tests.media import sample_files as samples

MACRO_TYPES = {
    "pptm": samples.MACRO_DECK_TYPE,
    "ppsm": samples.MACRO_DECK_TYPE.replace("presentation.macro", "slideshow.macro"),
    "potm": samples.MACRO_DECK_TYPE.replace("presentation.macro", "template.macro"),
}
XLSM_TYPE = "application/vnd.ms-excel.sheet.macroEnabled.12"


def macro_deck(main_type: str = samples.MACRO_DECK_TYPE, extra: dict[str, bytes] | None = None) -> bytes:
    """A deck with a macro project as PowerPoint ties it in."""
    parts = samples.deck_parts(main_type=main_type) | {"ppt/vbaProject.bin": samples.compound_file("_VBA_PROJECT")}
    parts["ppt/_rels/presentation.xml.rels"] = samples.relationships(
        ("rId1", "slide", "slides/slide1.xml"), ("rId2", "vbaProject", "vbaProject.bin")
    )
    return samples.zipped(parts | (extra or {}))


def looked_at(data: bytes, name: str, *, takes_macro_decks: bool = True) -> Inspection:
    return inspect(io.BytesIO(data), name=name, takes_macro_decks=takes_macro_decks)


ANYWHERE = {
    "a .pptm renamed": (samples.macro_deck, "deck.pptx"),
    "a .pptm renamed, tied in as PowerPoint does": (macro_deck, "deck.pptx"),
    "only the content type": (
        lambda: samples.zipped(samples.deck_parts(main_type=samples.MACRO_DECK_TYPE)),
        "deck.pptx",
    ),
    "only the program": (lambda: samples.deck_with({"ppt/VBAProject.bin": b"x"}), "deck.pptx"),
    "only the arrow to it": (
        lambda: samples.deck_with(
            {
                "ppt/harmless.xml": b"<a/>",
                "ppt/_rels/presentation.xml.rels": samples.relationships(("rId1", "vbaProject", "harmless.xml")),
            }
        ),
        "deck.pptx",
    ),
    "a workbook with macros embedded": (
        lambda: samples.deck_with({"ppt/embeddings/a.xlsx": samples.zipped({"xl/vbaProject.bin": b"x"})}),
        "deck.pptx",
    ),
    "an old workbook with macros embedded": (
        lambda: samples.deck_with({"ppt/embeddings/oleObject1.bin": samples.compound_file("_VBA_PROJECT")}),
        "deck.pptx",
    ),
    "a document with macros": (samples.word_document, "report.docm"),
    "a workbook with macros": (samples.workbook, "figures.xlsm"),
    "an add-in": (samples.deck, "deck.ppam"),
    "an add-in renamed": (
        lambda: macro_deck(samples.MACRO_DECK_TYPE.replace("presentation.macro", "addin.macro")),
        "deck.pptm",
    ),
    "a workbook with macros embedded in a deck with its own": (
        lambda: macro_deck(extra={"ppt/embeddings/a.xlsx": samples.zipped({"xl/vbaProject.bin": b"x"})}),
        "deck.pptm",
    ),
    "a workbook that says so by its type in a deck with its own": (
        lambda: macro_deck(
            extra={
                "[Content_Types].xml": samples.deck_parts()["[Content_Types].xml"].replace(
                    b"</Types>",
                    f'<Override PartName="/ppt/embeddings/a.bin" ContentType="{XLSM_TYPE}"/></Types>'.encode(),
                ),
                "ppt/embeddings/a.bin": b"x",
            }
        ),
        "deck.pptm",
    ),
}


@pytest.mark.parametrize("takes_macro_decks", [True, False], ids=["dropping", "not dropping"])
@pytest.mark.parametrize("case", ANYWHERE)
def test_macros_are_refused_wherever_they_hide(case, takes_macro_decks):
    make, name = ANYWHERE[case]

    with pytest.raises(Macros):
        looked_at(make(), name, takes_macro_decks=takes_macro_decks)


@pytest.mark.parametrize("ending", MACRO_TYPES)
def test_a_deck_with_macros_is_refused_where_they_would_not_be_dropped(ending):
    with pytest.raises(Macros):
        looked_at(macro_deck(MACRO_TYPES[ending]), f"deck.{ending}", takes_macro_decks=False)


@pytest.mark.parametrize("ending", MACRO_TYPES)
def test_a_deck_with_macros_comes_in_as_a_deck_with_a_note_where_they_are_dropped(ending):
    found = looked_at(macro_deck(MACRO_TYPES[ending]), f"deck.{ending}")

    assert (found.kind, found.extension, found.slides) == (FileKind.PPTX, ending, 1)
    assert [(note.code, note.sentence) for note in found.notes] == [
        (
            "macros_dropped",
            "This file has macros in it (small programs). They are dropped: no copy that is given out has them.",
        )
    ]


def test_a_deck_that_only_could_have_macros_comes_in_without_a_note():
    assert looked_at(samples.deck(), "deck.pptm").notes == ()


def test_a_pdf_called_a_deck_with_macros_is_told_what_it_is():
    with pytest.raises(Renamed):
        looked_at(samples.pdf(), "deck.pptm")


@pytest.mark.parametrize("ending", ["potx", "ppsx"])
def test_templates_and_shows_are_read_as_decks(ending):
    what = {"potx": "template", "ppsx": "slideshow"}[ending]
    data = samples.zipped(samples.deck_parts(main_type=samples.DECK_TYPE.replace("presentation.main", f"{what}.main")))

    assert (looked_at(data, f"a.{ending}").kind, read_outline(io.BytesIO(data)).slides[0].title) == (
        FileKind.PPTX,
        "What we learned",
    )


@pytest.mark.parametrize("ending", MACRO_TYPES)
def test_dropped_macros_leave_a_plain_deck(ending):
    package = EditablePackage.opened(io.BytesIO(macro_deck(MACRO_TYPES[ending])))

    dropped = drop_macros(package)

    out = io.BytesIO()
    package.write(out)
    assert dropped == ("ppt/vbaProject.bin",)
    plain = {"pptm": "pptx", "ppsm": "ppsx", "potm": "potx"}[ending]
    assert looked_at(out.getvalue(), f"deck.{plain}", takes_macro_decks=False).notes == ()
    assert read_outline(out) == read_outline(io.BytesIO(samples.deck()))
    assert [one.kind for one in package.arrows("ppt/presentation.xml").values()] == ["slide"]


def test_a_macro_under_an_innocent_name_is_dropped_by_the_arrow_to_it():
    data = macro_deck(
        extra={"ppt/harmless.bin": b"x"}
        | {"ppt/_rels/presentation.xml.rels": samples.relationships(("rId9", "vbaProject", "harmless.bin"))}
    )
    package = EditablePackage.opened(io.BytesIO(data))

    assert drop_macros(package) == ("ppt/harmless.bin", "ppt/vbaProject.bin")


def test_a_deck_without_macros_has_none_to_drop():
    package = EditablePackage.opened(io.BytesIO(samples.deck()))
    before = package.names

    assert (drop_macros(package), package.names) == ((), before)


def test_what_is_made_for_macros_and_is_no_deck_is_not_made_plain():
    package = EditablePackage.opened(io.BytesIO(samples.deck()))
    package.add("ppt/embeddings/a.xlsm", b"x", XLSM_TYPE)

    with pytest.raises(Macros):
        drop_macros(package)

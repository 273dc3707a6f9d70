"""What everybody reads on the pages of a PDF, and the words that every PDF is written with, bar no copy."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from media.opc.refusals import Damaged
from media.opc.verify import StillHidden, verify
from media.pdf.cleaning import clean_pdf
from media.pdf.hidden_values import hidden_pdf_data, pdf_values

FONT = Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))


def written(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def of_words(*words: str) -> Pdf:
    """A PDF that says these on a page each."""
    pdf = Pdf.new()
    for said in words:
        page = pdf.add_blank_page(page_size=(300, 200))
        page.obj.Resources = Dictionary(Font=FONT)
        page.obj.Contents = pdf.make_stream(f"BT /F1 12 Tf 20 150 Td ({said}) Tj ET".encode())
    return pdf


def form(pdf: Pdf, content: bytes, **entries: object) -> pikepdf.Stream:
    made = pdf.make_stream(content)
    made.Type, made.Subtype, made.BBox = Name.XObject, Name.Form, Array([0, 0, 100, 40])
    made.Resources = Dictionary(Font=FONT)
    for key, value in entries.items():
        made[f"/{key}"] = value
    return made


def cleaned(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    clean_pdf(io.BytesIO(written(pdf)), out)
    return out.getvalue()


def signed(pdf: Pdf, look: bytes, name: str, **mark: object) -> Pdf:
    """The PDF with a signature that looks so."""
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Sig, T=String("Signature1"), Rect=Array([10, 10, 110, 50]),
        V=Dictionary(Type=Name.Sig, Name=String(name), Filter=Name("/Adobe.PPKLite")),
        AP=Dictionary(N=form(pdf, look)),
    )  # fmt: skip
    for key, value in mark.items():
        field[f"/{key}"] = value
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = Dictionary(Fields=Array([pdf.pages[0].obj.Annots[0]]))
    return pdf


def test_who_signed_stays_where_the_page_shows_it():
    look = b"BT /F1 9 Tf (Signed by Jane ) Tj 0 -12 Td (Oakley, chair) Tj ET"
    copy = cleaned(signed(of_words("Ask the child"), look, "Jane Oakley"))

    with pikepdf.open(io.BytesIO(copy)) as pdf:
        assert pdf.pages[0].obj.Annots[0].AP.N.read_bytes() == look
        assert "/V" not in pdf.pages[0].obj.Annots[0]


def test_who_signed_out_of_sight_is_looked_for():
    pdf = signed(of_words("Ask the child"), b"BT /F1 9 Tf (Jane Oakley) Tj ET", "Jane Oakley", F=2)

    assert "Jane Oakley" in pdf_values(written(pdf)).to_look_for()


def test_a_form_on_a_layer_that_is_off_is_not_seen():
    pdf = of_words("Ask the child")
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Notes")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    hidden = form(pdf, b"BT /F1 9 Tf (Her real name is Ann) Tj ET", OC=layer)
    pdf.pages[0].obj.Resources.XObject = Dictionary(X1=hidden)

    assert "Her real name is Ann" in pdf_values(written(pdf)).to_look_for()
    assert b"real name" not in cleaned(pdf)


@pytest.mark.parametrize("word", ["Pages", "name", "Lang"])
def test_a_word_that_every_pdf_is_written_with_tells_nothing(word):
    pdf = of_words("Ask the child")
    pdf.docinfo.Creator = String(word)

    assert pdf_values(written(pdf)).to_look_for() == []
    assert cleaned(pdf)


def test_the_language_of_the_pages_is_no_secret():
    pdf = of_words("Ask the child")
    pdf.Root.Lang = String("x-unknown")
    pdf.Root.Metadata = pdf.make_stream(b"<rdf:li>x-unknown</rdf:li>")

    assert cleaned(pdf)


def test_a_pdf_inside_is_searched_for_by_what_it_says_and_not_by_how_it_is_written():
    inner = of_words("Minutes of the panel, not for readers")
    inner.docinfo.Author = String("Jane Oakley")
    pdf = of_words("Ask the child")
    file = pdf.make_stream(written(inner))
    file.Type = Name.EmbeddedFile
    spec = pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("a.pdf"), EF=Dictionary(F=file)))
    pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("a"), spec])))
    data = written(pdf)

    looked_for = pdf_values(data).to_look_for()
    assert {"Jane Oakley", "Minutes of the panel, not for readers"} <= set(looked_for)
    assert "endstream" not in looked_for
    assert cleaned(pdf)
    with pytest.raises(StillHidden):
        verify(pdf_values(data), written(of_words("Minutes of the panel, not for readers", "Ask the child")))


def test_attributes_of_a_tag_may_be_a_list():
    pdf = of_words("Ask the child")
    kind = Dictionary(P=pdf.make_indirect(Dictionary(S=Name.P, A=Array([Dictionary(O=Name.Layout), 0]))))
    pdf.Root.StructTreeRoot = Dictionary(Type=Name.StructTreeRoot, K=Array([kind.P]))

    assert cleaned(pdf)


@pytest.mark.filterwarnings("ignore:This document has 1 form widget")
def test_a_field_that_its_form_does_not_list_has_no_name_of_its_own_either():
    pdf = of_words("Ask the child")
    field = Dictionary(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, Rect=Array([10, 10, 90, 30]))
    field.T = String("Oakley, Jane")
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(field)])
    listed = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("Ann")))
    pdf.Root.AcroForm = Dictionary(Fields=Array([listed]))

    with pikepdf.open(io.BytesIO(cleaned(pdf))) as copy:
        assert [str(one.T) for one in (*copy.Root.AcroForm.Fields, *copy.pages[0].obj.Annots)] == ["field1", "field2"]


@pytest.mark.parametrize("fields", [Array([7, Dictionary(T=String("a"), Kids=3)]), Dictionary(a=1), String("x")])
def test_a_form_whose_fields_are_none_is_cleaned_all_the_same(fields):
    pdf = of_words("Ask the child")
    pdf.Root.AcroForm = Dictionary(Fields=fields)

    assert cleaned(pdf)
    assert "author" not in [item.code for item in hidden_pdf_data(written(pdf)).items]


def test_a_page_that_cannot_be_unpacked_is_damage():
    pdf = of_words("Ask the child")
    data = written(pdf).replace(b"/FlateDecode", b"/LZWDecode  ", 1)

    with pytest.raises(Damaged):
        clean_pdf(io.BytesIO(data), io.BytesIO())

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
    pdf.save(out, fix_metadata_version=False)  # which would write its properties anew
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


@pytest.mark.parametrize("word", ["Pages", "name", "Lang", "Magenta"])
def test_a_word_that_every_pdf_is_written_with_tells_nothing(word):
    pdf = of_words("Ask the child")
    pdf.docinfo.Creator = String(word)
    pdf.pages[0].obj.Resources.ColorSpace = Dictionary(C1=Array([Name.Separation, Name("/Magenta"), Name.DeviceGray]))

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


@pytest.mark.parametrize(
    "told",
    [
        b'<r xmlns:rdf="r" rdf:parseType="Resource"><a:b>1</a:b></r>',
        b"<stFnt:fontName>Helvetica</stFnt:fontName>",
        b'<rdf:li stFnt:fontFamily="Helvetica" stFnt:fontType="Type1"/>',
        b"<rdf:li><pdfaProperty:valueType>Resource</pdfaProperty:valueType></rdf:li>",
    ],
    ids=["how it is written", "a font", "a font in attributes", "how properties are written"],
)
def test_what_properties_are_written_with_tells_nothing(told):
    pdf = of_words("Ask the child")
    pdf.Root.Metadata = pdf.make_stream(told)
    pdf.docinfo.Author = String("Jane Oakley")

    assert pdf_values(written(pdf)).to_look_for() == ["Jane Oakley"]


def test_an_author_is_looked_for_beside_what_properties_are_written_with():
    pdf = of_words("Ask the child")
    pdf.Root.Metadata = pdf.make_stream(
        b'<dc:creator rdf:parseType="Resource"><rdf:li>Jane Oakley</rdf:li></dc:creator>'
    )

    assert pdf_values(written(pdf)).to_look_for() == ["Jane Oakley"]


def test_what_a_mark_on_the_page_is_called_by_every_program_is_no_comment():
    pdf = of_words("Ask the child")
    mark = Dictionary(Type=Name.Annot, Subtype=Name.Highlight, Rect=Array([20, 140, 90, 160]), Subj=String("Highlight"))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(mark)])

    with pikepdf.open(io.BytesIO(cleaned(pdf))) as copy:
        assert str(copy.pages[0].obj.Annots[0].Subtype) == "/Highlight"


def test_the_address_of_a_link_is_seen_and_the_part_that_goes_is_not():
    pdf = of_words("Ask the child")
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([20, 140, 90, 160]))
    link.A = Dictionary(S=Name.URI, URI=String("https://jane.oakley@www.typesetter.example/"))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
    pdf.docinfo.Producer = String("Typesetter")
    pdf.docinfo.Author = String("jane.oakley")

    assert pdf_values(written(pdf)).to_look_for() == ["jane.oakley"]
    assert cleaned(pdf)


def test_a_drawing_brings_the_names_of_its_layers_into_a_file_without_layers():
    pdf = of_words("Ask the child")
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Jane's sketch")))
    drawing = form(pdf, b"/OC /MC0 BDC 0 0 9 9 re f EMC")
    drawing.Resources = Dictionary(Properties=Dictionary(MC0=layer))
    pdf.pages[0].obj.Resources.XObject = Dictionary(X1=drawing)

    assert b"0 0 9 9 re" in in_one_piece(cleaned(pdf))


def in_one_piece(data: bytes) -> bytes:
    """What all the streams of a PDF hold."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return b"".join(thing.read_bytes() for thing in pdf.objects if isinstance(thing, pikepdf.Stream))


@pytest.mark.filterwarnings("ignore:This document has 1 form widget")  # which is what is tried
@pytest.mark.parametrize("is_listed", [True, False], ids=["a form", "a form that was split"])
def test_a_page_taken_out_of_a_form_brings_nothing_of_the_other_pages(is_listed):
    pdf = of_words("Ask the child", "Her real name is Ann")
    field = pdf.make_indirect(Dictionary(FT=Name.Tx, T=String("Jane Oakley"), AA=Dictionary(K=String("her script"))))
    marks = [
        pdf.make_indirect(
            Dictionary(Type=Name.Annot, Subtype=Name.Widget, Rect=Array([9, 9, 99, 29]), Parent=field, P=page.obj)
        )
        for page in pdf.pages
    ]
    field.Kids = Array(marks)
    for page, mark in zip(pdf.pages, marks, strict=True):
        page.obj.Annots = Array([mark])
    if is_listed:
        pdf.Root.AcroForm = Dictionary(Fields=Array([field]))
    del pdf.pages[1]

    with pikepdf.open(io.BytesIO(cleaned(pdf))) as copy:
        told = b"".join(thing.unparse(resolved=True) for thing in copy.objects if isinstance(thing, Dictionary))
        assert str(copy.pages[0].obj.Annots[0].Parent.T).startswith("field")
    assert [word for word in (b"Jane", b"script") if word in told] == []
    assert b"real name" not in in_one_piece(cleaned(pdf))

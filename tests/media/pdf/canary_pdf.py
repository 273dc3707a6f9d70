"""A PDF with a different secret in every place where a PDF can keep one, beside what its readers see."""

import io
import zipfile

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image

VISIBLE = ("What we learned about Maya", "Ask the child", "On a layer that is on")


class Secrets:
    """Hands out a word for each place, found nowhere else, and remembers it."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}

    def __call__(self, place: str) -> str:
        """The secret of a place."""
        word = f"Okapi{len(self.words):03d}{place.title().replace('_', '')}"
        self.words[place] = word
        return word


def canary_pdf() -> tuple[bytes, dict[str, str]]:
    """The PDF and its secrets by the place each is in. It was changed once, and still holds what it was before."""
    secret = Secrets()
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(400, 300))
    page.obj.Resources = _resources(pdf, secret)
    page.obj.Contents = pdf.make_stream(
        f"BT /F1 18 Tf 20 250 Td ({VISIBLE[0]}) Tj 0 -30 Td ({VISIBLE[1]}) Tj ET\n% {secret('remark')}\n"
        f"/OC /On BDC BT /F1 12 Tf 20 150 Td ({VISIBLE[2]}) Tj ET EMC\n"
        f"/OC /Off BDC BT /F1 12 Tf 20 100 Td (Switched off: {secret('layer_words')}) Tj ET EMC\n"
        "q 60 0 0 60 300 200 cm /Im1 Do Q\n".encode()
    )
    page.obj.PieceInfo = Dictionary(Program=Dictionary(Private=String(secret("private_data"))))
    page.obj.Thumb = _stream(pdf, secret("thumbnail").encode(), Width=1, Height=1)
    page.obj.LastModified = String(secret("page_date"))
    page.obj.OwnEntry = String(secret("own_page_entry"))
    page.obj.AA = Dictionary(O=_script(secret("page_script")))
    page.obj.Annots = Array(pdf.make_indirect(one) for one in _marks(pdf, secret))
    _fill_catalogue(pdf, secret)
    first = io.BytesIO()
    pdf.save(first, object_stream_mode=pikepdf.ObjectStreamMode.disable, compress_streams=False)
    return _with_history(first.getvalue(), secret), secret.words


def _stream(pdf: Pdf, content: bytes, **entries: object) -> Stream:
    made = pdf.make_stream(content)
    for key, value in entries.items():
        made[f"/{key}"] = value
    return made


def _script(words: str) -> Dictionary:
    return Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{words}')"))


def _resources(pdf: Pdf, secret: Secrets) -> Dictionary:
    on = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(secret("layer_name"))))
    off = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(secret("hidden_layer_name"))))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([on, off]), D=Dictionary(OFF=Array([off]), ON=Array([on])))
    image = _stream(pdf, b"", Type=Name.XObject, Subtype=Name.Image, Width=16, Height=8, BitsPerComponent=8)
    image.ColorSpace = Name.DeviceRGB
    image.write(jpeg(secret("exif").encode(), secret("jpeg_comment").encode()), filter=Name.DCTDecode)
    image.Metadata = _stream(pdf, secret("image_xmp").encode())
    return Dictionary(
        Font=Dictionary(F1=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)),
        XObject=Dictionary(Im1=image),
        Properties=Dictionary(On=on, Off=off),
    )


def jpeg(artist: bytes, comment: bytes) -> bytes:
    """A small photograph that says who made it."""
    exif = Image.Exif()
    exif[0x013B] = artist.decode()
    out = io.BytesIO()
    Image.effect_noise((16, 8), 60).convert("RGB").save(out, "JPEG", exif=exif, comment=comment)
    return out.getvalue()


def _marks(pdf: Pdf, secret: Secrets) -> list[Dictionary]:
    box = Array([10, 10, 60, 40])
    look = _stream(pdf, b"0 0 50 30 re S", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 50, 30]))
    look.PieceInfo = Dictionary(X=Dictionary(Private=String(secret("form_private"))))
    return [
        Dictionary(
            Type=Name.Annot, Subtype=Name.Text, Rect=box, T=String(secret("comment_author")),
            Contents=String(secret("comment")), Subj=String(secret("comment_subject")),
        ),
        Dictionary(
            Type=Name.Annot, Subtype=Name.Square, Rect=box, T=String(secret("drawing_author")),
            Contents=String(secret("drawing_words")), NM=String(secret("drawing_name")), AP=Dictionary(N=look),
        ),
        Dictionary(
            Type=Name.Annot, Subtype=Name.FileAttachment, Rect=box,
            FS=_attached(pdf, secret("attached_name"), secret("attached_words")),
        ),
        Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=box, Contents=String("The review"),
            A=Dictionary(S=Name.URI, URI=String("https://example.org/maya")),
        ),
        Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=box,
            A=Dictionary(S=Name.URI, URI=String(f"file:///{secret('link_path')}/x.doc")),
        ),
        Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=box,
            A=Dictionary(S=Name.Launch, F=String(f"C:\\{secret('launched')}.exe")),
        ),
    ]  # fmt: skip


def _attached(pdf: Pdf, name: str, words: str) -> Dictionary:
    inside = io.BytesIO()
    with zipfile.ZipFile(inside, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("docProps/core.xml", f"<c><creator>{words}</creator></c>")
    content = _stream(pdf, inside.getvalue(), Type=Name.EmbeddedFile)
    return Dictionary(Type=Name.Filespec, F=String(f"{name}.docx"), EF=Dictionary(F=content))


def _fill_catalogue(pdf: Pdf, secret: Secrets) -> None:
    root = pdf.Root
    root.Lang = String("en-GB")
    spec = pdf.make_indirect(_attached(pdf, secret("embedded_name"), secret("embedded_words")))
    root.Names = Dictionary(
        EmbeddedFiles=Dictionary(Names=Array([String("a"), spec])),
        JavaScript=Dictionary(Names=Array([String("b"), _script(secret("document_script"))])),
    )
    root.OpenAction = _script(secret("open_action"))
    root.PieceInfo = Dictionary(Program=Dictionary(Private=String(secret("catalogue_private"))))
    root.OwnEntry = String(secret("own_entry"))
    words = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:'
        'Description rdf:about="" xmlns:q="http://example.org/q/"><q:by>' + secret("xmp") + "</q:by></rdf:Description>"
        "</rdf:RDF></x:xmpmeta>"
    )
    root.Metadata = _stream(pdf, words.encode(), Type=Name.Metadata)
    root.Metadata.Subtype = Name.XML
    field = Dictionary(
        FT=Name.Tx, T=String(secret("field_name")), DV=String(secret("field_default")), V=String("Seen in the form")
    )
    field.TU = String("Name of the setting")
    root.AcroForm = Dictionary(Fields=Array([pdf.make_indirect(field)]), XFA=String(secret("xfa")))
    told = pdf.docinfo
    told.Title, told.Author, told.Subject = (String(secret(word)) for word in ("title", "author", "subject"))
    told.Keywords, told.Creator, told.Producer = (String(secret(word)) for word in ("keywords", "creator", "producer"))
    told.Manager = String(f"{secret('manager')} Łukasz")


def _with_history(first: bytes, secret: Secrets) -> bytes:
    """The file, an object of an earlier version that nothing leads to any more, and a second ending."""
    ending = first[first.rindex(b"startxref") :]
    old = f"99 0 obj\n({secret('earlier_version')})\nendobj\n% {secret('last_line')}\n".encode()
    return first + old + ending

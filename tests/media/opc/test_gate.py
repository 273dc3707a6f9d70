"""The gate lets good files in, and says in plain words why it keeps the others out."""

import hashlib
import io
import random
import tracemalloc
from pathlib import Path

import pytest

from media.opc import refusals
from media.opc.archive import CHUNK
from media.opc.gate import inspect
from media.opc.kinds import DECKS, FileKind
from media.opc.limits import Limits
from tests.media import sample_files as samples


def refusal_of(data: bytes, name: str = "deck.pptx", **options) -> refusals.FileRefused:
    with pytest.raises(refusals.FileRefused) as caught:
        inspect(io.BytesIO(data), name=name, **options)
    return caught.value


GOOD = {
    "deck.pptx": (samples.deck, FileKind.PPTX),
    "show.ppsx": (samples.deck, FileKind.PPTX),
    "DECK.PPTX": (samples.deck, FileKind.PPTX),
    "report.docx": (samples.word_document, FileKind.DOCX),
    "figures.xlsx": (samples.workbook, FileKind.XLSX),
    "report.pdf": (samples.pdf, FileKind.PDF),
    "photo.png": (lambda: samples.picture("PNG"), FileKind.PNG),
    "photo.jpg": (lambda: samples.picture("JPEG"), FileKind.JPEG),
    "photo.gif": (lambda: samples.picture("GIF"), FileKind.GIF),
    "photo.webp": (lambda: samples.picture("WEBP"), FileKind.WEBP),
    "notes.txt": (lambda: "What we learned – in short".encode(), FileKind.TEXT),
    "counts.csv": (lambda: b"agency,people\nPolice,4\n", FileKind.TEXT),
    "talk.mp3": (lambda: b"ID3\x03\x00" + bytes(40), FileKind.MP3),
    "film.mp4": (lambda: b"\0\0\0\x18ftypisom" + bytes(40), FileKind.MP4),
}


@pytest.mark.parametrize("name", GOOD)
def test_a_good_file_comes_in_as_what_it_is(name):
    make, kind = GOOD[name]

    found = inspect(io.BytesIO(make()), name=name)

    assert (found.kind, found.extension) == (kind, name.rpartition(".")[2].lower())


@pytest.mark.parametrize("brand", [b"heic", b"mif1", b"avif"])
def test_a_telephones_photograph_is_called_a_picture_and_not_a_film(brand):
    refusal = refusal_of(b"\0\0\0\x18ftyp" + brand + bytes(40), "IMG_0001.HEIC")

    assert str(refusal).startswith("This is an HEIC or AVIF picture, which cannot be uploaded here.")


def test_an_inspection_tells_size_checksum_and_slides():
    data = samples.deck()

    found = inspect(io.BytesIO(data), name="deck.pptx")

    assert (found.size, found.sha256, found.slides, found.notes) == (len(data), hashlib.sha256(data).hexdigest(), 1, ())


def test_a_document_has_no_slides():
    assert inspect(io.BytesIO(samples.word_document()), name="report.docx").slides is None


def test_the_file_is_left_at_its_start():
    file = io.BytesIO(samples.deck())

    inspect(file, name="deck.pptx")

    assert file.tell() == 0


def test_a_path_gives_its_own_name(tmp_path):
    path = tmp_path / "learning.pptx"
    path.write_bytes(samples.deck())

    assert inspect(path).kind is FileKind.PPTX


REFUSED = {
    "0 bytes": (lambda: b"", "deck.pptx", "empty"),
    "a zip without files": (lambda: samples.zipped({}), "deck.pptx", "empty"),
    "a saved sign-in page": (lambda: b"\n <!DOCTYPE html><title>Sign in</title>", "deck.pptx", "html"),
    "a PDF renamed": (samples.pdf, "deck.pptx", "renamed"),
    "a deck renamed .pdf": (samples.deck, "report.pdf", "renamed"),
    "a deck renamed .ppt": (samples.deck, "deck.ppt", "renamed"),
    "a deck without an ending": (samples.deck, "deck", "renamed"),
    "a zip renamed": (lambda: samples.zipped({"a.txt": b"text"}), "deck.pptx", "renamed"),
    "a password": (samples.password_deck, "deck.pptx", "password"),
    "a .ppt": (lambda: samples.compound_file("PowerPoint Document"), "deck.ppt", "legacy_office"),
    "a .ppt renamed": (lambda: samples.compound_file("PowerPoint Document"), "deck.pptx", "legacy_office"),
    "a .doc": (lambda: samples.compound_file("WordDocument"), "report.doc", "legacy_office"),
    "an installer": (lambda: samples.compound_file("Property"), "setup.msi", "not_allowed"),
    "a program": (lambda: b"MZ\x90\0" + bytes(200), "report.exe", "not_allowed"),
    "a zip": (lambda: samples.zipped({"a.txt": b"text"}), "pack.zip", "not_allowed"),
    "an SVG": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "logo.svg", "not_allowed"),
    "a PDF locked": (lambda: samples.pdf(trailer=b"/Encrypt 9 0 R "), "report.pdf", "password"),
    "a PDF cut off": (lambda: samples.pdf()[:-20], "report.pdf", "truncated"),
    "a JPEG cut off": (lambda: samples.picture("JPEG", (400, 400))[:-200], "photo.jpg", "truncated"),
    "a GIF that is none": (lambda: b"GIF89a", "photo.gif", "damaged"),
    "a vast PNG": (samples.vast_png, "photo.png", "too_many_pixels"),
    "a folder of names only": (lambda: samples.deck()[:400], "deck.pptx", "truncated"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_bad_file_is_refused_for_its_own_reason(case):
    make, name, code = REFUSED[case]

    assert refusal_of(make(), name).code == code


def test_a_renamed_pdf_is_told_what_it_is():
    assert str(refusal_of(samples.pdf())) == (
        "This is a PDF whose name ends in .pptx. If it is the right file, give it a name that ends in .pdf and upload "
        "it again."
    )


def test_a_password_is_told_how_to_remove_it():
    assert str(refusal_of(samples.password_deck())) == (
        "This presentation has a password. Open it in PowerPoint, remove the password (File, Info, Protect "
        "Presentation) and upload it again."
    )


def test_an_old_file_is_told_how_to_save_it_anew():
    assert str(refusal_of(samples.compound_file("WordDocument"), "report.doc")) == (
        "This is an old Word file (.doc). Open it in Word, choose File, Save As, pick .docx and upload the new file."
    )


def test_a_document_where_decks_are_wanted_is_told_so():
    assert str(refusal_of(samples.word_document(), "report.docx", allowed=DECKS)) == (
        "This is a Word document, which cannot be uploaded here. Upload it as .pptx instead."
    )


def test_101_mb_are_refused_without_being_read(tmp_path):
    path = tmp_path / "deck.pptx"
    with path.open("wb") as file:
        file.truncate(101 * samples.MIB)

    with pytest.raises(refusals.TooLarge):
        inspect(path)


@pytest.mark.parametrize("place", [Path("/"), Path("/nowhere/at/all.pptx")], ids=["a folder", "nothing there"])
def test_what_is_no_file_is_refused(place):
    with pytest.raises(refusals.CannotBeOpened):
        inspect(place)


DOCUMENT_TYPE = '<?xml version="1.0"{}?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
DOCUMENT_TYPES = {
    "utf-8": (samples.SLIDE, DOCUMENT_TYPE.format("").encode()),
    "utf-8 with a mark": (samples.SLIDE, DOCUMENT_TYPE.format("").encode("utf-8-sig")),
    "utf-16": (samples.SLIDE, DOCUMENT_TYPE.format(' encoding="UTF-16"').encode("utf-16")),
    "utf-16 big-endian without a mark": (samples.SLIDE, DOCUMENT_TYPE.format("").encode("utf-16-be")),
    "utf-32": (samples.SLIDE, DOCUMENT_TYPE.format("").encode("utf-32")),
    "in a drawing": ("ppt/media/image1.svg", b"<!DOCTYPE svg><svg/>"),
    "behind the name of a picture": ("ppt/media/image1.png", DOCUMENT_TYPE.format("").encode()),
    "in the content types": ("[Content_Types].xml", b"<!DOCTYPE a><Types/>"),
    "after a long comment": (samples.SLIDE, b"<!--" + bytes(range(65, 91)) * 20_000 + b"--><!DOCTYPE a><a/>"),
}


@pytest.mark.parametrize("case", DOCUMENT_TYPES)
def test_a_document_type_is_refused_in_any_part_and_encoding(case):
    part, content = DOCUMENT_TYPES[case]

    assert refusal_of(samples.deck_with({part: content})).code == "document_type"


@pytest.mark.parametrize("before", range(CHUNK - 9, CHUNK + 1))
def test_a_document_type_is_found_across_two_chunks(before):
    noise = random.Random(1).randbytes(CHUNK).hex().encode()
    content = b"<!--" + noise[: before - 7] + b"--><!DOCTYPE a><a/>"

    assert refusal_of(samples.deck_with({samples.SLIDE: content})).code == "document_type"


@pytest.mark.parametrize("encoding", ["utf-7", "cp037", "x-mac-roman"])
def test_an_encoding_that_could_hide_a_document_type_is_refused(encoding):
    content = f'<?xml version="1.0" encoding="{encoding}"?><a/>'.encode()

    assert refusal_of(samples.deck_with({samples.SLIDE: content})).code == "damaged"


def test_a_declaration_too_long_to_be_one_is_refused():
    content = f'<?xml version="1.0"{" " * 5_000}encoding="utf-7"?><a/>'.encode()

    assert refusal_of(samples.deck_with({samples.SLIDE: content})).code == "damaged"


def test_xml_in_ebcdic_is_refused():
    content = '<?xml version="1.0" encoding="cp037"?><!DOCTYPE a><a/>'.encode("cp037")

    assert refusal_of(samples.deck_with({samples.SLIDE: content})).code == "damaged"


def test_300_mb_of_spaces_are_refused_in_little_memory():
    data = io.BytesIO(samples.spaces_bomb(300))

    tracemalloc.start()
    with pytest.raises(refusals.ZipBomb):
        inspect(data, name="deck.pptx")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 20 * samples.MIB


def test_300_mb_of_spaces_that_claim_to_be_few_are_refused():
    data = samples.with_stated_size(samples.spaces_bomb(300), "ppt/slides/slide2.xml", 1_000)

    assert refusal_of(data).code == "damaged"


BOMBS = {
    "one part too large": ({"ppt/media/a.bin": b"\1" * 3_000}, Limits(part_bytes=2_999)),
    "one XML part too large": ({"ppt/a.xml": b"<a>" + b"b" * 2_000 + b"</a>"}, Limits(xml_part_bytes=2_000)),
    "all parts together": ({f"ppt/media/{n}.bin": b"\1" * 1_000 for n in range(20)}, Limits(inflated_bytes=15_000)),
    "XML packed too well": ({"ppt/a.xml": b" " * 10_000}, Limits(xml_ratio_from_bytes=1_000, xml_ratio=50)),
}


@pytest.mark.parametrize("case", BOMBS)
def test_what_unpacks_to_too_much_is_refused(case):
    parts, limits = BOMBS[case]

    assert refusal_of(samples.deck_with(parts), limits=limits).code == "zip_bomb"


def test_overlapping_entries_are_refused():
    assert refusal_of(samples.overlapping()).code == "zip_bomb"


def test_a_bomb_inside_a_deck_is_never_unpacked():
    data = samples.deck_with({"ppt/embeddings/inner.zip": samples.spaces_bomb(300)})

    assert [note.code for note in inspect(io.BytesIO(data), name="deck.pptx").notes] == ["embedded_file"]


COMPLICATED = {
    "files": (lambda: samples.deck_with({f"a/{n}.txt": b"" for n in range(20)}), Limits(entries=20)),
    "slides": (lambda: samples.deck_with({"ppt/presentation.xml": samples.presentation_xml(6)}), Limits(slides=5)),
    "shapes": (
        lambda: samples.deck_with({samples.SLIDE: samples.slide_xml(samples.shape_xml("a") * 6)}),
        Limits(shapes_per_slide=5),
    ),
    "elements": (lambda: samples.deck_with({samples.SLIDE: samples.slide_xml("<a/>" * 900)}), Limits(xml_nodes=900)),
}


@pytest.mark.parametrize("case", COMPLICATED)
def test_more_than_can_be_shown_is_refused(case):
    make, limits = COMPLICATED[case]

    assert refusal_of(make(), limits=limits).code == "too_complicated"


def test_100_000_entries_are_refused():
    data = samples.zipped((f"{n}", b"") for n in range(100_000))

    assert refusal_of(data).code == "too_complicated"


NAMES = [
    "../evil.xml",
    "a/../../evil.xml",
    "/etc/passwd",
    "a\\b.xml",
    "a\0b.xml",
    "C:/a.xml",
    "%2e%2e/evil.xml",
    "a\nb",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_leads_out_of_the_package_is_refused(name):
    assert refusal_of(samples.deck_with({name: b"x"})).code == "bad_names"


@pytest.mark.parametrize("name", [samples.SLIDE, samples.SLIDE.upper()], ids=["same", "same but for capitals"])
@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_two_parts_of_one_name_are_refused(name):
    data = samples.zipped([*samples.deck_parts().items(), (name, b"<a/>")])

    assert refusal_of(data).code == "bad_names"


def test_an_encrypted_entry_is_refused():
    data = samples.with_encryption_flag(samples.deck(), samples.SLIDE)

    assert refusal_of(data).code == "password"


def test_a_vast_picture_inside_a_deck_is_refused():
    refusal = refusal_of(samples.deck_with({"ppt/media/image1.png": samples.vast_png()}))

    assert (refusal.code, refusal.part) == ("too_many_pixels", "ppt/media/image1.png")


RUNS = {
    "a script": samples.pdf(catalog=b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> "),
    "another program": samples.pdf(catalog=b"/OpenAction<</S/Launch/F(cmd.exe)>> "),
    "a script spelled otherwise": samples.pdf(catalog=b"/OpenAction << /S /Java#53cript /JS (1) >> "),
    "a packed script": samples.pdf(objects=samples.pdf_object_stream(b"<< /S /JavaScript /JS (app.alert(1)) >>")),
}


@pytest.mark.parametrize("case", RUNS)
def test_a_pdf_that_runs_something_is_refused(case):
    assert refusal_of(RUNS[case], "report.pdf").code == "runs_programs"


NO_PAGES_OF_ITS_OWN = {
    "portfolio": samples.pdf(catalog=b"/Collection << /View /T /S /JavaScript >> "),
    "a portfolio told elsewhere": samples.pdf(catalog=b"/Collection 7 0 R "),
    "a packed portfolio": samples.pdf(
        objects=samples.pdf_object_stream(b"<< /Type /Catalog /Collection<</View/H>> >>")
    ),
    "only in Adobe's reader": samples.pdf(catalog=b"/NeedsRendering true /OpenAction << /S /JavaScript >> "),
}


@pytest.mark.parametrize("case", NO_PAGES_OF_ITS_OWN)
def test_a_pdf_without_pages_of_its_own_is_refused_with_what_to_do(case):
    code = "only_in_adobe" if "Adobe" in case else "portfolio"
    assert refusal_of(NO_PAGES_OF_ITS_OWN[case], "report.pdf").code == code


@pytest.mark.parametrize("catalog", [b"/NeedsRendering false ", b"/Type /Collection ", b"/PageMode /UseAttachments "])
def test_a_pdf_with_pages_of_its_own_comes_in(catalog):
    assert inspect(io.BytesIO(samples.pdf(catalog=catalog)), name="report.pdf").kind == "pdf"


def test_what_is_embedded_is_noted():
    data = samples.deck_with({"ppt/embeddings/chart.xlsx": samples.workbook(), "ppt/activeX/activeX1.xml": b"<a/>"})

    notes = inspect(io.BytesIO(data), name="deck.pptx").notes

    assert [(note.code, note.part) for note in notes] == [
        ("embedded_file", "ppt/embeddings/chart.xlsx"),
        ("active_x", "ppt/activeX/activeX1.xml"),
    ]


def test_bytes_after_the_end_are_noted():
    found = inspect(io.BytesIO(samples.deck() + b"left over"), name="deck.pptx")

    assert [note.code for note in found.notes] == ["bytes_after"]


@pytest.mark.parametrize("name", ["photo.jpg.pptx", "C:\\Users\\a\\deck.pptx", "deck.PPTX ", "..pptx"])
def test_only_the_last_ending_counts(name):
    assert inspect(io.BytesIO(samples.deck()), name=name).extension == "pptx"


@pytest.mark.parametrize("case", REFUSED)
def test_every_refusal_says_what_to_do_next(case):
    make, name, _ = REFUSED[case]

    assert "upload" in str(refusal_of(make(), name)).replace("be uploaded", "").casefold()

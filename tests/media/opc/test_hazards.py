"""Everything that is known to be done to programs that open Office files: answered in a sentence, in little memory.

Each file is read by gate and reader in a process of its own, which says how much memory that took at its height.
"""

import socket
from pathlib import Path

import pytest

from media.opc.child import in_child
from media.opc.gate import inspect
from media.opc.refusals import FileRefused
from tests.media import hostile_files as hostile
from tests.media import sample_files as samples
from tests.media.hostile_files import LAUGHS, Hazard, slide_with_document_type

pytestmark = pytest.mark.usefixtures("fresh_children")

MIB = 1024 * 1024
MOST_MEMORY = 600 * MIB
NOBODY = "http://127.0.0.1:9/evil"
EXTERNAL = '<!ENTITY a SYSTEM "file:///etc/hostname">'
PARAMETER = f'<!ENTITY % a SYSTEM "{NOBODY}"> %a;'

HAZARDS = {
    "billion laughs in text": Hazard(
        lambda: hostile.deck_showing(slide_with_document_type(LAUGHS, text="&a9;")), "document_type"
    ),
    "billion laughs in an attribute": Hazard(
        lambda: hostile.deck_showing(slide_with_document_type(LAUGHS, attribute="&a9;")), "document_type"
    ),
    "an external entity": Hazard(
        lambda: hostile.deck_showing(slide_with_document_type(EXTERNAL, text="&a;")), "document_type"
    ),
    "an external parameter entity": Hazard(
        lambda: hostile.deck_showing(slide_with_document_type(PARAMETER)), "document_type"
    ),
    "a document type in UTF-16": Hazard(
        lambda: hostile.deck_showing(slide_with_document_type(LAUGHS, text="&a9;", encoding="utf-16")), "document_type"
    ),
    "a document type in UTF-16 of the other order": Hazard(
        lambda: hostile.deck_showing(b"\xfe\xff" + slide_with_document_type(LAUGHS, text="&a9;", encoding="utf-16-be")),
        "document_type",
    ),
    "a document type in the relationships": Hazard(
        lambda: hostile.deck_of({"_rels/.rels": slide_with_document_type(LAUGHS, text="&a9;")}), "document_type"
    ),
    "XInclude of a file": Hazard(lambda: hostile.xincluding("file:///etc/hostname"), ""),
    "XInclude of an address": Hazard(lambda: hostile.xincluding(NOBODY), ""),
    "300 MB of spaces": Hazard(lambda: hostile.spaces_slide(300), "zip_bomb"),
    "300 MB of spaces that claim to be few": Hazard(lambda: hostile.spaces_slide(300, stated=2_000), "damaged"),
    "300 MB of spaces that claim to be more": Hazard(lambda: hostile.spaces_slide(300, stated=2**32 - 2), "zip_bomb"),
    "a picture of 1 GB of noughts": Hazard(lambda: hostile.zeros_picture(1024), "zip_bomb"),
    "a picture of 1 GB of noughts that claims to be small": Hazard(
        lambda: hostile.zeros_picture(1024, stated=5_000), "damaged"
    ),
    "100,000 files inside": Hazard(lambda: hostile.many_entries(100_000), "too_complicated"),
    "300 nested groups": Hazard(lambda: hostile.nested_groups(300), ""),
    "200,000 shapes on one slide": Hazard(lambda: hostile.many_shapes(200_000), "too_complicated"),
    "a name twice": Hazard(lambda: hostile.doubled(samples.SLIDE), "bad_names"),
    "a name twice but for capitals": Hazard(lambda: hostile.doubled(samples.SLIDE.upper()), "bad_names"),
    "a name that leads out": Hazard(lambda: hostile.deck_of({"../../evil.xml": b"<a/>"}), "bad_names"),
    "a slide outside the package": Hazard(lambda: hostile.presentation_arrow("../../../../etc/passwd"), ""),
    "a slide at the root of the disk": Hazard(lambda: hostile.presentation_arrow("/etc/passwd"), ""),
    "a slide behind an escaped way out": Hazard(lambda: hostile.presentation_arrow("%2e%2e/%2e%2e/etc/passwd"), ""),
    "notes and pictures outside the package": Hazard(
        lambda: hostile.arrows_from_slide(
            ("rId1", "notesSlide", "../../../../etc/passwd"), ("rId2", "image", "../../../../../etc/passwd")
        ),
        "",
    ),
    "pictures over http and from the disk": Hazard(
        lambda: hostile.arrows_from_slide(
            ("rId1", "image", NOBODY), ("rId2", "image", "file:///etc/hostname"), external=True
        ),
        "",
    ),
    "a PNG of 40,000 by 40,000 in a deck": Hazard(
        lambda: hostile.deck_of({"ppt/media/image1.png": samples.vast_png(40_000)}), "too_many_pixels"
    ),
    "a PNG of 40,000 by 40,000": Hazard(lambda: samples.vast_png(40_000), "too_many_pixels", "photo.png"),
    "a password": Hazard(samples.password_deck, "password"),
    "a .ppt renamed": Hazard(lambda: samples.compound_file("PowerPoint Document"), "legacy_office"),
    "a PDF renamed": Hazard(samples.pdf, "renamed"),
    "an empty zip": Hazard(lambda: samples.zipped({}), "empty"),
    "text as long as may be": Hazard(lambda: hostile.longest_text(60), ""),
    "as many elements as may be": Hazard(lambda: hostile.most_elements(990_000), ""),
    "types for as many parts as may be": Hazard(lambda: hostile.most_content_types(300_000), ""),
}


def read_apart(path: Path) -> tuple[str, str, int]:
    """What gate and reader answered, and the most memory that took, bytes above the start."""
    code, words, memory = in_child("tests.media.opc.work_for_a_child:read_and_measure", path, memory_bytes=1500 * MIB)
    return code, words, memory


@pytest.mark.parametrize("case", HAZARDS)
def test_a_hazard_is_answered_in_little_memory(case, tmp_path):
    hazard = HAZARDS[case]
    path = tmp_path / hazard.name
    path.write_bytes(hazard.make())

    code, _, memory = read_apart(path)

    assert code == hazard.code
    assert memory < MOST_MEMORY


@pytest.mark.parametrize("case", [case for case in HAZARDS if HAZARDS[case].code])
def test_a_hazard_is_told_what_to_do_next(case, tmp_path):
    hazard = HAZARDS[case]
    path = tmp_path / hazard.name
    path.write_bytes(hazard.make())

    with pytest.raises(FileRefused) as caught:
        inspect(path)

    assert "upload" in str(caught.value).replace("be uploaded", "")


def test_a_folder_is_answered(tmp_path):
    (tmp_path / "deck.pptx").mkdir()

    assert read_apart(tmp_path / "deck.pptx")[0] == "cannot_be_opened"


@pytest.fixture
def listener():
    """Somebody who waits for a call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        yield server


@pytest.mark.parametrize("how", ["pictures", "XInclude", "entity"])
def test_nothing_is_fetched(how, listener, tmp_path):
    address = f"http://127.0.0.1:{listener.getsockname()[1]}/evil"
    entity = slide_with_document_type(f'<!ENTITY a SYSTEM "{address}">', text="&a;")
    path = tmp_path / "deck.pptx"
    path.write_bytes(
        {
            "pictures": lambda: hostile.arrows_from_slide(("rId1", "image", address), external=True),
            "XInclude": lambda: hostile.xincluding(address),
            "entity": lambda: hostile.deck_showing(entity),
        }[how]()
    )

    read_apart(path)

    with pytest.raises(TimeoutError):
        listener.accept()


@pytest.mark.parametrize("how", ["pictures", "XInclude", "entity", "slide"])
def test_nothing_is_read_from_the_disk(how, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("open sesame")
    entity = slide_with_document_type(f'<!ENTITY a SYSTEM "{secret.as_uri()}">', text="&a;")
    path = tmp_path / "deck.pptx"
    path.write_bytes(
        {
            "pictures": lambda: hostile.arrows_from_slide(("rId1", "image", secret.as_uri()), external=True),
            "XInclude": lambda: hostile.xincluding(secret.as_uri()),
            "entity": lambda: hostile.deck_showing(entity),
            "slide": lambda: hostile.presentation_arrow(f"../../../../../../../../../..{secret}"),
        }[how]()
    )

    _, words, _ = read_apart(path)

    assert "sesame" not in words

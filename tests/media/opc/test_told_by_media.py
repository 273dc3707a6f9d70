"""What a picture says beside what is seen of it."""

import io

from PIL import Image

from media.opc.told_by_media import told_by_media


def jpeg(**options: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 64), 90).save(out, "JPEG", **options)
    return out.getvalue()


def with_thumbnail(thumbnail: bytes) -> bytes:
    """A photograph with a smaller one in its metadata, as Photoshop and cameras write them."""
    told = b"Photoshop 3.0\0" + b"8BIM\x04\x0c" + thumbnail + b"Jane Numbat"
    return b"\xff\xd8\xff\xed" + (len(told) + 2).to_bytes(2, "big") + told + jpeg()[2:]


def test_the_tables_of_a_thumbnail_are_no_words():
    assert b"456789:CDEFGHIJ" in jpeg()
    assert told_by_media(with_thumbnail(jpeg())) == {"Photoshop 3.0", "Jane Numbat"}


def test_what_a_thumbnail_says_of_itself_is_told():
    assert "seen by Joe Quokka" in told_by_media(with_thumbnail(jpeg(comment=b"seen by Joe Quokka")))


def test_a_thumbnail_that_is_cut_off_hides_nothing_before_it():
    told = told_by_media(with_thumbnail(jpeg())[:60])

    assert told == {"Photoshop 3.0"}

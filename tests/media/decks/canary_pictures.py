"""Pictures and recordings that say more than they show, and the words planted in them."""

import io
import struct
import zlib

from PIL import Image, PngImagePlugin


class Secrets:
    """Hands out a word for each place, found nowhere else, and remembers it."""

    def __init__(self) -> None:
        self.words: dict[str, str] = {}

    def __call__(self, place: str) -> str:
        """The secret of a place."""
        word = f"Quagga{len(self.words):03d}{place.title().replace('_', '')}"
        self.words[place] = word
        return word


def half_and_half() -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    picture = Image.new("RGB", (40, 20), (0, 0, 255))
    picture.paste((255, 0, 0), (0, 0, 20, 20))
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def jpeg_with_secrets(secret: Secrets) -> bytes:
    picture = Image.effect_noise((48, 32), 60).convert("RGB")
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x8298] = secret("exif_words"), secret("exif_artist"), secret("exif_rights")
    exif.get_ifd(0x8825)[29] = secret("exif_place")
    out = io.BytesIO()
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a by="{secret("xmp")}"/></x:xmpmeta>'.encode()
    picture.save(out, "JPEG", exif=exif, comment=secret("jpeg_comment").encode(), xmp=xmp)
    iptc = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0\0\0\0\x20" + secret("iptc").encode().ljust(32, b" ")
    data = out.getvalue()
    segment = struct.pack(">2BH", 0xFF, 0xED, len(iptc) + 2) + iptc
    return data[:2] + segment + data[2:] + secret("after_jpeg").encode()


def png_with_secrets(secret: Secrets) -> bytes:
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", secret("png_text"))
    words.add_text("Software", secret("png_packed_text"), zip=True)
    words.add_itxt("Title", secret("png_wide_text"))
    exif = Image.Exif()
    exif[0x013B] = secret("png_exif")
    out = io.BytesIO()
    Image.effect_noise((24, 16), 50).save(out, "PNG", pnginfo=words, exif=exif)
    return out.getvalue() + secret("after_png").encode()


def gif_with_secrets(secret: Secrets) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((24, 16), 50).save(out, "GIF", comment=secret("gif_comment").encode())
    return out.getvalue() + secret("after_gif").encode()


def mp4_with_secrets(secret: Secrets) -> bytes:
    def box(kind: bytes, *inside: bytes) -> bytes:
        body = b"".join(inside)
        return struct.pack(">L4s", len(body) + 8, kind) + body

    handler = bytes(8) + b"vide" + bytes(12) + secret("video_handler").encode() + b"\0"
    track = box(b"trak", box(b"tkhd", bytes(84)), box(b"mdia", box(b"mdhd", bytes(24)), box(b"hdlr", handler)))
    place = box(b"udta", box(b"\xa9xyz", secret("video_place").encode()))
    words = box(b"meta", bytes(4), secret("video_words").encode())
    moov = box(b"moov", box(b"mvhd", bytes(100)), track, place, words)
    return (
        box(b"ftyp", b"isom\0\0\2\0") + moov + box(b"mdat", b"\x11" * 64) + box(b"uuid", secret("video_box").encode())
    )


def crc_chunk(kind: bytes, body: bytes) -> bytes:
    """A PNG chunk."""
    return struct.pack(">L", len(body)) + kind + body + struct.pack(">L", zlib.crc32(kind + body))

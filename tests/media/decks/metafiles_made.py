"""Windows metafiles made record by record, as [MS-WMF] and [MS-EMF] lay them down."""

import struct

RED, BLUE = 0x0000FF, 0xFF0000
PLACEABLE = 0x9AC6CDD7


def wmf_record(function: int, *words: int, rest: bytes = b"") -> bytes:
    """One record of a WMF: its parameters as 16-bit words, then anything."""
    parameters = b"".join(struct.pack("<H", word & 0xFFFF) for word in words) + rest
    return struct.pack("<LH", 3 + len(parameters) // 2, function) + parameters


def wmf_brush(colour: int) -> bytes:
    """A brush of this colour (0xBBGGRR), made and chosen as the first object; the empty pen as the second."""
    brush = wmf_record(0x02FC, 0, rest=struct.pack("<LH", colour, 0)) + wmf_record(0x012D, 0)
    return brush + wmf_record(0x02FA, 5, 0, 0, rest=struct.pack("<L", 0)) + wmf_record(0x012D, 1)


def wmf(
    *records: bytes, window: tuple[int, int, int, int] | None = (0, 0, 100, 50), placed: bool = False, objects: int = 8
) -> bytes:
    """A WMF that shows this window (left, top, width, height), which its placeable header names too if it has one."""
    body = b""
    if window is not None:
        left, top, width, height = window
        body += wmf_record(0x020B, top, left) + wmf_record(0x020C, height, width)
    body += b"".join(records) + wmf_record(0)
    header = struct.pack("<HHHLHLH", 1, 9, 0x300, 9 + len(body) // 2, objects, 50, 0)
    if not placed:
        return header + body
    left, top, width, height = window or (0, 0, 100, 50)
    head = struct.pack("<LHhhhhHL", PLACEABLE, 0, left, top, left + width, top + height, 96, 0)
    checksum = 0
    for (word,) in struct.iter_unpack("<H", head):
        checksum ^= word
    return head + struct.pack("<H", checksum) + header + body


def dib(colour: int, *, width: int = 2, height: int = 2) -> bytes:
    """A bitmap of 24 bits a pixel, all of one colour (0xBBGGRR)."""
    pixel = bytes((colour >> 16 & 255, colour >> 8 & 255, colour & 255))
    row = (pixel * width).ljust((3 * width + 3) // 4 * 4, b"\0")
    return struct.pack("<LllHHLLllLL", 40, width, height, 1, 24, 0, len(row) * height, 0, 0, 0, 0) + row * height


def emf_record(kind: int, *numbers: int, rest: bytes = b"") -> bytes:
    """One record of an EMF: its fields as 32-bit numbers, then anything."""
    fields = b"".join(struct.pack("<L", number & 0xFFFFFFFF) for number in numbers) + rest
    fields += b"\0" * (-len(fields) % 4)
    return struct.pack("<2L", kind, 8 + len(fields)) + fields


def emf_brush(colour: int) -> bytes:
    """A brush of this colour, made and chosen as object 1; the empty pen that always is."""
    return emf_record(39, 1, 0, colour, 0) + emf_record(37, 1) + emf_record(37, 0x80000008)


def emf(
    *records: bytes, frame: tuple[int, int] = (100, 50), bounds: tuple[int, int, int, int] = (0, 0, 99, 49)
) -> bytes:
    """An EMF whose frame is so many pixels of its device wide and high, which has one to a hundredth of a millimetre."""
    body = b"".join(records) + emf_record(14, 0, 16, 20)
    count = len(records) + 2
    return (
        struct.pack("<2L4l4l", 1, 88, *bounds, 0, 0, frame[0], frame[1])
        + struct.pack("<4s3L2H3L2l2l", b" EMF", 0x10000, 88 + len(body), count, 8, 0, 0, 0, 0, 10_000, 10_000, 100, 100)
        + body
    )

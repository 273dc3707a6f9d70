"""A metafile as a PNG, by metafile-render; or that it cannot be drawn. For a child process: it sets limits for it all.

The library's own limits are those of a program that draws one picture for a person who waits. These are for a slide
that may hold a hundred.
"""

import signal
import struct
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from types import FrameType, ModuleType
from typing import Any, Final

from media.decks.pictures.fonts import packaged_fonts
from media.decks.pictures.metafiles.emf import is_emf, mended_emf
from media.decks.pictures.metafiles.wmf import mended_wmf

LONGEST: Final = 1280
"""Pixels of the longer side of the largest picture made."""
_MOST_BYTES: Final = 32 * 1024 * 1024
"""Of one metafile, unpacked."""
_MOST_PIXELS: Final = 5_000_000
"""Of what is drawn before it is made smaller, which is what smooths its edges: 20 MB a layer."""
_MOST_WORK: Final = 200_000_000
"""Pixels times drawing steps, about: a second's work."""
_FIRST_BYTES: Final = (b"\x1f\x8b", b"\xd7\xcd\xc6\x9a", b"\x01\0\x09\0", b"\x02\0\x09\0", b"\x01\0\0\0")
_STYLES: Final = {(False, False): "", (True, False): "bold", (False, True): "italic", (True, True): "bolditalic"}
_FIRST: Final = "packaged:"
"""What packaged fonts are told by, lest one of the system's be taken that has the same name."""


class NotDrawn(Exception):
    """This metafile cannot be drawn here."""


class _OutOfTime(BaseException):
    """No Exception: the library must not take it for a fault of its own."""


def is_metafile(data: bytes) -> bool:
    """Whether the bytes begin as a WMF, an EMF, or anything that gzip has packed, does."""
    return data.startswith(_FIRST_BYTES[:4]) or is_emf(data)


def draw_metafile(data: bytes, longest: int, *, seconds: float = 2) -> bytes:
    """A PNG of a WMF or EMF, which gzip may have packed, its longer side `longest` pixels, in its own proportions.

    `seconds` of processor time are taken at most where this runs in a process's first thread. Raises NotDrawn.
    """
    if find_spec("metafile_render") is None:
        raise NotDrawn
    try:
        with _no_longer_than(seconds):
            return _drawn(_unpacked(data), max(1, min(longest, LONGEST)))
    except NotDrawn:
        raise
    except (_OutOfTime, Exception) as error:  # whatever a stranger's drawing did to the library
        raise NotDrawn from error


def _drawn(data: bytes, longest: int) -> bytes:
    from metafile_render import MetafileUnsupportedError, limits, render_metafile
    from metafile_render.fonts import resolve

    try:
        mended, size = mended_emf(data, longest) if is_emf(data) else mended_wmf(data, longest)
    except (ValueError, struct.error) as error:
        raise NotDrawn from error
    with (
        _with(limits, MAX_CANVAS_PIXELS=_MOST_PIXELS, MAX_RENDER_WORK_PIXELS=_MOST_WORK),
        _with(resolve, _font_file_index=_font_files, _font_aliases=_stand_ins),
    ):
        try:
            return bytes(render_metafile(mended, output_format="png", size_hint=size, backend="replay").data)
        except MetafileUnsupportedError as error:
            raise NotDrawn from error


@contextmanager
def _with(module: ModuleType, **values: Any) -> Iterator[None]:
    """The library with other limits and fonts than it can be told of, until this is over."""
    before = {name: getattr(module, name) for name in values}
    try:
        for name, value in values.items():
            setattr(module, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(module, name, value)


def _unpacked(data: bytes) -> bytes:
    if data[:2] == b"\x1f\x8b":
        data = zlib.decompressobj(31).decompress(data, _MOST_BYTES + 1)
    if len(data) > _MOST_BYTES or not (data.startswith(_FIRST_BYTES[1:4]) or is_emf(data)):
        raise NotDrawn
    return data


@contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    """End what is done here after so much processor time; in another thread than the first, which gets no signals, not."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(signum: int, frame: FrameType | None) -> None:
        raise _OutOfTime

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


@cache
def _font_files() -> Mapping[str, str]:
    """The packaged fonts' files, by family and style as the library asks for them."""
    return {
        f"{_FIRST}{_folded(font.family)}{_STYLES[font.is_bold, font.is_italic]}": str(font.path)
        for font in packaged_fonts()
    }


def _stand_ins(face_name: str, charset: int) -> tuple[str, ...]:
    """Under which names the library is to look for a font: its own, then that which stands for unknown ones."""
    family = _folded(face_name)
    known = _font_files()
    first = _folded(packaged_fonts()[0].family) if packaged_fonts() else ""
    chosen = family if f"{_FIRST}{family}" in known else _LIKE.get(family, first)
    if charset in _CHARSETS and chosen != first:
        chosen = _CHARSETS[charset]
    return tuple(dict.fromkeys(f"{_FIRST}{name}" for name in (chosen, first)))


_CHARSETS: Final = {161: "arial", 204: "arial", 177: "dejavusans", 178: "dejavusans"}
"""Fonts with the letters of a charset that not all the others have: Greek, Russian, Hebrew, Arabic ([MS-WMF] 2.1.1.5)."""
_LIKE: Final = {"mssansserif": "arial", "microsoftsansserif": "arial", "msshelldlg": "arial", "symbol": "dejavusans"}
"""Fonts that metafiles name and slides do not."""


def _folded(name: str) -> str:
    return name.casefold().replace(" ", "")

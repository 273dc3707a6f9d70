"""QR codes of our own addresses, for sheets that are printed. https://www.iso.org/standard/83389.html"""

from __future__ import annotations

import functools
import io
import itertools

import qrcode
from PIL import Image

QUIET_MODULES = 4  # of white around the code, as the standard asks


def qr_modules(address: str) -> list[list[bool]]:
    """The code's modules, row by row, True for dark, without the quiet zone."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=0)
    code.add_data(address)
    code.make(fit=True)
    return [[bool(module) for module in row] for row in code.get_matrix()]


@functools.lru_cache(maxsize=64)  # every format of a briefing has the same, and it takes longer than the rest of some
def qr_png(address: str, *, module_pixels: int = 10) -> bytes:
    """The code as a black and white PNG with its quiet zone. The same address gives the same bytes."""
    modules = qr_modules(address)
    side = len(modules) + 2 * QUIET_MODULES
    picture = Image.new("1", (side, side), 1)
    for row, line in enumerate(modules, start=QUIET_MODULES):
        for column, dark in enumerate(line, start=QUIET_MODULES):
            if dark:
                picture.putpixel((column, row), 0)
    out = io.BytesIO()
    picture.resize((side * module_pixels, side * module_pixels), Image.Resampling.NEAREST).save(
        out, "PNG", optimize=True
    )
    return out.getvalue()


@functools.lru_cache(maxsize=64)  # a code takes some 10 ms, and every format of a briefing shows the same one
def qr_svg(address: str) -> str:
    """The code as a square SVG picture with its quiet zone: one path, sharp at any size. The same address, the same text."""
    modules = qr_modules(address)
    side = len(modules) + 2 * QUIET_MODULES
    stretches: list[str] = []
    for row, line in enumerate(modules, start=QUIET_MODULES):
        column = QUIET_MODULES
        for dark, same in itertools.groupby(line):
            length = len(list(same))
            if dark:
                stretches.append(f"M{column} {row}h{length}v1h-{length}z")
            column += length
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" shape-rendering="crispEdges">'
        f'<path fill="#fff" d="M0 0h{side}v{side}h-{side}z"/><path d="{"".join(stretches)}"/></svg>'
    )

"""QR codes of our addresses."""

import io
import re

from PIL import Image

from media.sheets.qr import QUIET_MODULES, qr_modules, qr_png, qr_svg

ADDRESS = "https://exampleshire.example/briefings/maya/used/"


def test_the_code_is_a_square_with_its_three_corner_marks():
    modules = qr_modules(ADDRESS)

    corners = [modules[0][:7], modules[0][-7:], modules[-1][:7]]
    assert {len(row) for row in modules} == {len(modules)}
    assert corners == [[True] * 7] * 3


def test_the_picture_shows_the_modules_within_a_quiet_zone():
    modules = qr_modules(ADDRESS)

    with Image.open(io.BytesIO(qr_png(ADDRESS, module_pixels=1))) as picture:
        side = len(modules) + 2 * QUIET_MODULES
        shown = [[picture.getpixel((column, row)) == 0 for column in range(side)] for row in range(side)]

    inner = [row[QUIET_MODULES:-QUIET_MODULES] for row in shown[QUIET_MODULES:-QUIET_MODULES]]
    assert inner == modules
    assert not any(any(row) for row in shown[:QUIET_MODULES])


def test_the_same_address_gives_the_same_bytes_and_another_gives_others():
    assert qr_png(ADDRESS) == qr_png(ADDRESS)
    assert qr_png(ADDRESS) != qr_png(f"{ADDRESS}?")


def test_the_vector_form_shows_the_same_modules_within_a_quiet_zone():
    modules = qr_modules(ADDRESS)

    dark = set()
    for column, row, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", qr_svg(ADDRESS)):
        dark |= {(int(row), int(column) + step) for step in range(int(length))}

    assert dark == {
        (row + QUIET_MODULES, column + QUIET_MODULES)
        for row, line in enumerate(modules)
        for column, is_dark in enumerate(line)
        if is_dark
    }
    assert f'viewBox="0 0 {len(modules) + 8} {len(modules) + 8}"' in qr_svg(ADDRESS)

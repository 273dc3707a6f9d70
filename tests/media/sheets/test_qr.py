"""QR codes of our addresses."""

import io

from PIL import Image

from media.sheets.qr import QUIET_MODULES, qr_modules, qr_png

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

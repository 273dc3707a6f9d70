"""The wrapper around Typst."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from media.pdf.about_review import AboutReviewSheet, typeset_about_review
from media.pdf.errors import TypesettingError
from media.pdf.fonts import font_chain, packaged_fonts
from media.pdf.typeset import typeset


def test_threads_do_not_mix_their_documents_up():
    expected = {name: typeset_about_review(AboutReviewSheet(title=name)) for name in "abcdefgh"}
    barrier = threading.Barrier(8)

    def make(name: str) -> bytes:
        barrier.wait()
        return typeset_about_review(AboutReviewSheet(title=name))

    with ThreadPoolExecutor(8) as pool:
        assert dict(zip(expected, pool.map(make, expected), strict=True)) == expected


def test_every_font_comes_from_an_installed_package():
    machine = [font for font in packaged_fonts().fonts() if "site-packages" not in (font.path or "")]

    assert machine == []
    assert [face["name"] for face in font_chain()][:2] == ["Atkinson Hyperlegible", "Noto Sans"]


def test_content_a_template_does_not_understand_is_an_error_of_ours():
    with pytest.raises(TypesettingError, match="The PDF could not be made"):
        typeset("about_review.typ", {})

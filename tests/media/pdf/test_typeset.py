"""The wrapper around Typst."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from media.pdf.about_review import AboutReviewSheet, typeset_about_review
from media.pdf.errors import TypesettingError
from media.pdf.typeset import _fonts, typeset


def test_threads_do_not_mix_their_documents_up():
    expected = {name: typeset_about_review(AboutReviewSheet(title=name)) for name in "abcdefgh"}
    barrier = threading.Barrier(8)

    def make(name: str) -> bytes:
        barrier.wait()
        return typeset_about_review(AboutReviewSheet(title=name))

    with ThreadPoolExecutor(8) as pool:
        assert dict(zip(expected, pool.map(make, expected), strict=True)) == expected


def test_no_font_of_the_machine_is_used():
    assert _fonts().families() == [
        "Atkinson Hyperlegible",
        "DejaVu Sans Mono",
        "Libertinus Serif",
        "New Computer Modern",
        "New Computer Modern Math",
    ]


def test_content_a_template_does_not_understand_is_an_error_of_ours():
    with pytest.raises(TypesettingError, match="The PDF could not be made"):
        typeset("about_review.typ", {})

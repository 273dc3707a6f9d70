"""Rich text as blocks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.sheets.richtext import blocks_from_html, blocks_from_text, count_words, plain_text


def paragraph(*runs: dict[str, object]) -> dict[str, object]:
    return {"kind": "p", "runs": list(runs)}


def test_paragraphs_bold_italic_and_links_come_through():
    html = '<p>A <b>bold</b> and <em>slanted</em> <a href="https://example.org/a">link</a>.</p>'

    assert blocks_from_html(html) == [
        paragraph(
            {"text": "A "},
            {"text": "bold", "bold": True},
            {"text": " and "},
            {"text": "slanted", "italic": True},
            {"text": " "},
            {"text": "link", "url": "https://example.org/a"},
            {"text": "."},
        )
    ]


def test_lists_keep_their_kind_and_items():
    assert blocks_from_html("<ul><li>One</li><li>Two</li></ul><ol><li>First</li></ol>") == [
        {"kind": "ul", "items": [[{"text": "One"}], [{"text": "Two"}]]},
        {"kind": "ol", "items": [[{"text": "First"}]]},
    ]


def test_a_nested_list_is_laid_flat_in_order():
    html = "<ul><li>One<ul><li>Inner</li></ul></li><li>Two</li></ul><p>After</p>"

    assert blocks_from_html(html) == [
        {"kind": "ul", "items": [[{"text": "One"}], [{"text": "Inner"}], [{"text": "Two"}]]},
        paragraph({"text": "After"}),
    ]


def test_a_heading_is_a_heading_of_any_level():
    assert blocks_from_html("<h3>Signs</h3><p>Look.</p>") == [
        {"kind": "h", "runs": [{"text": "Signs"}]},
        paragraph({"text": "Look."}),
    ]


def test_a_line_break_is_kept_and_other_white_space_is_not():
    assert plain_text(blocks_from_html("<p>One  \n two<br/> three</p>")) == "One two\nthree"


@pytest.mark.parametrize("html", [None, "", "<p></p>", "<p> <br> </p>", "<ul><li></li></ul>"])
def test_nothing_to_read_is_no_block(html):
    assert blocks_from_html(html) == []


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "/reviews/maya/", "https://e.org/ x<y", "JAVASCRIPT:x", ""]
)
def test_only_web_mail_and_telephone_links_are_kept(href):
    (block,) = blocks_from_html(f'<p><a href="{href}">words</a></p>')
    kept = [run.get("url", "") for run in block["runs"]]

    assert [url for url in kept if url and not url.startswith("https://e.org/")] == []


def test_an_address_in_other_letters_is_written_in_plain_ones():
    (block,) = blocks_from_html('<p><a href="https://example.org/Zażółć">words</a></p>')

    assert block["runs"][0]["url"] == "https://example.org/Za%C5%BC%C3%B3%C5%82%C4%87"


def test_scripts_and_styles_go_and_unknown_elements_keep_their_words():
    html = "<script>alert(1)</script><style>p {}</style><div>Said <mark>here</mark></div>&lt;b&gt;"

    assert plain_text(blocks_from_html(html)) == "Said here\n<b>"


def test_markup_that_is_never_closed_still_reads():
    assert plain_text(blocks_from_html("<p>One <b>two<ul><li>three<li>four")) == "One two\nthree\nfour"


def test_plain_text_becomes_paragraphs_at_blank_lines():
    assert blocks_from_text("One\ntwo\r\n\r\n\nThree") == [
        paragraph({"text": "One\ntwo"}),
        paragraph({"text": "Three"}),
    ]


def test_words_are_counted_across_blocks():
    assert count_words(blocks_from_html("<p>One two</p><ul><li>three</li></ul>")) == 3


@given(st.text())
def test_any_text_at_all_is_read_without_an_error(text):
    assert isinstance(blocks_from_html(text), list)

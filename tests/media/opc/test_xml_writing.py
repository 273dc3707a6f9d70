"""Attributes are written as the standard library writes them."""

from xml.sax.saxutils import quoteattr

from hypothesis import given
from hypothesis import strategies as st

from media.opc.xml_writing import quoted


@given(st.text(st.sampled_from("ab&<>\"'\n\r\té;"), max_size=8))
def test_a_value_is_quoted_as_the_standard_library_quotes_it(value: str):
    entities = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}

    assert quoted(value) == quoteattr(value, entities)
    assert quoted(value) == quoteattr(value)

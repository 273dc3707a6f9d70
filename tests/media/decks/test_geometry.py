"""Shapes beside a slide: the quick look never says of one beside it that it is on it."""

from unittest import mock

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from media.decks.cleaning import geometry
from media.decks.cleaning.allowed import PREFIXES
from media.decks.cleaning.geometry import shapes_beside

WIDE, HIGH = 1_000, 600
START = f'<p:sld xmlns:p="{PREFIXES["p"]}" xmlns:a="{PREFIXES["a"]}"><p:cSld><p:spTree>'
length = st.integers(-1_500, 1_500)
place = st.tuples(length, length, length, length, st.sampled_from(["", ' rot="2700000"']))


def slide(*places: tuple[int, int, int, int, str], inside: str = "") -> etree._Element:
    shapes = "".join(
        f'<p:sp><p:spPr><a:xfrm{turned}><a:off x="{x}" y="{y}"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm></p:spPr></p:sp>'
        for x, y, cx, cy, turned in places
    )
    return etree.fromstring(f"{START}{shapes}{inside}</p:spTree></p:cSld></p:sld>")


def beside_by_each_shape(root: etree._Element) -> list[etree._Element]:
    with mock.patch.object(geometry, "_all_begin_on_the_slide", return_value=False):
        return shapes_beside(root, WIDE, HIGH)


@given(st.lists(place, max_size=4))
def test_the_quick_look_says_what_a_look_at_each_says(places):
    root = slide(*places)

    assert shapes_beside(root, WIDE, HIGH) == beside_by_each_shape(root)


def test_a_shape_in_a_group_that_lies_beside_the_slide_is_found():
    group = (
        '<p:grpSp><p:grpSpPr><a:xfrm><a:off x="2000" y="0"/><a:ext cx="10" cy="10"/><a:chOff x="0" y="0"/>'
        '<a:chExt cx="10" cy="10"/></a:xfrm></p:grpSpPr><p:sp><p:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="10" cy="10"/></a:xfrm></p:spPr></p:sp></p:grpSp>'
    )

    assert [one.tag for one in shapes_beside(slide(inside=group), WIDE, HIGH)] == [f"{{{PREFIXES['p']}}}grpSp"]


def test_a_slide_whose_shapes_all_begin_on_it_is_not_looked_through():
    with mock.patch.object(geometry, "_beside", side_effect=AssertionError):
        assert shapes_beside(slide((0, 0, 5_000, 5_000, ""), (1_000, 600, 1, 1, "")), WIDE, HIGH) == []

"""Links in a combined deck: to slides that came along they lead there, of the others only the words are left."""

import io

import pytest
from pptx.oxml import parse_xml

from media.decks.combine import ChosenSlides, combine
from media.decks.links import SlideLink
from media.decks.outline import SlideOutline, read_outline
from tests.media import sample_files as samples
from tests.media.decks import decks_to_combine as decks
from tests.media.package_validator import problems_of


def combined_slides(*parts: ChosenSlides) -> tuple[SlideOutline, ...]:
    out = io.BytesIO()
    combine(parts, out, title="Ours", house=False)
    assert problems_of(out.getvalue()) == []
    return read_outline(out).slides


@pytest.fixture
def linked(tmp_path):
    """Three slides: the second leads to the third, twice, and the third to the first."""
    deck = decks.empty_deck()
    one, two, three = (decks.add_slide(deck, name) for name in ("One", "Two", "Three"))
    decks.with_link_to(two, three, "On to three")
    decks.with_link_to(three, one, "Back to one")
    return decks.kept(tmp_path, "linked.pptx", deck)


def test_a_link_to_a_slide_that_came_along_leads_to_it(linked):
    slides = combined_slides(ChosenSlides(linked, (3, 2)))

    assert slides[1].links == (SlideLink("On to three", slide=1), SlideLink("On to three", slide=1))


def test_of_a_link_to_a_slide_left_behind_the_words_stay(linked):
    (slide,) = combined_slides(ChosenSlides(linked, (2,)))

    assert (slide.links, slide.paragraphs) == ((), ("On to three",))


def test_a_link_goes_on_working_when_its_slides_were_chosen_apart(linked, tmp_path):
    other = decks.kept(tmp_path, "other.pptx", decks.simple_deck("Other", slides=1))

    slides = combined_slides(ChosenSlides(linked, (2,)), ChosenSlides(other), ChosenSlides(linked, (3,)))

    assert [link.slide for link in slides[0].links] == [3, 3]
    assert slides[2].links == ()


def test_a_link_stays_within_its_own_choice_when_the_deck_was_chosen_twice(linked):
    slides = combined_slides(ChosenSlides(linked, (3, 2)), ChosenSlides(linked, (2, 3)))

    assert [[link.slide for link in slide.links] for slide in slides] == [[], [1, 1], [4, 4], []]


def test_slides_of_two_decks_with_the_same_names_are_not_taken_for_each_other(linked, tmp_path):
    twin = decks.kept(tmp_path, "twin.pptx", linked.read_bytes())

    slides = combined_slides(ChosenSlides(linked, (2,)), ChosenSlides(twin, (3, 1)))

    assert [[link.slide for link in slide.links] for slide in slides] == [[], [3, 3], []]


def test_links_to_the_web_and_to_mailboxes_are_kept(tmp_path):
    deck = decks.empty_deck()
    slide = decks.with_text(decks.add_slide(deck, "Links"), "Guidance", link="https://example.org/a?b=1&c=2")
    decks.with_text(slide, "Write", link="mailto:team@example.org")

    (read,) = combined_slides(ChosenSlides(decks.kept(tmp_path, "links.pptx", deck)))

    assert read.links == (
        SlideLink("Guidance", "https://example.org/a?b=1&c=2"),
        SlideLink("Write", "mailto:team@example.org"),
    )


def test_a_button_to_the_next_slide_is_kept(tmp_path):
    data = decks.saved(decks.simple_deck("Deck", slides=2))
    deck = with_action(data, 'r:id="" action="ppaction://hlinkshowjump?jump=nextslide"')

    slides = combined_slides(ChosenSlides(decks.kept(tmp_path, "buttons.pptx", deck)))

    assert slides[0].links == (SlideLink("Text of Deck 1", slide=2),)


@pytest.mark.parametrize("what", ["macro?name=Steal", "program", "customshow?id=0"])
def test_a_button_that_starts_something_is_only_its_words(tmp_path, what):
    deck = with_action(decks.saved(decks.simple_deck("Deck", slides=1)), f'r:id="" action="ppaction://{what}"')
    out = io.BytesIO()

    combine([ChosenSlides(decks.kept(tmp_path, "b.pptx", deck))], out, title="Ours", house=False)

    assert read_outline(out).slides[0].paragraphs == ("Text of Deck 1",)
    assert b"hlinkClick" not in decks.part_of(out.getvalue(), samples.SLIDE)


def with_action(data: bytes, attributes: str) -> bytes:
    """The deck with this link on the text of its first slide."""
    namespaces = f'xmlns:a="{samples.DRAWING}" xmlns:r="{samples.RELATIONSHIPS}"'

    def add(root):
        properties = root.findall(".//{*}r")[-1].get_or_add_rPr()
        properties.append(parse_xml(f"<a:hlinkClick {namespaces} {attributes}/>"))

    return decks.changed(data, samples.SLIDE, add)


def test_a_relationship_that_was_broken_already_takes_only_what_needs_it(tmp_path):
    deck = decks.empty_deck()
    decks.with_chart(decks.with_picture(decks.add_slide(deck, "Broken", "Words")))

    def cut(root):
        for mark in root.iter("{*}chart", "{*}blip"):
            for name in mark.attrib:
                mark.set(name, "rId99")

    path = decks.kept(tmp_path, "broken.pptx", decks.changed(decks.saved(deck), samples.SLIDE, cut))

    (slide,) = combined_slides(ChosenSlides(path))

    assert (slide.title, slide.paragraphs, slide.alt_texts) == ("Broken", ("Words",), ("A door",))


def test_a_linked_picture_and_workbook_on_somebodys_computer_are_not_looked_for(tmp_path):
    deck = decks.empty_deck()
    decks.with_picture(decks.add_slide(deck, "Linked"))
    outside = f'Type="{samples.RELATIONSHIPS}/image" Target="file:///C:/Users/jane/door.png" TargetMode="External"'

    def link(root):
        next(root.iter("{*}blip")).set(f"{{{samples.RELATIONSHIPS}}}link", "rId77")

    data = decks.changed(decks.saved(deck), samples.SLIDE, link)
    data = decks.with_relationship(data, samples.SLIDE, f'<Relationship Id="rId77" {outside}/>')
    out = io.BytesIO()

    combine([ChosenSlides(decks.kept(tmp_path, "linked.pptx", data))], out, title="Ours", house=False)

    assert problems_of(out.getvalue()) == []
    assert b"jane" not in b"".join(decks.members(out.getvalue()).values())
    assert read_outline(out).slides[0].alt_texts == ("A door",)

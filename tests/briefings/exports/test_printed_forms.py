"""A briefing's page as a poster and in large print."""

import pytest
from wagtail.rich_text import RichText

from briefings.exports import briefing_large_print, briefing_pdf, briefing_poster
from briefings.presets import HEADINGS
from media.pdf.errors import TooLong
from tests.factories.briefings import BriefingIndexPageFactory, BriefingPageFactory
from tests.media.pdf.read_aloud import read_aloud
from tests.media.pdf.reading import ua_findings

pytestmark = pytest.mark.django_db

FORMS = [briefing_pdf, briefing_poster, briefing_large_print]
NAMES = ["two pages", "poster", "large print"]


@pytest.fixture
def briefing(home):
    return BriefingPageFactory(
        parent=BriefingIndexPageFactory(parent=home), slug="b", title="Maya", sections=sections("She was seen. ")
    )


def sections(body):
    return [
        (
            "section",
            {"heading": heading, "body": RichText(f"<p>{body}{heading}</p>"), "facilitator_note": "Ask who was there"},
        )
        for heading in HEADINGS["case"]
    ]


@pytest.mark.parametrize("form", FORMS, ids=NAMES)
def test_it_holds_the_seven_sections_in_order_and_no_notes(form, briefing, tmp_path):
    data = form.file(briefing)
    said = read_aloud(data)

    assert [line for line in said if line.startswith("She was seen.")] == [
        f"She was seen. {heading}" for heading in HEADINGS["case"]
    ]
    assert "Ask who was there" not in " ".join(said)
    assert ua_findings(data, tmp_path) == []


@pytest.mark.parametrize("form", FORMS, ids=NAMES)
def test_it_says_where_to_tell_us_that_it_was_used(form, briefing):
    address = f"{briefing.full_url}used/"

    assert f"Used it with a team? Tell us: {address}" in read_aloud(form.file(briefing))


@pytest.mark.parametrize("form", FORMS, ids=NAMES)
def test_it_is_made_once_and_again_when_the_briefing_changes(form, briefing, monkeypatch):
    first = form.file(briefing)
    monkeypatch.setattr("media.pdf.typeset._compiled", refuse)
    assert form.file(briefing) == first

    briefing.title = "Leo"
    with pytest.raises(AssertionError, match="made again"):
        form.file(briefing)


def refuse(*_):
    raise AssertionError("made again")


def test_a_poster_too_long_for_its_paper_says_what_to_cut(briefing):
    briefing.sections = sections("word " * 400)

    with pytest.raises(TooLong, match=r"longer than a poster\. Cut about \d+ words"):
        briefing_poster.file(briefing)

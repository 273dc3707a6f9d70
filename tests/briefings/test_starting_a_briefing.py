"""What a new briefing starts with: from a review, a national summary, an audit, or nothing."""

import pytest
from wagtail.models import PageLogEntry

from briefings.domain import starting
from briefings.enums import Preset, SourceKind
from briefings.exports import briefing_pdf
from briefings.models import BriefingPage
from briefings.presets import HEADINGS, SECTION_COUNT
from learning.enums import ReviewKind
from tests.factories.accounts import UserFactory
from tests.factories.briefings import (
    BriefingIndexPageFactory,
    NationalIndexPageFactory,
    NationalSummaryPageFactory,
)
from tests.factories.learning import (
    FindingFactory,
    LearningPointFactory,
    ReviewIndexPageFactory,
    ReviewPageFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def index(home):
    return BriefingIndexPageFactory(parent=home)


@pytest.fixture
def editor():
    return UserFactory()


@pytest.fixture
def review(home, partnership):
    """With a summary, two points to learn, one of good practice, one that is retired, and a theme."""
    review = ReviewPageFactory(
        parent=ReviewIndexPageFactory(parent=home),
        title="Child A",
        publisher=partnership,
        summary="<p>A baby was <b>bruised</b>.</p>",
        what_next="<p>Read the pathway.</p>",
    )
    told = [
        {"title": "Ask", "found": "Nobody asked <twice>.", "change": "Ask again.", "question": "When do we ask?"},
        {"title": "Write", "found": "Nothing was written.", "change": "Write it down.", "question": ""},
        {"title": "Visit", "found": "Visits were kept up.", "change": "", "question": "", "is_good_practice": True},
        {"title": "Old", "found": "No longer true.", "change": "Nothing.", "retired_on": "2020-01-01"},
    ]
    for number, words in enumerate(told):
        FindingFactory(review=review, point=LearningPointFactory(partnership=partnership, **words), sort_order=number)
    review.themes.add(ThemeFactory(name="Bruising"))
    review.save()
    return type(review).objects.get(pk=review.pk)


def stored(briefing):
    """{heading: body} as another editor would find it."""
    again = BriefingPage.objects.get(pk=briefing.pk)
    return {block.value["heading"]: block.value["body"].source for block in again.sections}


def test_a_case_starts_with_what_the_review_tells_each_part_in_its_section(review, index, editor):
    briefing = starting.start_briefing_from_review(review, index, by=editor)

    assert stored(briefing) == {
        "Background": "<p>A baby was <b>bruised</b>.</p>",
        "What happened": "",
        "What worked well": "<ul><li>Visits were kept up.</li></ul>",
        "What we learned": "<ul><li>Nobody asked &lt;twice&gt;.</li><li>Nothing was written.</li></ul>",
        "What should change": "<ul><li>Ask again.</li><li>Write it down.</li></ul>",
        "What you can do": "<p>Read the pathway.</p>",
        "Questions": "<ul><li>When do we ask?</li></ul>",
    }


def test_it_is_tied_to_the_review_its_points_and_its_themes(review, index, editor):
    briefing = BriefingPage.objects.get(pk=starting.start_briefing_from_review(review, index, by=editor).pk)

    assert list(briefing.reviews.all()) == [review]
    assert [row.point.title for row in briefing.briefing_points.all()] == ["Ask", "Write", "Visit"]
    assert [theme.name for theme in briefing.theme_list] == ["Bruising"]
    assert (briefing.title, briefing.source_kind) == ("Child A", SourceKind.REVIEW)


def test_nobody_but_editors_can_see_it(client, review, index, editor):
    briefing = starting.start_briefing_from_review(review, index, by=editor)

    assert not briefing.live
    assert client.get(f"/briefings/{briefing.slug}/").status_code == 404
    assert briefing.get_latest_revision_as_object().sections[0].value["heading"] == "Background"


def test_who_started_it_is_written_down(review, index, editor):
    briefing = starting.start_briefing_from_review(review, index, by=editor)

    assert set(PageLogEntry.objects.filter(page=briefing.pk).values_list("action", "user")) == {
        ("wagtail.create", editor.pk),
        ("wagtail.edit", editor.pk),
    }
    assert briefing.owner == editor


@pytest.mark.parametrize(
    ("kind", "preset"),
    [
        (ReviewKind.LCSPR, Preset.CASE),
        (ReviewKind.AUDIT, Preset.AUDIT),
        (ReviewKind.NATIONAL, Preset.NATIONAL),
        (ReviewKind.THEMATIC, Preset.TOPIC),
    ],
)
def test_the_kind_of_review_proposes_the_preset(review, index, editor, kind, preset):
    review.kind = kind

    assert starting.start_briefing_from_review(review, index, by=editor).preset == preset


@pytest.mark.parametrize("preset", Preset)
def test_every_preset_starts_with_its_own_seven_headings_and_loses_no_point(review, index, editor, preset):
    briefing = starting.start_briefing_from_review(review, index, by=editor, preset=preset)

    sections = stored(briefing)
    assert tuple(sections) == HEADINGS[preset]
    assert "Nothing was written." in "".join(sections.values())
    assert "Write it down." in "".join(sections.values())


def test_a_review_of_nothing_but_a_title_is_enough(index, home, editor):
    bare = ReviewPageFactory(parent=ReviewIndexPageFactory(parent=home), title="Bare")

    briefing = starting.start_briefing_from_review(bare, index, by=editor)

    assert set(stored(briefing).values()) == {""}
    assert briefing_pdf.file(briefing).startswith(b"%PDF-")


def test_two_briefings_from_one_review_have_an_address_each(review, index, editor):
    first, second = (starting.start_briefing_from_review(review, index, by=editor) for _ in range(2))

    assert first.slug != second.slug


def test_a_national_summary_fills_the_national_preset_field_by_field(index, home, editor):
    summary = NationalSummaryPageFactory(
        parent=NationalIndexPageFactory(parent=home),
        title="Babies",
        source_publisher="The Panel",
        source_name="Out of sight",
        source_year=2021,
        why_here="We <have> babies.",
        background="<p>Long ago.</p>",
        key_findings="<p>Fathers unseen.</p>",
        lessons="<p>See fathers.</p>",
        local_position="<p>Half are seen.</p>",
        local_evidence="Audit, May 2026",
        recommendations=[("recommendation", {"number": "4a", "text": "Look again"})],
        questions=[("question", {"kind": "Midwifery", "question": "Who is he?"})],
        actions=[("action", {"action": "Change the form", "owner": "Head of midwifery", "due": None, "evidence": ""})],
    )

    briefing = starting.start_briefing_from_summary(summary, index, by=editor)

    assert stored(briefing) == {
        "Background": "<p>We &lt;have&gt; babies.</p><p>Long ago.</p>",
        "Key findings": "<p>Fathers unseen.</p>",
        "Recommendations": "<ul><li>4a. Look again</li></ul>",
        "Local position": "<p>Half are seen.</p><p>Audit, May 2026</p>",
        "What we will do": "<ul><li>Change the form, Head of midwifery</li></ul>",
        "What you should do": "<p>See fathers.</p>",
        "Questions": "<ul><li>Midwifery: Who is he?</li></ul>",
    }
    assert (briefing.national_summary, briefing.source_note) == (summary, "The Panel, Out of sight, 2021")


@pytest.mark.parametrize("title", ["إهمال", "漢字", "🧸", "[]"])
def test_a_title_in_another_script_or_of_signs_alone_has_an_address_too(index, editor, title):
    made = [starting.start_briefing(title, Preset.CASE, index, by=editor) for _ in range(3)]

    assert [(one.title, one.slug) for one in made] == [
        (title, "briefing"),
        (title, "briefing-2"),
        (title, "briefing-3"),
    ]


def test_an_audit_and_nothing_start_with_headings_alone(index, editor):
    audit = starting.start_briefing_from_audit("Audit of visits", index, by=editor, source_note="Audit, May 2026")
    topic = starting.start_briefing("Neglect", Preset.TOPIC, index, by=editor)

    assert tuple(stored(audit)) == HEADINGS[Preset.AUDIT]
    assert (audit.source_kind, audit.source_note) == (SourceKind.AUDIT, "Audit, May 2026")
    assert stored(topic) == dict.fromkeys(HEADINGS[Preset.TOPIC], "")


def test_every_preset_has_a_part_for_each_section():
    assert {preset: len(parts) for preset, parts in starting.PARTS.items()} == dict.fromkeys(Preset, SECTION_COUNT)

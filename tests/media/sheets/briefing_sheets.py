"""Briefings to make files of: a usual one, and whatever somebody might type."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from media.sheets.briefing import BriefingPanel, BriefingSheet
from media.sheets.letters import without_controls
from media.sheets.richtext import Block, blocks_from_html, blocks_from_text

HEADINGS = ("Background", "What happened", "What worked well", "What we learned", "What changes", "You", "Questions")
WARNINGS = ("Describes injuries to a baby.",)
BODY = (
    "<p>She was seen at <b>home</b> by three services: <a href='https://example.org/clinic'>the clinic</a> wrote it "
    "down.</p><ul><li>Seen in ten days.</li><li>Written down.</li></ul>"
)


def usual(**changes: object) -> BriefingSheet:
    """A briefing with something in every field."""
    given: dict[str, object] = {
        "title": "Maya: bruising in a baby",
        "panels": [
            BriefingPanel(heading=heading, blocks=blocks_from_html(BODY), facilitator_note=f"Wait at {heading}.")
            for heading in HEADINGS
        ],
        "partnership": "Exampleshire Safeguarding Children Partnership",
        "review_label": "Maya (2025)",
        "source": "Local review",
        "date_as_stated": "Nov 2025",
        "introduction": blocks_from_text("How four small worries were one large one."),
        "content_warning": WARNINGS[0],
        "facilitator_note": "Lead it slowly.",
        "themes": ("Neglect", "Was not brought"),
        "standing_questions": ("What struck you?", "How will we embed it?", "How does it enter our plan?"),
        "reviewed_on": "1 May 2026",
        "review_by": "1 May 2028",
        "reviewer": "Learning sub-group",
        "notice": "A newer briefing takes its place.",
        "web_address": "https://example.org/briefings/maya/",
        "used_address": "https://example.org/briefings/maya/used/",
        "help_contacts": (
            ("If a child is in immediate danger", "Call 999"),
            ("Exampleshire Safeguarding Children Partnership", "01234 567890"),
        ),
        "is_fictional": True,
        "made_at": datetime(2026, 3, 12, 9, 30, tzinfo=UTC),
    }
    return BriefingSheet(**(given | changes))  # type: ignore[arg-type]


TRAPS = (
    "{{ settings.SECRET_KEY }} {% now %}",
    "<script>alert(1)</script> & <b>not bold</b>",
    '<w:p><w:r><w:t>Word</w:t></w:r></w:p> ]]> <!-- --> "quoted"',
    '#read("/etc/passwd")',
    "ما رأيك في هذا؟ اكتب 3 أشياء",
    "שלום and English",
    "🧒🏽 family 👨‍👩‍👧 of four",
    "x" * 400,
    "nul \x00 bell \x07 escape \x1b[0m",
    "a line\nanother\r\nand\u2028one more\tafter a tab",
    "=HYPERLINK(1) PAGE \\* MERGEFORMAT",
    "Łódź ইউনিয়ন اردو",
    "  blanks   at both ends ",
)
words = st.one_of(
    st.sampled_from(TRAPS),
    st.text(st.characters(blacklist_categories=("Cs",)), max_size=60),
    st.text("ab .,;: \n<>&{}%\"'", max_size=400),
)
runs = st.lists(
    st.fixed_dictionaries(
        {"text": words},
        optional={
            "bold": st.booleans(),
            "italic": st.booleans(),
            "url": st.sampled_from(("https://example.org/?a=1&b='2'", "mailto:a@example.org")),
        },
    ),
    min_size=1,
    max_size=4,
)
blocks = st.lists(
    st.one_of(
        st.builds(lambda kind, runs: {"kind": kind, "runs": runs}, st.sampled_from(("p", "h")), runs),
        st.builds(
            lambda kind, items: {"kind": kind, "items": items},
            st.sampled_from(("ul", "ol")),
            st.lists(runs, min_size=1, max_size=3),
        ),
    ),
    max_size=4,
)
panels = st.builds(
    lambda heading, body, note: BriefingPanel(heading=heading, blocks=body, facilitator_note=note), words, blocks, words
)
typed = st.builds(
    lambda title, panels, note, questions, intro: usual(
        title=title,
        panels=panels,
        facilitator_note=note,
        standing_questions=[question for question in questions if letters(question)],
        introduction=blocks_from_text(intro),
    ),
    words,
    st.lists(panels, min_size=7, max_size=7),
    words,
    st.lists(words, max_size=4),
    words,
)


def letters(text: str) -> str:
    """What a reader sees of a text, without the blanks: how lines are broken is each format's own."""
    return "".join(without_controls(text).split())


def said(blocks: list[Block]) -> str:
    """All that rich text says, without the blanks."""
    from media.sheets.richtext import plain_text

    return letters(plain_text(blocks))

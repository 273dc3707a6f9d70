"""The seven headings each preset starts with. Seven is firm; the headings are the editor's to change."""

from briefings.enums import Preset

SECTION_COUNT = 7

HEADINGS: dict[Preset, tuple[str, ...]] = {
    Preset.CASE: (
        "Background",
        "What happened",
        "What worked well",
        "What we learned",
        "What should change",
        "What you can do",
        "Questions",
    ),
    Preset.TOPIC: (
        "What it is",
        "Why it matters",
        "Signs",
        "What to do",
        "Local help",
        "Information",
        "Questions",
    ),
    Preset.AUDIT: (
        "What we looked at",
        "Why",
        "Strengths",
        "Gaps",
        "What the partnership will do",
        "What you should do",
        "Questions",
    ),
    Preset.NATIONAL: (
        "Background",
        "Key findings",
        "Recommendations",
        "Local position",
        "What we will do",
        "What you should do",
        "Questions",
    ),
}

STANDING_QUESTIONS = (
    "What struck you?",
    "How will we embed this, and how will we know that we have?",
    "How does this enter our improvement plan?",
)

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

# What an editor is asked for under each heading; shown beside the length of the sections, never to readers.
PROMPTS: dict[Preset, tuple[str, ...]] = {
    Preset.CASE: (
        "Who the child was, in two or three sentences, with nothing that identifies them.",
        "The few events that matter, in order.",
        "What practitioners did that helped.",
        "The lessons, each in a sentence.",
        "What agencies are to do differently, and by when.",
        "What one person can do tomorrow.",
        "What a team should ask itself.",
    ),
    Preset.TOPIC: (
        "What the words mean, in plain English.",
        "How many children, how badly, and what reviews have found.",
        "What somebody might see, hear or be told.",
        "What to do today, and in what order.",
        "Who to ring here, and when they answer.",
        "Where to read more.",
        "What a team should ask itself.",
    ),
    Preset.AUDIT: (
        "Which cases, how many, of which agencies, from when to when.",
        "What led to it: a review, a return, a worry.",
        "What was done well, and how often.",
        "What was missing, and how often.",
        "What is agreed, who leads it, by when.",
        "What one person can do tomorrow.",
        "What a team should ask itself.",
    ),
    Preset.NATIONAL: (
        "What was looked at nationally, and why.",
        "What was found, in a few sentences.",
        "What the review asks of partnerships.",
        "What our own data, audits and reviews say.",
        "What is agreed here, who leads it, by when.",
        "What one person can do tomorrow.",
        "What a team should ask itself.",
    ),
}

STANDING_QUESTIONS = (
    "What struck you?",
    "How will we embed this, and how will we know that we have?",
    "How does this enter our improvement plan?",
)

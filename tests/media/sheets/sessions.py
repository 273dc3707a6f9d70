"""A session to make files of."""

from typing import Any

from media.sheets.session import (
    LibrarySlide,
    Requirement,
    SessionBriefing,
    SessionPoint,
    SessionSegment,
    SessionSheet,
    SessionSource,
)


def point(title: str = "Ask the child", **words: Any) -> SessionPoint:
    return SessionPoint(title=title, **{"found": "Nobody asked.", "change": "Ask.", "question": "Who asks?", **words})


def segment(kind: str, title: str = "A part", **fields: Any) -> SessionSegment:
    label = kind.replace("_", " ").capitalize()
    return SessionSegment(
        **{"key": title, "kind": kind, "kind_label": label, "title": title, "starts": 0, "minutes": 10} | fields
    )


FULL = SessionSheet(
    title="Seeing the child",
    partnership="Exampleshire",
    edition="Edition 2, 2026-27",
    level="Level 2",
    audience=(("For", "Schools"),),
    minutes=90,
    size=30,
    aims="Ask\nListen",
    content_warning="It is about harm to children.",
    if_distressed="Pause.",
    support=("Your supervisor.",),
    segments=(
        segment("welcome", "Welcome", notes="Point out the doors."),
        segment("point", "Ask the child", point=point(), notes="Tell the story first.", depth="Practised"),
        segment("briefing", "Neglect", briefing=SessionBriefing(title="Neglect", headings=("1. Signs",))),
        segment("slides", "Signs", slides=(LibrarySlide(title="One", deck="Old deck", number=3),)),
        segment("activity", "Case study", text="Read.\nTalk."),
        segment("break", "Break"),
        segment("discussion", "What stops us?", text="What stops us?"),
        segment("evaluation", "How was it?"),
        segment("close", "Thank you"),
    ),
    requirements=(Requirement(title="Voice of the child", covered_by=("Ask the child",)), Requirement(title="Records")),
    sources=(SessionSource(title="Child E1", detail="Exampleshire, 2024", url="https://example.org/e1/"),),
    settings=("Schools",),
    agencies=("Riverside Primary School", "Police"),
    help_contacts=(("Childline", "0800 1111"),),
)

"""Pictures, charts, tables and diagrams say in words what they show; what shows nothing is marked as decorative.

WCAG 2.2, 1.1.1 (Non-text Content): https://www.w3.org/WAI/WCAG22/Understanding/non-text-content
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from media.decks.accessibility.findings import Problem, Weight
from media.decks.accessibility.slide import CheckedSlide, quoted, words_in
from media.decks.shapes import Shape, opened_shape
from media.opc.xml_parts import local_name

_FILE_NAME: Final = re.compile(
    r"(?:\S+ ){0,5}\S*\.(?:png|jpe?g|jfif|gif|bmp|tiff?|emf|wmf|svg|webp|heic|avif|mp4|m4v|mov|wmv|avi|mp3|wav|m4a"
    r"|xlsx?|pptx?|docx?|pdf)",
    re.IGNORECASE,
)
_ADDRESS: Final = re.compile(r"(?:[a-z]:[\\/]|\\\\|/|file:|https?://|www\.)\S*(?: \S+){0,5}", re.IGNORECASE)
_NUMBERED: Final = re.compile(
    r"(?:picture|image|img|photo|graphic|chart|table|diagram|object|screen ?shot|dscn?|pxl|clip ?art|"
    r"content placeholder|picture placeholder)[\d\s_-]*",
    re.IGNORECASE,
)
_CALLED: Final = {"tbl": "table", "chart": "chart", "relIds": "diagram", "oleObj": "embedded object"}
_NAMED: Final = 5


def check(slide: CheckedSlide) -> Iterator[Problem]:
    """What on the slide has no description, or one that is a file name."""
    shown = [shape for shape in slide.shown if _needs_words(shape) and not shape.is_decorative and not _is_told(shape)]
    without = [shape for shape in shown if not shape.alt_text]
    if without:
        yield slide.problem(
            "no_alt_text",
            f"Write alt text for {_listed(without)} on {slide.called}: right-click, View Alt Text, and say what it "
            "shows. If it shows nothing that matters, tick “Mark as decorative” there.",
            Weight.SHUT_OUT,
        )
    for shape in shown:
        if shape.alt_text and is_no_description(shape.alt_text):
            yield slide.problem(
                "alt_text_is_a_name",
                f"Write alt text for the {_called(shape)} on {slide.called}: {quoted(shape.alt_text)} "
                "does not say what it shows. Right-click, View Alt Text.",
                Weight.SHUT_OUT,
            )


def is_no_description(alt_text: str) -> bool:
    """Whether an alt text is a file's name, an address, or what PowerPoint calls things before they have a name."""
    return any(pattern.fullmatch(alt_text) for pattern in (_FILE_NAME, _ADDRESS, _NUMBERED))


def _needs_words(shape: Shape) -> bool:
    if shape.kind in ("pic", "graphicFrame"):
        return True
    return shape.kind == "sp" and not words_in(shape) and _is_filled_with_picture(shape)


def _is_filled_with_picture(shape: Shape) -> bool:
    return any(
        local_name(properties) == "spPr" and any(local_name(fill) == "blipFill" for fill in properties)
        for properties in shape.element
    )


def _is_told(shape: Shape) -> bool:
    """Whether a group around it says what the whole shows."""
    groups = (opened_shape(group, "grpSp") for group in shape.element.iterancestors("{*}grpSp"))
    return any(group.alt_text or group.is_decorative for group in groups)


def _kind(shape: Shape) -> str:
    if shape.kind == "graphicFrame":
        contents = (content for data in shape.element.iter("{*}graphicData") for content in data)
        return next((_CALLED[name] for name in map(local_name, contents) if name in _CALLED), "object")
    if any(True for _ in shape.element.iter("{*}videoFile", "{*}audioFile", "{*}quickTimeFile", "{*}wavAudioFile")):
        return "recording"
    return "picture"


def _called(shape: Shape) -> str:
    return f"{_kind(shape)} {quoted(shape.name)}" if shape.name else _kind(shape)


def _listed(shapes: Sequence[Shape]) -> str:
    if len(shapes) == 1:
        return f"the {_called(shapes[0])}"
    names = ", ".join(_called(shape) for shape in shapes[:_NAMED])
    more = f" and {len(shapes) - _NAMED} more" if len(shapes) > _NAMED else ""
    return f"{len(shapes)} pictures or objects ({names}{more})"

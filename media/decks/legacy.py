"""PowerPoint files of before 2007 (.ppt) made into .pptx, with what was lost on the way.

The conversion is ppt2pptx's; it reads a stranger's bytes, so call this in a process of its own
(`media.opc.child.in_child("media.decks.legacy:to_pptx", ...)`). [MS-PPT] is the format's description.
"""

import struct
import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from lxml import etree
from ppt2pptx.cfb import Limits as ConverterLimits
from ppt2pptx.converter import ConversionResult, convert
from ppt2pptx.errors import EncryptedPresentationError, Ppt2PptxError
from ppt2pptx.ppt import Slide

from media.decks.outline import slide_parts
from media.decks.shapes import paragraphs
from media.opc.compound import compound_content
from media.opc.editable import EditablePackage
from media.opc.gate import ending_of, inspect, opened, refusing
from media.opc.kinds import DECKS
from media.opc.limits import Limits
from media.opc.package import Package
from media.opc.refusals import LegacyOffice, PasswordProtected, Renamed, TooLarge
from media.opc.sniff import sniff
from media.opc.xml_parts import local_name

_ALWAYS: Final = (
    "This was an old PowerPoint file (.ppt). Its slides were made into new ones without their layouts and with the "
    "colours and letters as they were found, so they may look a little different."
)
_NO_ALT_TEXTS: Final = "Alt texts of pictures were not kept: write them again."
_LOST: Final[Mapping[str, str]] = {
    "ANIMATION_OMITTED": "Animations were left out",
    "AUDIO_OMITTED": "Sounds were left out",
    "VIDEO_OMITTED": "Videos were left out",
    "MEDIA_ACTION_OMITTED": "What happened at a click was left out",
    "EMBEDDED_OLE_OMITTED": "Files inside the presentation (such as worksheets) were left out; a picture may stand for them",
    "LINKED_OLE_OMITTED": "Parts that were linked to other files were left out; a picture may stand for them",
    "ACTIVEX_CONTROL_OMITTED": "Controls were left out; a picture may stand for them",
    "CHART_OMITTED": "Charts became pictures or were left out",
    "DIAGRAM_OR_SMARTART_OMITTED": "Diagrams became pictures or were left out",
    "COMPLEX_FREEFORM_OMITTED": "Some drawn shapes were left out",
    "EMPTY_SLIDE_CONTENT": "At least one slide is empty, or nothing on it could be read",
}
_SAYS_NOTHING: Final = frozenset({"SUMMARY_INFORMATION_MALFORMED", "ENCRYPTED_METADATA_OMITTED"})
_OTHERS: Final = "Something else in this file could not be taken over"
_NAMED_SLIDES: Final = 8
_LONGEST_TITLE: Final = 200
_CONVERTER_ERRORS: Final = (
    Ppt2PptxError,
    struct.error,
    zlib.error,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
)


def to_pptx(path_in: Path | str, path_out: Path | str, *, limits: Limits | None = None) -> list[str]:
    """Write the deck at `path_in` as a .pptx to `path_out`; sentences say what was lost.

    Raises PasswordProtected, LegacyOffice (with what to do in PowerPoint) if it cannot be converted, Renamed for a
    file that is no .ppt, or whatever the gate has against the result; then there is no file at `path_out`.
    """
    limits, source, target = limits or Limits(), Path(path_in), Path(path_out)
    with refusing():
        _validate_is_ppt(source, limits)
        with tempfile.TemporaryDirectory(dir=target.parent) as folder:
            converted = Path(folder) / "converted.pptx"
            result = _converted(source, converted, limits)
            with converted.open("rb") as file:
                package = EditablePackage.of(Package(file, limits))
                _mark_titles(package, tuple(slide_parts(Package(file, limits))), result.presentation.slides)
                finished = Path(folder) / "finished.pptx"
                with finished.open("wb") as out:
                    package.write(out)
            inspect(finished, limits=limits, allowed=DECKS)
            finished.replace(target)
    return list(_losses(result))


def _validate_is_ppt(source: Path, limits: Limits) -> None:
    with opened(source) as file:
        content = compound_content(file)
        if content == "password":
            raise PasswordProtected(ending=ending_of(source.name))
        if content != "ppt":
            found = sniff(file, limits)
            raise LegacyOffice(format=content) if content else Renamed(found=found, ending=ending_of(source.name))
        if source.stat().st_size > limits.upload_bytes:
            raise TooLarge(limit=limits.upload_bytes)


def _converted(source: Path, target: Path, limits: Limits) -> ConversionResult:
    bounds = ConverterLimits(max_input_bytes=limits.upload_bytes, max_stream_bytes=limits.upload_bytes)
    try:
        result = convert(source, target, limits=bounds)
    except EncryptedPresentationError as error:
        raise PasswordProtected(ending=ending_of(source.name)) from error
    except _CONVERTER_ERRORS as error:
        raise LegacyOffice(format="ppt") from error
    if not result.slide_count:
        raise LegacyOffice(format="ppt")
    return result


def _mark_titles(package: EditablePackage, parts: Sequence[str], slides: Sequence[Slide]) -> None:
    """Make titles titles again: the converter turns every text into a plain text box."""
    for part, slide in zip(parts, slides, strict=False):
        title = _title(slide)
        if not title:
            continue
        root = package.xml(part)
        for tree in root.iter("{*}spTree"):
            shape = next((shape for shape in tree if _says(shape, title)), None)
            if shape is not None:
                _mark(shape)
                package.replace(part, etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
            break


def _title(slide: Slide) -> str:
    """The words of the first filled place of the layout, if they look like a title: one paragraph without a bullet.

    The converter does not say which place was meant for the title; in practice it comes first, where there is one.
    """
    for box in slide.text_boxes:
        words = " ".join(box.text.split())
        if box.is_placeholder and not box.field_type and words:
            is_one_line = "\r" not in box.text.strip() and not any(box.paragraph_bullets)
            return words if is_one_line and len(words) <= _LONGEST_TITLE else ""
    return ""


def _says(shape: etree._Element, words: str) -> bool:
    return local_name(shape) == "sp" and " ".join(paragraphs(shape)) == words


def _mark(shape: etree._Element) -> None:
    for properties in shape.iter("{*}nvPr"):
        namespace = etree.QName(properties).namespace
        properties.insert(0, etree.Element(f"{{{namespace}}}ph", type="title"))


def _losses(result: ConversionResult) -> Iterator[str]:
    yield _ALWAYS
    if any(slide.pictures for slide in result.presentation.slides):
        yield _NO_ALT_TEXTS
    for warning in result.report.warnings:
        code = str(warning.get("code"))
        if code not in _SAYS_NOTHING:
            yield _LOST.get(code, _OTHERS) + _on_slides(warning.get("locations")) + "."


def _on_slides(locations: Any) -> str:
    """` (slides 1, 6 and 2 more)`; blank if it is not known where."""
    found = sorted({place["slide_index"] for place in locations or () if place.get("slide_index")})
    if not found:
        return ""
    named, more = ", ".join(map(str, found[:_NAMED_SLIDES])), len(found) - _NAMED_SLIDES
    return f" ({'slides' if len(found) > 1 else 'slide'} {named}{f' and {more} more' if more > 0 else ''})"

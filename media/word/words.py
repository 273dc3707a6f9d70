"""What the readers of a Word document see, as lines of text. ECMA-376 part 1, 17."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from lxml import etree

from media.opc.gate import opened
from media.opc.limits import Limits
from media.opc.package import Package
from media.opc.refusals import FileRefused
from media.opc.xml_parts import local_name

_BESIDE: Final = ("footnotes", "endnotes", "header", "footer")
# Deleted or moved away, hidden, a field's formula, an older program's copy of the same: seen by nobody.
_UNSEEN: Final = frozenset({"del", "moveFrom", "delText", "delInstrText", "instrText", "Fallback"})
_DRAWN: Final = ("chart", "diagramData")
_NAMED_IN_CHARTS: Final = frozenset({"strCache", "strLit", "lvl"})
_BREAKS: Final = frozenset({"p", "br", "cr"})


def words_of_document(path: Path, limits: Limits | None = None) -> str:
    """The text, then footnotes, endnotes, headers and footers, each with its charts and SmartArt; a line for each
    paragraph. Comments are not read.

    Raises FileRefused if the document cannot be opened; a part beside the text that cannot be read is left out.
    """
    with opened(path) as file:
        package = Package(file, limits)
        main = package.main_part
        said = ["".join(_seen(package.xml(main))), *_drawn_on(package, main)]
        for kind in _BESIDE:
            for name in dict.fromkeys(package.related(main, kind)):
                try:
                    said.append("".join(_seen(package.xml(name))))
                except FileRefused:
                    continue
                said += _drawn_on(package, name)
    lines = (line.strip() for text in said for line in text.splitlines())
    return "\n".join(line for line in lines if line)


def _drawn_on(package: Package, part: str) -> Iterator[str]:
    """What the charts and the SmartArt of a part say, as far as they can be read."""
    for kind in _DRAWN:
        for name in dict.fromkeys(package.related(part, kind)):
            with suppress(FileRefused):
                yield "\n".join(dict.fromkeys(_named(package.xml(name))))


def _named(drawing: etree._Element) -> Iterator[str]:
    """Titles and labels, and the names of a chart's series and categories; not its figures."""
    for element in drawing.iter("{*}p", "{*}v"):
        if local_name(element) == "p":
            yield "".join(one.text or "" for one in element.iter("{*}t"))
            continue
        around = [local_name(one) for _, one in zip(range(2), element.iterancestors(), strict=False)]
        if "tx" in around[:1] or not _NAMED_IN_CHARTS.isdisjoint(around):
            yield element.text or ""


def _seen(root: etree._Element) -> Iterator[str]:
    """Pieces of what is seen under an element, a line break after each paragraph."""
    waiting: list[etree._Element | str] = [root]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, str):
            yield thing
            continue
        name = local_name(thing)
        if name in _UNSEEN or (name == "r" and _is_hidden(thing)):
            continue
        if name == "t":
            yield thing.text or ""
            continue
        if name == "textpath":  # a word in big letters, or behind the page
            yield f"\n{thing.get('string', '')}\n"
            continue
        yield "\t" if name in ("tab", "ptab") else ""
        if name in _BREAKS:
            waiting.append("\n")
        waiting.extend(reversed([child for child in thing if isinstance(child.tag, str)]))


def _is_hidden(run: etree._Element) -> bool:
    """Whether a run is set to be hidden by itself. A clean copy has none, nor any hidden by its style."""
    marks = [mark for looks in run if local_name(looks) == "rPr" for mark in looks if local_name(mark) == "vanish"]
    return any(_value(mark) not in ("0", "false", "off") for mark in marks)


def _value(mark: etree._Element) -> str:
    return next((str(value) for name, value in mark.attrib.items() if str(name).endswith("}val")), "")

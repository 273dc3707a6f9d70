"""What has to be changed in a part before the allowlist is applied, by the kind of the part."""

from collections.abc import Iterator
from typing import Final

from lxml import etree

from media.decks.cleaning import shapes
from media.decks.cleaning.geometry import A, P
from media.decks.cleaning.objects import show_objects_as_pictures
from media.decks.house_layouts import Layout
from media.opc.allowlist import drop
from media.opc.editable import Arrow, EditablePackage
from media.opc.paths import without_path
from media.opc.refusals import Damaged, FileRefused

_LAYOUT_NAMES: Final = {
    "title": "Title Slide",
    "obj": "Title and Content",
    "secHead": "Section Header",
    "twoObj": "Two Content",
    "twoTxTwoObj": "Comparison",
    "titleOnly": "Title Only",
    "blank": "Blank",
    "objTx": "Content with Caption",
    "picTx": "Picture with Caption",
    "vertTx": "Title and Vertical Text",
    "vertTitleAndTx": "Vertical Title and Text",
}
KNOWN_LAYOUT_NAMES: Final = frozenset(_LAYOUT_NAMES.values()) | {layout.value.name for layout in Layout}
_SHOWN: Final = frozenset({"1", "true", "on"})
_USUAL_SIZE: Final = (12_192_000, 6_858_000)


class NothingLeft(FileRefused):
    """Every slide is hidden, and hidden slides were not to be kept."""

    code = "nothing_left"

    def __init__(self) -> None:
        super().__init__(
            "Every slide of this presentation is hidden, so nothing would be left of it. Choose to keep hidden "
            "slides, or open it in PowerPoint, show the slides people should see, and upload it again."
        )


class Mender:
    """Knows of one deck which slides are copied, which layouts they use, and how large they are."""

    def __init__(self, source: EditablePackage, *, keep_notes: bool, keep_hidden_slides: bool) -> None:
        """Read the list of slides. Raises FileRefused, NothingLeft if none would be left."""
        self.words_left_out: list[str] = []
        self.objects_lost: list[tuple[str, int]] = []
        """Parts with objects that were seen and that brought no picture to stand for them, and how many each has."""
        self._source = source
        self._keep_notes = keep_notes
        self._width, self._height = slide_size(source)
        listed = list(listed_slides(source))
        self.shown_slides = frozenset(
            name for name in listed if name and (keep_hidden_slides or is_shown(source.look(name)))
        )
        if listed and not self.shown_slides:
            raise NothingLeft if any(listed) else Damaged
        self._used_layouts = frozenset(
            layout for slide in self.shown_slides for layout in source.related(slide, "slideLayout")
        )
        self._layouts_named = 0
        self._table_styles: set[str] = set()

    def mend(self, root: etree._Element, kind: str, name: str, arrows: dict[str, Arrow]) -> None:
        """Change a part in place. `arrows` may gain relationships to pictures that stand for objects."""
        shapes.drop_extensions(root)
        match kind:
            case "presentation":
                self._mend_presentation(root, arrows)
            case "slide" | "notesSlide":
                self._mend_slide(root, kind, name, arrows)
            case "slideLayout" | "slideMaster" | "notesMaster":
                self._mend_layout(root, kind, name, arrows)
            case "theme" | "themeOverride":
                _mend_theme(root)
            case "chart":
                _mend_chart(root)
            case "chartUserShapes":
                _mend_places(root)
        shapes.plain_names(root)
        _mend_links(root)
        self._table_styles.update(str(one.text).strip() for one in root.iter(f"{A}tableStyleId"))

    def keep_used_table_styles(self, root: etree._Element) -> None:
        """Leave the table styles that a table has; give them names that tell nothing."""
        for number, style in enumerate(list(root), start=1):
            if style.get("styleId") in self._table_styles:
                style.set("styleName", f"Table Style {number}")
            else:
                root.remove(style)

    def _mend_presentation(self, root: etree._Element, arrows: dict[str, Arrow]) -> None:
        for listed in list(root.iter(f"{P}sldId")):
            arrow = arrows.get(_relationship_id(listed))
            if arrow is None or arrow.target not in self.shown_slides:
                drop(listed)
        if not self._keep_notes:
            for listed in list(root.iter(f"{P}notesMasterIdLst")):
                drop(listed)
        used = [one for one in root.iter(f"{P}sldMasterId") if self._is_used(arrows.get(_relationship_id(one)))]
        for listed in list(root.iter(f"{P}sldMasterId")):
            if used and listed not in used:
                drop(listed)

    def _is_used(self, master: Arrow | None) -> bool:
        if master is None or master.target not in self._source:
            return False
        return any(layout in self._used_layouts for layout in self._source.related(master.target, "slideLayout"))

    def _mend_slide(self, root: etree._Element, kind: str, name: str, arrows: dict[str, Arrow]) -> None:
        self.objects_lost.append((name, show_objects_as_pictures(root, self._source, arrows)))
        if kind == "slide":
            self.words_left_out += shapes.drop_unseen(root, self._width, self._height)
        else:
            self.words_left_out += shapes.drop_placeholders(root, shapes.FURNITURE)
        for page in root.iter(f"{P}cSld"):
            page.attrib.pop("name", None)

    def _mend_layout(self, root: etree._Element, kind: str, name: str, arrows: dict[str, Arrow]) -> None:
        show_objects_as_pictures(root, self._source, arrows)
        if kind == "notesMaster" or (kind == "slideLayout" and self._used_layouts and name not in self._used_layouts):
            self.words_left_out += shapes.drop_all_but_placeholders(root)
        self.words_left_out += shapes.drop_unseen(root, self._width, self._height)
        shapes.empty_placeholders(root)
        for page in root.iter(f"{P}cSld"):
            if kind != "slideLayout":
                page.attrib.pop("name", None)
            elif page.get("name") not in KNOWN_LAYOUT_NAMES:
                self._layouts_named += 1
                page.set("name", _LAYOUT_NAMES.get(root.get("type", ""), f"Layout {self._layouts_named}"))


def slide_size(source: EditablePackage) -> tuple[int, int]:
    """Width and height of the slides in EMU; the usual wide ones if the deck does not say."""
    for size in source.look(source.main_part).iter(f"{P}sldSz"):
        try:
            return int(size.get("cx", "")), int(size.get("cy", ""))
        except ValueError:
            break
    return _USUAL_SIZE


def listed_slides(source: EditablePackage) -> Iterator[str]:
    """The names of the slide parts in show order; blank for one that is listed and is not there."""
    arrows = source.arrows(source.main_part)
    for listed in source.look(source.main_part).iter(f"{P}sldId"):
        arrow = arrows.get(_relationship_id(listed))
        is_there = arrow is not None and arrow.kind == "slide" and not arrow.is_external and arrow.target in source
        yield arrow.target if arrow is not None and is_there else ""


def is_shown(slide: etree._Element) -> bool:
    """Whether a slide is part of the show."""
    return slide.get("show", "1") in _SHOWN


def _relationship_id(element: etree._Element) -> str:
    return next((str(value) for key, value in element.attrib.items() if str(key).endswith("}id")), "")


def _mend_theme(root: etree._Element) -> None:
    """Themes and their schemes are mostly named after an organisation or a template's author."""
    for named in root.iter(f"{A}theme", f"{A}clrScheme", f"{A}fontScheme", f"{A}fmtScheme"):
        named.set("name", "Theme")


def _mend_chart(root: etree._Element) -> None:
    """The cached values are what a reader sees; where they came from is a file and a sheet with names of their own."""
    for formula in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/chart}f"):
        formula.text = "Sheet1!$A$1"


def _mend_places(root: etree._Element) -> None:
    """Where shapes lie on a chart are numbers, and nothing else."""
    for place in root.iter("{*}x", "{*}y"):
        try:
            float(place.text or "")
        except ValueError:
            place.text = "0"


def _mend_links(root: etree._Element) -> None:
    for link in root.iter(f"{A}hlinkClick", f"{A}hlinkMouseOver", f"{A}hlinkHover"):
        told = link.get("tooltip")
        if told is not None and without_path(told) != told:
            del link.attrib["tooltip"]
        action = link.get("action", "")
        if not _relationship_id(link) and "jump=" not in action and action != "ppaction://media":
            drop(link)

"""The copy of a deck, followed from the presentation outwards."""

from typing import Final

from lxml import etree

from media.decks.cleaning.allowed import DECK, UNDERSTOOD
from media.decks.cleaning.mending import Mender, listed_slides
from media.decks.cleaning.parts import KINDS, LEADS, MADE_NEW
from media.decks.cleaning.shapes import forget_animations
from media.decks.cleaning.unlink import unlink
from media.opc.copying import PartCopier, relationship_type
from media.opc.editable import Arrow, EditablePackage
from media.opc.hidden_items import HiddenItem, gathered
from media.opc.refusals import Damaged

_LOST: Final = (
    "object_left_out",
    "An object of another program that has no picture of its own: it is not in the copy.",
)
_OF_2007: Final = (
    "docProps/app.xml",
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Microsoft Office PowerPoint</Application><AppVersion>12.0000</AppVersion></Properties>",
    "application/vnd.openxmlformats-officedocument.extended-properties+xml",
)


class DeckCopier(PartCopier):
    """Makes one clean copy of one deck."""

    kinds = KINDS
    leads = LEADS
    allowlist = DECK
    understood = UNDERSTOOD

    def __init__(self, source: EditablePackage, *, keep_notes: bool, keep_hidden_slides: bool) -> None:
        super().__init__(source, "ppt/media")
        self._mender = Mender(source, keep_notes=keep_notes, keep_hidden_slides=keep_hidden_slides)
        self.left_behind = frozenset() if keep_notes else frozenset({"notesSlide", "notesMaster"})

    @property
    def words_left_out(self) -> tuple[str, ...]:
        """The words that were on shapes nobody sees, for the search afterwards."""
        return tuple(self._mender.words_left_out)

    def copied(self, *, title: str = "") -> EditablePackage:
        """The clean deck. Raises FileRefused if the original cannot be read."""
        main = self.copy(self.source.main_part, "presentation")
        if main is None:
            raise Damaged(part=self.source.main_part)
        self.made.relate("", relationship_type("officeDocument"), main)
        for kind, (content_type, name, xml) in MADE_NEW.items():
            self.made.relate(main, relationship_type(kind), self.made.add(name, xml.encode(), content_type))
        for styles in self.source.related(self.source.main_part, "tableStyles"):
            self.relate(main, styles, "tableStyles")
        self.describe(title)
        self._say_if_of_2007()
        return self.made

    @property
    def lost(self) -> tuple[HiddenItem, ...]:
        """What was seen or heard and is not in the copy."""
        numbers = {name: number for number, name in enumerate(listed_slides(self.source), start=1)}
        objects = [(*_LOST, numbers.get(name)) for name, count in self._mender.objects_lost for _ in range(count)]
        return gathered([*((one.code, one.sentence, one.slide) for one in super().lost), *objects]).items

    def _say_if_of_2007(self) -> None:
        """Charts of PowerPoint 2007 leave out what is off; read as newer ones they would show every label there is."""
        for properties in self.source.related("", "extended-properties"):
            version = next(self.source.look(properties).iter("{*}AppVersion"), None)
            if version is not None and (version.text or "").startswith("12."):
                self.made.relate("", relationship_type("extended-properties"), self.made.add(*_OF_2007))

    def mend(self, root: etree._Element, kind: str, name: str, arrows: dict[str, Arrow]) -> None:
        self._mender.mend(root, kind, name, arrows)

    def finish(self, root: etree._Element, kind: str) -> None:
        if kind == "tableStyles":
            self._mender.keep_used_table_styles(root)

    def unlink(self, element: etree._Element, attribute: str) -> None:
        forget_animations(element.getroottree().getroot(), set(unlink(element, attribute)))

    def may_follow(self, arrow: Arrow) -> bool:
        return arrow.kind == "slide" and arrow.target in self._mender.shown_slides

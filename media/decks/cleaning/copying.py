"""The copy of a deck, followed from the presentation outwards."""

from lxml import etree

from media.decks.cleaning.allowed import DECK, UNDERSTOOD
from media.decks.cleaning.mending import Mender
from media.decks.cleaning.parts import KINDS, LEADS, MADE_NEW
from media.decks.cleaning.shapes import forget_animations
from media.decks.cleaning.unlink import unlink
from media.opc.copying import PartCopier, relationship_type
from media.opc.editable import Arrow, EditablePackage
from media.opc.refusals import Damaged


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
        return self.made

    def mend(self, root: etree._Element, kind: str, name: str, arrows: dict[str, Arrow]) -> None:
        self._mender.mend(root, kind, name, arrows)

    def finish(self, root: etree._Element, kind: str) -> None:
        if kind == "tableStyles":
            self._mender.keep_used_table_styles(root)

    def unlink(self, element: etree._Element, attribute: str) -> None:
        forget_animations(element.getroottree().getroot(), set(unlink(element, attribute)))

    def may_follow(self, arrow: Arrow) -> bool:
        return arrow.kind == "slide" and arrow.target in self._mender.shown_slides

"""The clean copy of a Word document: made by a list of what may stay, then searched for what the original hid."""

import hashlib
import io
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from media.opc.allowlist import drop
from media.opc.copying import PartCopier, relationship_type
from media.opc.drawing_allowed import EXTENSIONS
from media.opc.editable import Arrow, EditablePackage
from media.opc.gate import opened, refusing
from media.opc.hidden_items import CleaningReport
from media.opc.hidden_values import office_values
from media.opc.limits import Limits
from media.opc.paths import without_path
from media.opc.refusals import Damaged, FileRefused
from media.opc.strict import make_transitional
from media.opc.verify import verify
from media.opc.xml_parts import local_name
from media.word.allowed import KINDS, LEADS, PREFIXES, UNDERSTOOD, WORD, W
from media.word.hidden_data import hidden_document_data_of
from media.word.old_drawings import crop_of_old, forget_old_crop
from media.word.pictures import name_plainly, settle_drawings
from media.word.revisions import (
    accept_changes,
    drop_hidden_words,
    forget_hiding,
    hiding_styles,
    new_bookmark,
    settle_bookmarks,
    settle_fields,
    unwrap,
)
from media.word.styles import StyleNames

_WORDS: frozenset[str] = frozenset({"document", "header", "footer", "footnotes", "endnotes"})
_A = f"{{{PREFIXES['a']}}}"
_C = f"{{{PREFIXES['c']}}}"


def clean_document(
    source: BinaryIO | Path | str, out: BinaryIO | Path | str, *, title: str = "", limits: Limits | None = None
) -> CleaningReport:
    """Write a copy of a Word document that holds what its readers see, and say what was left out of it.

    Tracked changes are accepted. The same document gives the same bytes; its properties say nothing but `title`.
    Nothing is written before a second search has found none of the original's hidden values. Raises FileRefused, of
    its children StillHidden if the search found one.
    """
    limits = limits or Limits()
    with refusing(), opened(source) as stream:
        stream.seek(0)
        original = stream.read(limits.upload_bytes + 1)
    with refusing():
        document = EditablePackage.opened(io.BytesIO(original), limits)
        make_transitional(document)
        before = hidden_document_data_of(document)
        copier = DocumentCopier(document)
        written = io.BytesIO()
        copier.copied(title=title).write(written)
        clean = written.getvalue()
        values = office_values(original, limits=limits)
        values.sentences.update(copier.words_left_out)
        values.seen.append(title)
        verify(values, clean, limits=limits)
        after = hidden_document_data_of(copier.made)
    if isinstance(out, str | Path):
        Path(out).write_bytes(clean)
    else:
        out.write(clean)
    removed = before.without(after).items + copier.lost
    return CleaningReport(removed, after.items, len(clean), hashlib.sha256(clean).hexdigest())


class DocumentCopier(PartCopier):
    """Makes one clean copy of one document. `words_left_out` is for the search afterwards."""

    kinds = KINDS
    leads = LEADS
    allowlist = WORD
    understood = UNDERSTOOD

    def __init__(self, source: EditablePackage) -> None:
        super().__init__(source, "word/media")
        self.words_left_out: list[str] = []
        self._bookmarks: dict[str, str] = {}
        self._styles = StyleNames()
        self._hiding: frozenset[str] = frozenset()
        self._roots: dict[str, etree._Element] = {}

    def copied(self, *, title: str = "") -> EditablePackage:
        """The clean document. Raises FileRefused if the original cannot be read."""
        self._read_styles()
        main = self.copy(self.source.main_part, "document")
        if main is None:
            raise Damaged(part=self.source.main_part)
        self.made.relate("", relationship_type("officeDocument"), main)
        self._finish_names()
        self.describe(title)
        return self.made

    def _read_styles(self) -> None:
        """Which styles there are and which of them hide words, before any word is looked at."""
        main = self.source.main_part
        for name in self.source.related(main, "styles"):
            try:
                styles = self.source.xml(name)
            except FileRefused:
                continue
            self._hiding = hiding_styles(styles)
            self._styles.read(styles)

    def mend(self, root: etree._Element, kind: str, name: str, arrows: dict[str, Arrow]) -> None:
        _drop_extensions(root)
        for fallback in list(root.iter("{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback")):
            for old in list(fallback):
                fallback.remove(old)
        if kind in _WORDS:
            self.words_left_out += accept_changes(root)
            self.words_left_out += drop_hidden_words(root, self._hiding)
            self.words_left_out += settle_drawings(root)
            settle_fields(root, self._bookmarks, self._styles.given)
            self._mend_links(root)
        elif kind == "theme":
            for named in root.iter(f"{_A}theme", f"{_A}clrScheme", f"{_A}fontScheme", f"{_A}fmtScheme"):
                named.set("name", "Theme")
        elif kind == "numbering":
            settle_drawings(root)
            for named in [one for one in root.iter(f"{W}name") if one.getparent() is not None]:
                drop(named)
        elif kind == "chart":
            for formula in root.iter(f"{_C}f"):
                formula.text = "Sheet1!$A$1"
        forget_hiding(root)
        name_plainly(root)

    def _carried(self, element: etree._Element, attribute: str, arrow: Arrow, new: str, name: str) -> str | None:
        is_picture = local_name(element) in ("imagedata", "fill") and attribute == "id"
        if not is_picture or arrow.kind != "image" or arrow.is_external or arrow.target not in self.source:
            return super()._carried(element, attribute, arrow, new, name)
        found = self._shelf.picture(arrow.target, crop_of_old(element))
        if found is None:
            return None
        if found[1]:
            forget_old_crop(element)
        return self.made.relate(new, relationship_type("image"), found[0])

    def _mend_links(self, root: etree._Element) -> None:
        for link in list(root.iter(f"{W}hyperlink")):
            told = link.get(f"{W}tooltip", "")
            if without_path(told) != told:
                del link.attrib[f"{W}tooltip"]
            anchor = link.get(f"{W}anchor")
            if anchor:
                link.set(f"{W}anchor", new_bookmark(anchor, self._bookmarks))

    def _finish_names(self) -> None:
        """Bookmarks and styles get their new names once it is known which of them anything needs."""
        roots = dict(sorted(self._roots.items()))
        for root in roots.values():
            self._styles.use(root)
        settle_bookmarks(roots.values(), self._bookmarks)
        for name, root in roots.items():
            self._styles.rename(root)
            self.made.replace(name, WORD.as_bytes(root), root=root)

    def finish(self, root: etree._Element, kind: str) -> None:
        """Nothing is left to do: names are settled when every part is there."""

    def put(self, name: str, root: etree._Element) -> None:
        """Parts with names in them wait until every name is known; the others are written at once."""
        if name.startswith("word/") and name.count("/") == 1:
            self._roots[name] = root
        else:
            super().put(name, root)

    def unlink(self, element: etree._Element, attribute: str) -> None:
        name = local_name(element)
        if name == "hyperlink" and not element.get(f"{W}anchor"):
            unwrap(element)
        elif name in ("imagedata", "hlinkClick", "hlinkHover", "headerReference", "footerReference"):
            drop(element)
        elif (name == "blip" and attribute == "embed") or name in ("chart", "relIds"):
            drawing = next((up for up in element.iterancestors() if up.tag == f"{W}drawing"), None)
            if drawing is not None:
                drop(drawing)


def _drop_extensions(root: etree._Element) -> None:
    for extensions in list(root.iter("{*}extLst")):
        for extension in list(extensions):
            if extension.get("uri") not in EXTENSIONS:
                extensions.remove(extension)
        if not len(extensions):
            drop(extensions)

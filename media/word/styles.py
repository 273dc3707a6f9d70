"""Names of styles: those that Word gives stay; those that somebody gave may tell who, and become numbers."""

from typing import Final

from lxml import etree

from media.opc.allowlist import drop
from media.word.allowed import W

_REFERENCES: Final = tuple(
    f"{W}{name}" for name in ["pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink", "styleLink"]
)


class StyleNames:
    """Which styles of one document are somebody's own, which are in use, and what they are called in the copy."""

    def __init__(self) -> None:
        self._own: dict[str, str] = {}
        self.given: dict[str, str] = {}
        """The new name of each style that is somebody's own, by its old one in small letters."""
        self._based: dict[str, set[str]] = {}
        self._used: set[str] = set()

    def read(self, styles: etree._Element) -> None:
        """Learn the styles of the original."""
        for style in styles.iter(f"{W}style"):
            id = style.get(f"{W}styleId", "")
            self._based[id] = {str(one.get(f"{W}val")) for one in style.iter(*_REFERENCES)}
            if style.get(f"{W}customStyle") in ("1", "true", "on"):
                self._own[id] = f"Style{len(self._own) + 1}"
                for name in style.iter(f"{W}name"):
                    self.given[str(name.get(f"{W}val", "")).casefold()] = _shown(self._own[id])

    def use(self, root: etree._Element) -> None:
        """Note the styles that a part uses, and those that these are based on."""
        if root.tag == f"{W}styles":
            return
        waiting = [str(one.get(f"{W}val")) for one in root.iter(*_REFERENCES)]
        while waiting:
            id = waiting.pop()
            if id not in self._used:
                self._used.add(id)
                waiting.extend(self._based.get(id, ()))

    def rename(self, root: etree._Element) -> None:
        """Give somebody's own styles their new names in a part; take out those that are not in use."""
        for style in list(root.iter(f"{W}style")):
            id = style.get(f"{W}styleId", "")
            if id in self._own:
                if id not in self._used:
                    drop(style)
                    continue
                style.set(f"{W}styleId", self._own[id])
                for name in style.iter(f"{W}name"):
                    name.set(f"{W}val", _shown(self._own[id]))
        for reference in list(root.iter(*_REFERENCES)):
            id = reference.get(f"{W}val", "")
            if id in self._own:
                if id in self._used:
                    reference.set(f"{W}val", self._own[id])
                else:
                    drop(reference)


def _shown(id: str) -> str:
    return f"Style {id.removeprefix('Style')}"

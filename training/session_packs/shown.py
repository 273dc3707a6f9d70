"""The files of a pack as its pages show them: formats of one thing together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from training.exports.session_files import PURPOSES, PackFile
from training.models import SessionEditionItem


@dataclass(frozen=True)
class ShownFiles:
    """One thing of a pack, with its files: made, or still to be made."""

    title: str
    purpose: str
    files: Sequence[SessionEditionItem | PackFile]
    missing: str = ""
    """Why it can no longer be had."""

    @property
    def formats(self) -> str:
        return ", ".join(file.format for file in self.files)


def groups_of(
    files: Sequence[SessionEditionItem] | Sequence[PackFile], missing: Mapping[int, str] | None = None
) -> list[ShownFiles]:
    """The files in order, formats of one thing together. `missing`: why items can no longer be had, by primary key."""
    groups = []
    every: Sequence[SessionEditionItem | PackFile] = files
    for (what, title), together in groupby(every, key=lambda file: (file.what, file.title)):
        found: list[SessionEditionItem | PackFile] = list(together)
        lost = (missing or {}).get(getattr(found[0], "pk", 0), "")
        groups.append(ShownFiles(title, str(PURPOSES.get(what, "")), found, lost))
    return groups

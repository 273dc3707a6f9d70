"""Whose row it is: by name, exactly one or none. An agency is never guessed."""

import difflib
from collections import defaultdict
from collections.abc import Iterable

from django.utils.translation import gettext as _

from learning.models import Agency
from training.imports.cells import folded
from training.imports.values import CellNotRead

_SUGGESTED = 3
_MOST_ASKED = 200
"""Names for which others are suggested: each is compared with every agency there is."""


class AgencyNames:
    """A partnership's agencies by name, capitals and punctuation aside."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self._by_name: dict[str, list[Agency]] = defaultdict(list)
        for agency in agencies:
            self._by_name[folded(agency.name)].append(agency)
        self._refusals: dict[str, str] = {}

    def knows(self, text: str) -> bool:
        return folded(text) in self._by_name

    def find(self, text: str) -> Agency:
        """The one agency of that name. Raises CellNotRead: there is none, or there are several."""
        name = folded(text)
        if not text:
            raise CellNotRead(_("There is no agency."))
        found = self._by_name.get(name, [])
        if len(found) == 1:
            return found[0]
        if found:
            raise CellNotRead(
                _("There are %(count)d agencies called “%(name)s”.") % {"count": len(found), "name": text}
            )
        if name not in self._refusals:
            self._refusals[name] = self._refusal(name, text)
        raise CellNotRead(self._refusals[name])

    def _refusal(self, name: str, text: str) -> str:
        sentence = _("“%(name)s” is not an agency of this partnership.") % {"name": text[:100]}
        if len(self._refusals) >= _MOST_ASKED:
            return sentence
        close = difflib.get_close_matches(name[:100], self._by_name, n=_SUGGESTED)
        names = ", ".join(f"“{self._by_name[one][0].name}”" for one in close)
        return sentence + (" " + _("Did you mean %(names)s?") % {"names": names} if names else "")

"""Whose row it is: by name, exactly one or none. An agency is never guessed."""

import difflib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Self

from django.utils.translation import gettext as _

from learning.models import Agency, Partnership
from training.imports.cells import folded
from training.imports.values import CellNotRead
from training.models import AgencyAlias

_SUGGESTED = 3
_MOST_ASKED = 200
"""Names for which others are suggested: each is compared with every agency there is."""


class AgencyNotFound(CellNotRead):
    """No agency is called so, or several are: somebody can say which is meant."""


class AgencyNames:
    """A partnership's agencies by name, capitals and punctuation aside; then by what somebody said they are called."""

    def __init__(
        self, agencies: Iterable[Agency], aliases: Mapping[str, int] | None = None, left_out: Iterable[str] = ()
    ) -> None:
        """`aliases` are primary keys by folded name; `left_out` the folded names of whom no row is taken."""
        self._by_name: dict[str, list[Agency]] = defaultdict(list)
        by_pk: dict[int, Agency] = {}
        for agency in agencies:
            self._by_name[folded(agency.name)].append(agency)
            by_pk[agency.pk] = agency
        self._aliases = {name: by_pk[pk] for name, pk in (aliases or {}).items() if pk in by_pk}
        self._left_out = frozenset(left_out)
        self._refusals: dict[str, str] = {}

    @classmethod
    def of(cls, partnership: Partnership, left_out: Iterable[str] = ()) -> Self:
        """The partnership's agencies, with the other names that are remembered."""
        aliases = AgencyAlias.objects.filter(partnership=partnership).values_list("folded", "agency_id")
        return cls(Agency.objects.filter(partnerships=partnership).only("name"), dict(aliases), left_out)

    def knows(self, text: str) -> bool:
        return folded(text) in self._by_name or folded(text) in self._aliases

    def is_left_out(self, text: str) -> bool:
        return folded(text) in self._left_out

    def find(self, text: str) -> Agency:
        """The one agency called so. Raises CellNotRead: there is no name; AgencyNotFound: nobody or several bear it."""
        name = folded(text)
        if not text:
            raise CellNotRead(_("There is no agency."))
        found = self._by_name.get(name, [])
        if len(found) == 1:
            return found[0]
        if name in self._aliases:
            return self._aliases[name]
        if found:
            raise AgencyNotFound(
                _("There are %(count)d agencies called “%(name)s”.") % {"count": len(found), "name": text}
            )
        if name not in self._refusals:
            self._refusals[name] = self._refusal(name, text)
        raise AgencyNotFound(self._refusals[name])

    def _refusal(self, name: str, text: str) -> str:
        sentence = _("“%(name)s” is not an agency of this partnership.") % {"name": text[:100]}
        if len(self._refusals) >= _MOST_ASKED:
            return sentence
        close = difflib.get_close_matches(name[:100], self._by_name, n=_SUGGESTED)
        names = ", ".join(f"“{self._by_name[one][0].name}”" for one in close)
        return sentence + (" " + _("Did you mean %(names)s?") % {"names": names} if names else "")

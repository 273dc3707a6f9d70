"""What a reader chose to narrow search by, read from an address and written into one, always in the same order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from partnership.search.facets import Facet
from partnership.search.site_index import SiteIndex
from partnership.search.words import shown

MOST_VALUES = 40  # chosen at once; the rest of an address is dropped
VALUE_CHARACTERS = 100
NEWEST = "newest"
AS_TYPED = "as-typed"


@dataclass(frozen=True)
class Asked:
    """A search as its address says it: `chosen` holds known values only, `unknown` what nothing is called by."""

    text: str = ""
    chosen: Mapping[Facet, Sequence[str]] = field(default_factory=dict)
    sort: str = ""
    spelling: str = ""
    unknown: tuple[str, ...] = ()

    @property
    def is_newest_first(self) -> bool:
        return self.sort == NEWEST

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """What stands in its address, in the one order: words, facets as they are offered, values sorted, the rest."""
        said = [("q", self.text)] if self.text else []
        said += [(facet.value, value) for facet in Facet for value in sorted(self.chosen.get(facet, ()))]
        said += [("sort", self.sort)] if self.sort else []
        return said + ([("spelling", self.spelling)] if self.spelling else [])

    @property
    def address(self) -> str:
        """From the question mark on; “?” alone where nothing is asked."""
        return "?" + urlencode(self.parameters)

    def has(self, facet: Facet, value: str) -> bool:
        return value in self.chosen.get(facet, ())

    def without(self, facet: Facet, value: str | None = None) -> "Asked":
        """This search with one value less, or with none of that facet."""
        kept = [one for one in self.chosen.get(facet, ()) if value is not None and one != value]
        rest = {other: values for other, values in self.chosen.items() if other != facet}
        return replace(self, chosen=rest | ({facet: kept} if kept else {}))

    def only(self, facet: Facet, *values: str) -> "Asked":
        """This search with just these values of that facet."""
        narrowed = self.without(facet)
        return replace(narrowed, chosen={**narrowed.chosen, facet: list(values)}) if values else narrowed


def read(query: QueryDict, index: SiteIndex) -> Asked:
    """What an address asks for. Anything that is not understood is left out; unknown values are told apart.

    The name of something that nothing on this site has is as unknown as one that does not exist.
    """
    chosen: dict[Facet, list[str]] = {}
    unknown: list[str] = []
    room = MOST_VALUES
    for facet in Facet:
        for value in dict.fromkeys(query.getlist(facet.value)[: MOST_VALUES * 2]):
            if not value.strip("\x00 ") or not room:
                continue
            room -= 1
            if len(value) <= VALUE_CHARACTERS and index.knows(facet, value):
                chosen.setdefault(facet, []).append(value)
            else:
                unknown.append(shown(value)[:VALUE_CHARACTERS])
    return Asked(
        text=shown(query.get("q", "")),
        chosen=chosen,
        sort=NEWEST if query.get("sort") == NEWEST else "",
        spelling=AS_TYPED if query.get("spelling") == AS_TYPED else "",
        unknown=tuple(dict.fromkeys(unknown)),
    )

"""Which agencies became others: for whom what they have had counts, and of whom it is told."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cached_property

from django.db.models import Q

from learning.enums import SuccessionKind
from learning.models import Agency, AgencySuccession


class AgencyHistory:
    """The mergers and splits of agencies, by day. Made from rows with both agencies and their kinds, as `load` reads them.

    All questions are as at a day: before an agency was merged it stands for itself. Chains are followed.
    """

    def __init__(self, rows: Iterable[AgencySuccession] = ()) -> None:
        self.rows = sorted(rows, key=lambda row: (row.on, row.pk or 0))

    @classmethod
    def load(cls) -> "AgencyHistory":
        """All there are, in 1 query: they are few, and an agency may span several partnerships."""
        return cls(AgencySuccession.objects.select_related("predecessor__kind", "successor__kind"))

    def counts_for(self, as_at: date) -> dict[int, int]:
        """For each agency merged by then, the agency that what it had counts for: the last of the chain. By ids."""
        into = {row.predecessor_id: row.successor_id for row in self._mergers(as_at)}
        return {agency: last_of_chain(into, agency) for agency in into}

    def counted(self, agency: int, as_at: date) -> set[int]:
        """The agency, and those merged into it by then."""
        return {agency, *(old for old, new in self.counts_for(as_at).items() if new == agency)}

    def told_of(self, agency: int, as_at: date) -> set[int]:
        """Agencies whose history is this one's too and counts for none: those that were split, and what they had taken in."""
        told: set[int] = set()
        to_follow = self.counted(agency, as_at)
        while to_follow:
            splits = (row for row in self.rows if row.kind == SuccessionKind.SPLIT and row.on <= as_at)
            split = {row.predecessor_id for row in splits if row.successor_id in to_follow}
            found = {one for whole in split for one in self.counted(whole, as_at)} - told
            told |= found
            to_follow = found
        return told - self.counted(agency, as_at)

    def still_there(self, as_at: date) -> set[int]:
        """Agencies that were merged or split after that day: on it they were as they had been."""
        return {row.predecessor_id for row in self.rows if row.on > as_at}

    def of_kind(self, slug: str, as_at: date, path: str = "agency") -> Q:
        """Rows whose agency at `path` counts for an agency of this kind, whatever kind it was itself."""
        kinds = {one.pk: one.kind.slug for row in self.rows for one in (row.predecessor, row.successor)}
        moved = self.counts_for(as_at)
        joined = [old for old, new in moved.items() if kinds[old] != slug and kinds[new] == slug]
        left = [old for old, new in moved.items() if kinds[old] == slug and kinds[new] != slug]
        if not joined and not left:
            return Q(**{f"{path}__kind__slug": slug})
        agencies = Agency.objects.filter(Q(kind__slug=slug) & ~Q(pk__in=left) | Q(pk__in=joined))
        return Q(**{f"{path}__in": agencies.order_by().values("pk")})

    def kind_counted_for(self, as_at: date) -> dict[int, int]:
        """For each agency merged by then into one of another kind, the id of that kind."""
        return {
            old: self._agencies[new].kind_id
            for old, new in self.counts_for(as_at).items()
            if self._agencies[old].kind_id != self._agencies[new].kind_id
        }

    def rows_about(self, agency: int, as_at: date) -> list[AgencySuccession]:
        """What had happened by that day to this agency and to those whose history is its own, the earliest first."""
        concerned = self.counted(agency, as_at) | self.told_of(agency, as_at)
        return [row for row in self.rows if row.on <= as_at and row.predecessor_id in concerned]

    def fate_of(self, agency: int) -> AgencySuccession | None:
        """The first row by which this agency ceased to be, on any day."""
        return next((row for row in self.rows if row.predecessor_id == agency), None)

    def becomes_again(self, predecessor: int, successor: int) -> bool:
        """Whether the successor, by whatever steps and on whatever days, already became the predecessor."""
        after: dict[int, set[int]] = defaultdict(set)
        for row in self.rows:
            after[row.predecessor_id].add(row.successor_id)
        seen, to_follow = set(), {successor}
        while to_follow:
            if predecessor in to_follow:
                return True
            seen |= to_follow
            to_follow = {new for old in to_follow for new in after[old]} - seen
        return False

    @cached_property
    def _agencies(self) -> dict[int, Agency]:
        return {one.pk: one for row in self.rows for one in (row.predecessor, row.successor)}

    def _mergers(self, as_at: date) -> Iterable[AgencySuccession]:
        return (row for row in self.rows if row.kind == SuccessionKind.MERGED and row.on <= as_at)


def last_of_chain(into: dict[int, int], agency: int) -> int:
    """The end of the chain; a ring, which is refused when it is entered, is left where it closes."""
    seen = {agency}
    while into.get(agency) is not None and into[agency] not in seen:
        agency = into[agency]
        seen.add(agency)
    return agency

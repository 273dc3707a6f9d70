"""The parts of an audience, as a condition on what was returned."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from learning.models import Agency


@dataclass(frozen=True)
class Target:
    """One part of an audience: a kind of agency, one agency, or several taken together. `who` is empty for everybody."""

    who: str = ""
    kinds: tuple[int, ...] = ()
    agencies: tuple[int, ...] = ()

    def rows(self, path: str = "agency") -> Q:
        """The condition on rows with an agency at `path` that they are its. Agencies are found first, not row by row."""
        if not self.kinds:
            return Q(**{f"{path}__in": self.agencies}) if self.agencies else Q()
        agencies = Agency.objects.filter(Q(kind__in=self.kinds) | Q(pk__in=self.agencies)).order_by()
        return Q(**{f"{path}__in": agencies.values("pk")})


def any_of(targets: Sequence[Target]) -> Q:
    """The condition on rows with an agency that they are any target's."""
    kinds = {pk for target in targets for pk in target.kinds}
    return Target("", tuple(kinds), tuple({pk for target in targets for pk in target.agencies})).rows()

"""What a row of attendance says. Each is a condition on the rows at `path`, to be used in one filter() call or sum.

"" is the rows themselves; "event__attendances" those of an event, seen from what was taught at it.
"""

from django.db.models import Q

from training.enums import AttendanceState


def says_how_many(path: str = "") -> Q:
    """A return that says how many came, be it nobody."""
    at = f"{path}__" if path else ""
    given = Q(**{f"{at}came__isnull": False}) | Q(**{f"{at}walked_in__isnull": False})
    return Q(**{f"{at}state": AttendanceState.RETURNED}) & given


def somebody_came(path: str = "") -> Q:
    """A return of at least one person: learning was passed on to this agency."""
    at = f"{path}__" if path else ""
    return Q(**{f"{at}state": AttendanceState.RETURNED}) & (Q(**{f"{at}came__gt": 0}) | Q(**{f"{at}walked_in__gt": 0}))


def still_awaited(path: str = "") -> Q:
    """No return yet, or one that does not say how many came: that is not zero either."""
    at = f"{path}__" if path else ""
    unsaid = {f"{at}state": AttendanceState.RETURNED, f"{at}came__isnull": True, f"{at}walked_in__isnull": True}
    return Q(**{f"{at}state": AttendanceState.AWAITING}) | Q(**unsaid)


def will_not_be_sent(path: str = "") -> Q:
    """The figures will never be known."""
    return Q(**{f"{path}__state" if path else "state": AttendanceState.WILL_NOT_BE_SENT})

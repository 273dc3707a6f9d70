"""Who may see figures by agency."""

from typing import Any

VIEW_ATTENDANCE = "training.view_attendance"


def can_see_counts(request: Any) -> bool:
    """Whether this reader may see how many came from which agency, and events that are not shown to everybody."""
    user = getattr(request, "user", None)
    return user is not None and user.has_perm(VIEW_ATTENDANCE)

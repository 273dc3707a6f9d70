"""Who may see figures by agency, and who runs events."""

from typing import Any

VIEW_ATTENDANCE = "training.view_attendance"
CHANGE_COURSES = "training.change_course"
RUN_EVENTS = "training.run_trainingevent"
PLAN_SESSIONS = "training.change_sessionplan"
ENDORSE_SESSIONS = "training.add_endorsement"
LOOK_AT_QUOTES = "training.change_feedbackquote"
SEE_CASCADES = "training.view_cascade"
SEND_CASCADES = "training.change_cascade"
IMPORT_ATTENDANCE = "training.add_attendanceimport"


def can_see_counts(request: Any) -> bool:
    """Whether this reader may see how many came from which agency, and events that are not shown to everybody."""
    return _has(request, VIEW_ATTENDANCE)


def can_run_events(request: Any) -> bool:
    """Whether this reader plans, holds and records events: trainers and training managers."""
    return _has(request, RUN_EVENTS)


def can_plan_sessions(request: Any) -> bool:
    return _has(request, PLAN_SESSIONS)


def can_import(request: Any) -> bool:
    """Whether this reader takes in files of past attendance, and takes them back."""
    return _has(request, IMPORT_ATTENDANCE)


def can_see_cascades(request: Any) -> bool:
    """Whether this reader sees who was sent what, and how each agency answered."""
    return _has(request, SEE_CASCADES)


def can_send_cascades(request: Any) -> bool:
    """Whether this reader writes, sends, holds and closes cascades, and reminds: training managers."""
    return _has(request, SEND_CASCADES)


def can_endorse(request: Any) -> bool:
    """Whether this reader says that a session holds what its level requires: training managers."""
    return _has(request, ENDORSE_SESSIONS)


def _has(request: Any, permission: str) -> bool:
    user = getattr(request, "user", None)
    return user is not None and user.has_perm(permission)

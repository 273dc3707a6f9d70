"""Courses, training events, what was taught at them, and how many came from which agency."""

from .course import Course, CoursePoint
from .event import Attendance, PointTaught, TrainingEvent
from .team_use import TeamUse

__all__ = ["Attendance", "Course", "CoursePoint", "PointTaught", "TeamUse", "TrainingEvent"]

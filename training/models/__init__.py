"""Courses, session plans, training events, what was taught at them, and how many came from which agency."""

from .attendance_import import AgencyAlias, AttendanceImport, ImportMapping
from .cascade import Cascade, CascadeRecipient, CascadeReminder, CascadeReply
from .cascade_settings import CascadeSettings
from .course import Course, CoursePoint
from .course_to_change import CourseToChange
from .coverage_view import SavedCoverageView, Workforce
from .event import Attendance, PointTaught, TrainingEvent
from .feedback import FeedbackConfidence, FeedbackQuote, FeedbackResponse, FeedbackRound
from .kept_coverage import AwaitedReturns, CoverageChange, KeptCoverage, PointPassedOn
from .required_content import Endorsement, RequiredContent
from .returns import ReturnRequest
from .self_count import SelfCount, SelfCountTally
from .session_pack import SessionEdition, SessionEditionItem
from .session_plan import Segment, SegmentSlide, SessionPlan
from .team_use import TeamUse
from .training_settings import TrainingSettings

__all__ = [
    "AgencyAlias",
    "Attendance",
    "AttendanceImport",
    "AwaitedReturns",
    "Cascade",
    "CascadeRecipient",
    "CascadeReminder",
    "CascadeReply",
    "CascadeSettings",
    "Course",
    "CoursePoint",
    "CourseToChange",
    "CoverageChange",
    "Endorsement",
    "FeedbackConfidence",
    "FeedbackQuote",
    "FeedbackResponse",
    "FeedbackRound",
    "ImportMapping",
    "KeptCoverage",
    "PointPassedOn",
    "PointTaught",
    "RequiredContent",
    "ReturnRequest",
    "SavedCoverageView",
    "Segment",
    "SegmentSlide",
    "SelfCount",
    "SelfCountTally",
    "SessionEdition",
    "SessionEditionItem",
    "SessionPlan",
    "TeamUse",
    "TrainingEvent",
    "TrainingSettings",
    "Workforce",
]

"""Training events: any occasion on which learning was passed on, and to whom, in counts."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from learning.addresses import address_of
from learning.models import Agency, LearningPoint, Level, Partnership, ReviewPage, StatedDateMixin
from learning.models.labels import QuickLabels
from training.enums import (
    CHANGED_STATES,
    COMING_STATES,
    Assurance,
    AttendanceState,
    Depth,
    EventKind,
    EventStatus,
    Mode,
    RecordedHow,
)
from training.forms import TrainingEventForm
from training.models.course import Course
from training.panels import EVENT_PANELS
from training.queries.events import TrainingEventQuerySet
from training.validators import COUNT_FIELDS, validate_counts_match_state


class TrainingEvent(QuickLabels, StatedDateMixin, ClusterableModel):
    """One dated occasion: a course, a learning event, a session, a team meeting with a briefing, a cascade reply.

    `date_as_stated` is what is known ("April 2018"); `starts_at` and `ends_at` are there when times are known.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.PROTECT, related_name="events", verbose_name=_("partnership")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EventKind, default=EventKind.COURSE)
    title = models.CharField(_("title"), max_length=200)
    course = models.ForeignKey(
        Course, null=True, blank=True, on_delete=models.PROTECT, related_name="events", verbose_name=_("course")
    )
    plan = models.ForeignKey(
        "training.SessionPlan",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
        verbose_name=_("session plan"),
    )
    edition = models.ForeignKey(
        "training.SessionEdition",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="events",
        verbose_name=_("edition of its pack"),
    )
    deck_edition = models.CharField(
        _("edition of the deck"), max_length=100, blank=True, help_text=_("As it says on the deck: “2025-26”.")
    )
    status = models.CharField(_("status"), max_length=20, choices=EventStatus, default=EventStatus.PLANNED)
    moved_from = models.CharField(_("moved from"), max_length=100, blank=True)
    starts_at = models.DateTimeField(_("starts"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    mode = models.CharField(_("mode"), max_length=20, choices=Mode, blank=True)
    host = models.ForeignKey(
        Agency, null=True, blank=True, on_delete=models.SET_NULL, related_name="hosted_events", verbose_name=_("host")
    )
    led_by = models.CharField(_("led by (roles)"), max_length=200, blank=True)
    capacity = models.PositiveIntegerField(_("capacity (people)"), null=True, blank=True)
    invited = ParentalManyToManyField(Agency, blank=True, related_name="invited_to", verbose_name=_("agencies invited"))
    booking_url = models.URLField(_("booking link"), blank=True, max_length=500)
    description = models.TextField(_("description"), blank=True)
    reviews = ParentalManyToManyField(
        ReviewPage, blank=True, related_name="training_events", verbose_name=_("reviews it is about")
    )
    is_public = models.BooleanField(_("shown to everybody"), default=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = TrainingEventQuerySet.as_manager()

    base_form_class = TrainingEventForm
    panels = EVENT_PANELS

    class Meta:
        ordering = ["-date", "-starts_at", "pk"]
        verbose_name = _("training event")
        verbose_name_plural = _("training events")
        indexes = [models.Index(fields=["partnership", "status", "kind", "date"], name="event_partnership_status")]
        permissions = [("run_trainingevent", "Can plan, hold and record events of sessions")]

    def __str__(self) -> str:
        return f"{self.title}, {self.date_as_stated}" if self.date_as_stated else self.title

    def get_absolute_url(self) -> str:
        return address_of("training_event", self.pk)

    @cached_property
    def host_name(self) -> str:
        """Whose it is; lists fetch the name alone."""
        return self.host.name if self.host else ""

    @property
    def level(self) -> Level | None:
        """Of its course; else of the plan it was made from."""
        of_course = self.course.level if self.course else None
        return of_course or (self.plan.level if self.plan else None)

    @cached_property
    def level_name(self) -> str:
        """The level of its course or plan; lists fetch the name alone."""
        return self.level.name if self.level else ""

    @property
    def change_of_plan(self) -> str:
        """That it is cancelled or moved, in words."""
        return self.get_status_display() if self.status in CHANGED_STATES else ""

    @property
    def is_to_come(self) -> bool:
        """Planned or moved, for a day that has not passed, or for none yet."""
        return self.status in COMING_STATES and (self.date is None or self.date >= timezone.localdate())

    @property
    def can_be_booked(self) -> bool:
        return self.is_to_come and bool(self.booking_url)

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end is not after the start.")})

    def read_stated_date(self) -> None:
        """A known start gives the date when none is stated, so that events with a time still sort."""
        super().read_stated_date()
        if self.date is None and self.starts_at:
            from learning.enums import DatePrecision

            self.date, self.date_precision = timezone.localdate(self.starts_at), DatePrecision.DAY


class PointTaught(Orderable):
    """An event passed on a learning point, at some depth."""

    event = ParentalKey(TrainingEvent, on_delete=models.CASCADE, related_name="points_taught")
    point = models.ForeignKey(
        LearningPoint, on_delete=models.PROTECT, related_name="points_taught", verbose_name=_("learning point")
    )
    depth = models.CharField(_("depth"), max_length=20, choices=Depth, default=Depth.TAUGHT)
    evidence = models.CharField(_("evidence"), max_length=300, blank=True)
    assurance = models.CharField(_("relied on"), max_length=12, choices=Assurance, default=Assurance.CLAIMED)

    class Meta(Orderable.Meta):
        ordering = ["sort_order", "pk"]
        constraints = [models.UniqueConstraint(fields=["event", "point"], name="unique_point_taught")]
        indexes = [models.Index(fields=["point", "event", "depth"], name="point_taught_covering")]

    def __str__(self) -> str:
        return f"{self.point} ({self.get_depth_display()})"


class Attendance(models.Model):
    """How many of an agency came to an event: counts, never names. What was not given is empty, which is not zero."""

    event = ParentalKey(TrainingEvent, on_delete=models.CASCADE, related_name="attendances")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="attendances", verbose_name=_("agency"))
    state = models.CharField(_("return"), max_length=20, choices=AttendanceState, default=AttendanceState.RETURNED)
    booked = models.PositiveIntegerField(_("booked"), null=True, blank=True)
    came = models.PositiveIntegerField(_("came (of booked)"), null=True, blank=True)
    walked_in = models.PositiveIntegerField(_("walked in"), null=True, blank=True)
    did_not_come = models.PositiveIntegerField(_("did not come"), null=True, blank=True)
    cancelled = models.PositiveIntegerField(_("cancelled"), null=True, blank=True)
    how = models.CharField(_("how it came in"), max_length=12, choices=RecordedHow, blank=True, editable=False)
    recorded_at = models.DateTimeField(_("recorded"), null=True, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", editable=False
    )

    class Meta:
        ordering = ["agency__name"]
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [models.UniqueConstraint(fields=["event", "agency"], name="unique_attendance")]
        indexes = [
            # A covering index: the coverage matrix reads no row of this table.
            models.Index(fields=["event", "agency", "state", "came", "walked_in"], name="attendance_covering"),
            # The few of which a return is awaited, as `training.queries.attendance.still_awaited` asks for them.
            models.Index(
                fields=["event", "agency", "state", "came", "walked_in"],
                condition=models.Q(state=AttendanceState.AWAITING)
                | models.Q(state=AttendanceState.RETURNED, came__isnull=True, walked_in__isnull=True),
                name="attendance_awaited",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.people if self.people is not None else self.get_state_display()}"

    def clean(self) -> None:
        super().clean()
        validate_counts_match_state(self)

    @property
    def people(self) -> int | None:
        """Who was in the room. None while unknown."""
        return people_in_the_room(self.state, self.came, self.walked_in)

    @property
    def counts(self) -> dict[str, int | None]:
        return {name: getattr(self, name) for name in COUNT_FIELDS}


def people_in_the_room(state: str, came: int | None, walked_in: int | None) -> int | None:
    """Those who came of those booked, and those who walked in. None while unknown: no return, or one without numbers."""
    if state != AttendanceState.RETURNED or (came is None and walked_in is None):
        return None
    return (came or 0) + (walked_in or 0)

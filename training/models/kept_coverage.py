"""What is kept of coverage, so that lists of gaps need not look at every event: worked out from the raw rows, never typed in.

What is shown is counted from the raw rows all the same (`training.queries.gaps`).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from learning.models import LearningPoint, Partnership
from training.models.event import TrainingEvent


class KeptCoverage(models.Model):
    """One row, there while what is kept can be relied on: triggers note each change (`training.domain.coverage_triggers`).

    `agencies` are the ids of agencies by their place in `PointPassedOn.had_by`. A place is never given to another.
    """

    wagtail_reference_index_ignore = True

    agencies = models.JSONField(default=list)

    class Meta:
        verbose_name = _("state of kept coverage")
        verbose_name_plural = _("state of kept coverage")

    def __str__(self) -> str:
        return f"{len(self.agencies)} agencies"


class CoverageChange(models.Model):
    """Something that figures are counted from has changed. The database's triggers write these rows, for every way of writing.

    `transaction` is PostgreSQL's number of it, so that nobody waits for another's row and none that came later is taken
    for done; on SQLite, where one writes at a time, it is 0.
    """

    wagtail_reference_index_ignore = True

    about = models.CharField(max_length=6)
    number = models.BigIntegerField()
    transaction = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("change to kept coverage")
        verbose_name_plural = _("changes to kept coverage")
        constraints = [
            models.UniqueConstraint(fields=["about", "number", "transaction"], name="unique_coverage_change")
        ]

    def __str__(self) -> str:
        return f"{self.about} {self.number}"


class PointPassedOn(models.Model):
    """A learning point at a partnership whose own it is, or that has passed it on: when last, and to whom.

    Of events held, on whatever day. `came_last` and `awaited_last` are the last on which somebody came, and on which
    nobody is known to have come and a return is awaited: date.min where no day is known, empty where there was none.
    `had_by` and `awaited_by` are hexadecimal digits, the lowest first, in which each agency has a bit (`KeptCoverage`).
    `widely` is as `training.queries.point_conditions` orders by; `current_until` the day it was or will be retired on,
    date.min if it was superseded, else date.max.
    """

    wagtail_reference_index_ignore = True

    # No constraint: deleting is not to wait for these rows. They go when the change that it notes is taken in.
    partnership = models.ForeignKey(
        Partnership, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    point = models.ForeignKey(LearningPoint, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    widely = models.BigIntegerField()
    made_at = models.DateTimeField()
    current_until = models.DateField()
    came_last = models.DateField(null=True)
    awaited_last = models.DateField(null=True)
    had_by = models.TextField()
    awaited_by = models.TextField()

    class Meta:
        verbose_name = _("learning point passed on")
        verbose_name_plural = _("learning points passed on")
        constraints = [models.UniqueConstraint(fields=["partnership", "point"], name="unique_point_passed_on")]
        indexes = [
            # Covering: the lists of what nobody has had, or not lately, read no row of this table.
            models.Index(
                fields=["partnership", "came_last", "awaited_last", "current_until", "widely", "made_at", "point"],
                name="point_passed_on_covering",
            ),
            models.Index(
                fields=["partnership", "awaited_last"],
                condition=models.Q(awaited_last__isnull=False),
                name="point_passed_on_awaited",
            ),
            # In the order of a list: what one agency has not had is walked through until enough is found.
            models.Index(fields=["partnership", "-widely", "-made_at", "point"], name="point_passed_on_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.point_id} at {self.partnership_id}"


class AwaitedReturns(models.Model):
    """An event held, on that day if it is known, of which so many returns are awaited: at least one."""

    wagtail_reference_index_ignore = True

    event = models.OneToOneField(TrainingEvent, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    partnership = models.ForeignKey(
        Partnership, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    date = models.DateField(null=True)
    count = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("returns awaited")
        verbose_name_plural = _("returns awaited")
        indexes = [models.Index(fields=["partnership", "date", "count"], name="awaited_returns_covering")]

    def __str__(self) -> str:
        return f"{self.count} of {self.event_id}"

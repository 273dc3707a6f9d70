"""Whether a session holds what its level requires, line by line, and what covers each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone

from learning.models import Level
from learning.models.learning_point import LearningPointTheme
from training.models import RequiredContent, Segment


@dataclass(frozen=True)
class Requirement:
    """One line of a level's list, with the parts of a session that cover it. None does where it is not covered yet."""

    line: RequiredContent
    covered_by: Sequence[Segment]

    @property
    def is_covered(self) -> bool:
        return bool(self.covered_by)


def required_lines(level: Level | None, on: date | None = None) -> list[RequiredContent]:
    """What the partnership requires of sessions at that level on that day (today). 1 query, none without a level."""
    if level is None:
        return []
    on = on or timezone.localdate()
    lines = RequiredContent.objects.filter(Q(retired_on__isnull=True) | Q(retired_on__gt=on), level=level)
    return list(lines.order_by("sort_order", "title", "pk"))


def check_required(lines: Sequence[RequiredContent], segments: Sequence[Segment]) -> list[Requirement]:
    """Each line with what covers it: a part that carries its point or theme, or of which the trainer has said so.

    Fetch `covers` with the segments first. 1 query, none where no line has a theme.
    """
    themes = _themes_of_points(lines, segments)
    return [Requirement(line, [segment for segment in segments if _covers(segment, line, themes)]) for line in lines]


def _covers(segment: Segment, line: RequiredContent, themes: dict[int, set[int]]) -> bool:
    if line.pk in {one.pk for one in segment.covers.all()}:
        return True
    if segment.point_id is None:
        return False
    return segment.point_id == line.point_id or line.theme_id in themes.get(segment.point_id, set())


def _themes_of_points(lines: Sequence[RequiredContent], segments: Sequence[Segment]) -> dict[int, set[int]]:
    wanted = {line.theme_id for line in lines if line.theme_id}
    points = {segment.point_id for segment in segments if segment.point_id}
    found: dict[int, set[int]] = {}
    if wanted and points:
        rows = LearningPointTheme.objects.filter(content_object__in=points, tag__in=wanted)
        for point, theme in rows.values_list("content_object_id", "tag_id"):
            found.setdefault(point, set()).add(theme)
    return found

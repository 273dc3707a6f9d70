"""What else is recorded about events, whoever recorded it: what has to be known before one is taken away."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry

from training.models import Attendance, PointTaught, TrainingEvent

_AT_ONCE = 500


def recorded_about(events: Iterable[int]) -> dict[int, str]:
    """Of each event that anything but attendance refers to, by its number: one kind of thing that does, in words.

    Every table that refers to events is asked, those of other rooms and of many-to-many fields too.
    """
    found: dict[int, str] = {}
    for field in TrainingEvent._meta.get_fields(include_hidden=True):
        if not field.auto_created or field.concrete or not (field.one_to_many or field.one_to_one):
            continue
        model: Any = field.related_model
        if model is Attendance:
            continue
        name: str = field.field.name  # type: ignore[union-attr]  # a relation from elsewhere
        for some in _portions(events):
            referring = model._base_manager.filter(**{f"{name}__in": some}).order_by().values_list(name, flat=True)
            found |= dict.fromkeys(referring, _in_words(model))
    return found


def changed_after(events: Iterable[int], moment: datetime) -> set[int]:
    """Those of the events that the log says something of after that moment."""
    kind = ContentType.objects.get_for_model(TrainingEvent)
    return {
        int(number)
        for some in _portions(events)
        for number in ModelLogEntry.objects.filter(
            content_type=kind, object_id__in=[str(one) for one in some], timestamp__gt=moment
        )
        .order_by()
        .values_list("object_id", flat=True)
    }


def _in_words(model: type[Model]) -> str:
    """ "learning points"; of a table that only links, what it links to."""
    if model is PointTaught:
        return _("learning points")
    if model._meta.auto_created:
        field = next((one for one in model._meta.get_fields() if one.related_model not in (None, TrainingEvent)), None)
        model = field.related_model if field and isinstance(field.related_model, type) else model
    return str(model._meta.verbose_name_plural)


def _portions(events: Iterable[int]) -> Iterator[list[int]]:
    numbers = sorted(events)
    return (numbers[start : start + _AT_ONCE] for start in range(0, len(numbers), _AT_ONCE))

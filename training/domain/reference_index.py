"""What events refer to, for Wagtail's "used in": kept by signals, which rows written together do not send."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from modelcluster.models import get_all_child_relations
from wagtail.models import ReferenceIndex

from training.models import TrainingEvent

AT_ONCE = 250
_SAID = ("to_content_type_id", "to_object_id", "model_path", "content_path")


def index_events(numbers: Sequence[int]) -> None:
    """Brings the references of these events up to date, some at a time, so that nobody waits long for the database."""
    for start in range(0, len(numbers), AT_ONCE):
        with transaction.atomic():
            _index(numbers[start : start + AT_ONCE])


def forget_events(numbers: Sequence[int]) -> None:
    """Takes out what events that are gone referred to, and what referred to them."""
    kind = ContentType.objects.get_for_model(TrainingEvent)
    for start in range(0, len(numbers), AT_ONCE):
        some = [str(number) for number in numbers[start : start + AT_ONCE]]
        ReferenceIndex.objects.filter(base_content_type=kind, object_id__in=some).delete()
        ReferenceIndex.objects.filter(to_content_type=kind, to_object_id__in=some).delete()


def _index(numbers: Sequence[int]) -> None:
    kind = ContentType.objects.get_for_model(TrainingEvent)
    old: dict[tuple[Any, ...], int] = {
        (number, *said): pk
        for pk, number, *said in ReferenceIndex.objects.filter(
            base_content_type=kind, object_id__in=[str(number) for number in numbers]
        ).values_list("pk", "object_id", *_SAID)
    }
    now = {
        (str(event.pk), *reference)
        for event in _whole(numbers)
        for reference in ReferenceIndex._extract_references_from_object(event)
    }
    ReferenceIndex.objects.bulk_create(
        [
            ReferenceIndex(
                content_type=kind,
                base_content_type=kind,
                object_id=number,
                content_path_hash=ReferenceIndex._get_content_path_hash(said[-1]),
                **dict(zip(_SAID, said, strict=True)),
            )
            for number, *said in now - old.keys()
        ],
        ignore_conflicts=True,
        batch_size=AT_ONCE,
    )
    gone = [pk for said, pk in old.items() if said not in now]
    for start in range(0, len(gone), AT_ONCE):
        ReferenceIndex.objects.filter(pk__in=gone[start : start + AT_ONCE]).delete()


def _whole(numbers: Sequence[int]) -> list[TrainingEvent]:
    """The events with all their parts in memory, in a number of queries that does not grow."""
    events = TrainingEvent.objects.in_bulk(numbers)
    for relation in get_all_child_relations(TrainingEvent):
        parts: dict[int, list[Any]] = defaultdict(list)
        for part in relation.related_model._default_manager.filter(**{f"{relation.field.name}__in": numbers}):
            parts[getattr(part, relation.field.attname)].append(part)
        for number, event in events.items():
            event._cluster_related_objects = {
                **getattr(event, "_cluster_related_objects", {}),
                relation.get_accessor_name(): parts[number],
            }
    return list(events.values())

"""What is done with a learning point: retired, never lost."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.db.models.deletion import Collector, ProtectedError
from django.utils import timezone
from wagtail.log_actions import log

from learning.errors import AlreadyRetired

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

    from learning.models import LearningPoint


def uses_that_protect(point: "LearningPoint") -> list[models.Model]:
    """The findings, briefings, courses and events that pass this point on, and so keep it from being deleted."""
    collector = Collector(using=point._state.db or "default")
    try:
        collector.collect([point])
    except ProtectedError as error:
        return sorted(error.protected_objects, key=lambda row: (row._meta.label, row.pk))
    return []


def describe_use(row: models.Model) -> str:
    """A protecting row as an editor knows it: "Finding: Child A", "Point taught: Neglect day, 3 March 2026"."""
    owners = [field for field in row._meta.fields if field.is_relation and field.name not in {"point", "page_ptr"}]
    owner = getattr(row, owners[0].name) if owners else row
    return f"{str(row._meta.verbose_name).capitalize()}: {owner}"


def retire(
    point: "LearningPoint", why: str, *, by: "AbstractBaseUser | None", on: date | None = None
) -> "LearningPoint":
    """Takes a point out of what is still to be passed on. Its history stays: where it was found, where it was taught.

    Raises:
        AlreadyRetired: it was retired before; when and why are left as they are.
    """
    if point.is_retired:
        raise AlreadyRetired(point)
    with transaction.atomic():
        point.retired_on = on or timezone.localdate()
        point.retired_why = why.strip()
        point.save(update_fields=["retired_on", "retired_why", "updated_at"])
        log(instance=point, action="learning.retire", user=by, data={"why": point.retired_why})
    return point

"""Other names of agencies: what files and spreadsheets call them, as somebody said once. Remembered by the partnership."""

from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.log_actions import log

from learning.models import Agency, Partnership
from training.errors import AgencyNotHere
from training.imports.cells import folded
from training.models import AgencyAlias

if TYPE_CHECKING:
    from django.contrib.auth.base_user import AbstractBaseUser

LONGEST_NAME = 200


def remember_name(partnership: Partnership, name: str, agency: Agency, *, by: "AbstractBaseUser") -> AgencyAlias:
    """From now on that name means that agency; whom it meant before is forgotten. What is remembered already is not logged.

    Raises AgencyNotHere: the agency is another partnership's.
    """
    with transaction.atomic():
        if not partnership.agencies.filter(pk=agency.pk).exists():
            raise AgencyNotHere(agency)
        known = AgencyAlias.objects.filter(partnership=partnership, folded=folded(name)[:LONGEST_NAME]).first()
        if known is not None and known.agency_id == agency.pk:
            return known
        alias, _is_new = AgencyAlias.objects.update_or_create(
            partnership=partnership,
            folded=folded(name)[:LONGEST_NAME],
            defaults={"agency": agency, "name": name[:LONGEST_NAME]},
        )
        log(instance=agency, action="training.alias", user=by, data={"name": name[:LONGEST_NAME]})
    return alias


def forget_name(partnership: Partnership, name: str, *, by: "AbstractBaseUser") -> Agency | None:
    """Takes a remembered name back: it is asked about again. The agency it meant; None where it was not remembered.

    What was read by that name before stays as it was recorded.
    """
    with transaction.atomic():
        known = AgencyAlias.objects.filter(partnership=partnership, folded=folded(name)[:LONGEST_NAME])
        alias = known.select_related("agency").first()
        if alias is None:
            return None
        alias.delete()
        log(instance=alias.agency, action="training.alias_forgotten", user=by, data={"name": alias.name})
    return alias.agency

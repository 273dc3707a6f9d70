"""What a person may do, asked of the database once a request."""

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Permission


class PermissionsAtOnce(ModelBackend):
    """Reads a person's own permissions and those of their groups together, where Django asks for each. Signs nobody in.

    It stands before the backends that do: what it has read is where they look first.
    """

    def authenticate(self, request: Any, **credentials: Any) -> None:  # type: ignore[override]  # never anybody
        return None

    def get_all_permissions(self, user_obj: Any, obj: Any = None) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or user_obj.is_superuser or obj is not None:
            return super().get_all_permissions(user_obj, obj)
        if not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = _permissions(user_obj)
        found: set[str] = user_obj._perm_cache
        return found


def _permissions(user: Any) -> set[str]:
    """ "training.view_attendance" and the like, in 1 query."""
    own, of_groups = Permission.objects.filter(user=user), Permission.objects.filter(group__user=user)
    named = ("content_type__app_label", "codename")
    rows = own.order_by().values_list(*named).union(of_groups.order_by().values_list(*named)).order_by()
    return {f"{app}.{codename}" for app, codename in rows}

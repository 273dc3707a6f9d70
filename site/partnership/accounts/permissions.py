"""What an account lets somebody do, asked in the project's own words."""

from typing import TYPE_CHECKING, Union

from django.contrib.auth.models import AnonymousUser

if TYPE_CHECKING:
    from partnership.accounts.models import User

Person = Union["User", AnonymousUser]

ADMIN_ACCESS = "wagtailadmin.access_admin"


def can_open_admin(person: Person) -> bool:
    """May this person see the editing pages at /admin/ at all?"""
    return person.is_authenticated and person.has_perm(ADMIN_ACCESS)


def holds_a_role(person: Person) -> bool:
    """Can this person see or change more than a reader without an account?"""
    return person.is_authenticated and (can_open_admin(person) or person.groups.exists())

"""What a person may do is read in one query, and comes to what Django finds in two."""

import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnership.accounts.backends import PermissionsAtOnce
from partnership.accounts.models import User
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    """In two groups that both may see attendance, with a permission of their own, and one of both kinds."""
    person = UserFactory(group="Trainers")
    person.groups.add(Group.objects.get(name="Editors"))
    own = Permission.objects.filter(codename__in=["delete_theme", "view_attendance"])
    assert own.count() == 2
    person.user_permissions.set(own)
    return person


def test_they_are_those_that_django_finds(person):
    found = PermissionsAtOnce().get_all_permissions(User.objects.get(pk=person.pk))

    assert found == ModelBackend().get_all_permissions(User.objects.get(pk=person.pk))
    assert {"learning.delete_theme", "training.view_attendance", "wagtailadmin.access_admin"} <= found


def test_whatever_is_asked_of_somebody_is_read_once(person):
    person = User.objects.get(pk=person.pk)

    with CaptureQueriesContext(connection) as queries:
        may = [person.has_perm(name) for name in ("training.view_attendance", "auth.delete_user", "no.such_thing")]

    assert (may, len(queries)) == ([True, False, False], 1)


def test_an_administrator_may_do_everything_and_an_account_that_is_closed_nothing(person):
    everything = {f"{one.content_type.app_label}.{one.codename}" for one in Permission.objects.all()}
    closed = UserFactory(group="Trainers", is_active=False)

    assert PermissionsAtOnce().get_all_permissions(UserFactory(is_superuser=True)) == everything
    assert PermissionsAtOnce().get_all_permissions(closed) == set()
    assert not closed.has_perm("training.view_attendance")


def test_permissions_on_one_object_are_nobodys(person):
    assert PermissionsAtOnce().get_all_permissions(person, obj=person) == set()


def test_it_signs_nobody_in(person, rf):
    assert PermissionsAtOnce().authenticate(rf.post("/"), email=person.email, password="any") is None
    person.set_password("correct horse battery staple")
    person.save()
    found = authenticate(rf.post("/"), email=person.email, password="correct horse battery staple")
    assert found.backend == "allauth.account.auth_backends.AuthenticationBackend"

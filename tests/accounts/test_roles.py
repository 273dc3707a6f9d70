"""Each role's permissions, from the migration that makes them: everything a role may do is in its table, nothing else."""

import pytest
from django.contrib.auth.models import Group

from partnership.accounts.enums import Role
from partnership.accounts.permissions import can_open_admin, holds_a_role
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

TRAINING_VIEWS = {"training.view_attendance", "training.view_course", "training.view_trainingevent"}
TRAINING_CHANGES = {
    f"training.{action}_{model}"
    for action in ("add", "change", "delete")
    for model in ("attendance", "course", "trainingevent")
}
WRITES_LEARNING = {
    f"learning.{action}_{model}" for action in ("add", "change", "view") for model in ("agency", "learningpoint")
}
ADMIN = {"wagtailadmin.access_admin"}
FILES = {
    f"{app}.{action}_{model}"
    for app, model in (("wagtaildocs", "document"), ("wagtailimages", "image"))
    for action in ("add", "change", "choose", "delete")
}
SLIDES = {"media.reuse_slide"}
CAMPAIGNS = {f"learning.{action}_campaign" for action in ("add", "change", "delete", "view")}
PACK_EDITIONS = {f"briefings.{action}_packedition" for action in ("change", "view")}
TEAM_USE = {f"training.{action}_teamuse" for action in ("change", "delete", "view")}
SESSIONS = {f"training.{action}_sessionplan" for action in ("add", "change", "view")} | {
    "training.run_trainingevent",
    "training.view_feedbackround",
    "training.view_requiredcontent",
}
LOOKS_AFTER_SESSIONS = {
    f"{app}.{action}_{model}"
    for action in ("add", "change", "delete", "view")
    for app, model in (
        ("learning", "agencysuccession"),
        ("training", "agencyalias"),
        ("training", "attendanceimport"),
        ("training", "cascade"),
        ("training", "endorsement"),
        ("training", "requiredcontent"),
        ("training", "sessionplan"),
        ("training", "workforce"),
    )
} | {
    "learning.change_queuedmail",
    "learning.view_queuedmail",
    "training.change_cascadesettings",
    "training.change_feedbackquote",
    "training.change_trainingsettings",
    "training.delete_feedbackround",
    "training.view_feedbackquote",
}
WRITES_STATEMENT = {"home.change_accessibilitystatement"}
SEES_CASCADES = {"training.view_cascade"}
EXPECTED = {
    Role.TRAINERS: TRAINING_VIEWS | SLIDES | SESSIONS | SEES_CASCADES,
    Role.TRAINING_MANAGERS: ADMIN
    | SLIDES
    | TRAINING_VIEWS
    | TRAINING_CHANGES
    | TEAM_USE
    | SESSIONS
    | LOOKS_AFTER_SESSIONS
    | {"learning.view_agency", "learning.view_learningpoint"},
    Role.EDITORS: ADMIN
    | CAMPAIGNS
    | FILES
    | PACK_EDITIONS
    | SLIDES
    | WRITES_LEARNING
    | WRITES_STATEMENT
    | {"learning.view_theme", "training.view_teamuse"},
    Role.MODERATORS: ADMIN
    | CAMPAIGNS
    | TEAM_USE
    | FILES
    | PACK_EDITIONS
    | SLIDES
    | WRITES_LEARNING
    | WRITES_STATEMENT
    | SEES_CASCADES
    | {"learning.view_theme", "learning.add_theme", "learning.change_theme", "briefings.change_depositsettings"},
    Role.AGENCY_LEADS: set(),
}


@pytest.mark.parametrize("role", Role, ids=lambda role: role.value)
def test_a_role_may_do_what_its_table_says_and_nothing_else(role):
    permissions = Group.objects.get(name=role).permissions.select_related("content_type")

    assert {f"{row.content_type.app_label}.{row.codename}" for row in permissions} == EXPECTED[role]


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (Role.TRAINERS, set()),
        (Role.TRAINING_MANAGERS, set()),
        (Role.AGENCY_LEADS, set()),
        (Role.EDITORS, {"add_page", "change_page"}),
        (Role.MODERATORS, {"add_page", "change_page", "publish_page", "lock_page", "unlock_page"}),
    ],
)
def test_only_moderators_publish_and_only_editors_and_they_write_pages(role, pages):
    group = Group.objects.get(name=role)

    assert {row.permission.codename for row in group.page_permissions.select_related("permission")} == pages


@pytest.mark.parametrize(
    ("role", "files"),
    [
        (Role.TRAINERS, set()),
        (Role.AGENCY_LEADS, set()),
        (Role.TRAINING_MANAGERS, {"choose_document", "choose_image"}),
        (
            Role.EDITORS,
            {f"{action}_{kind}" for action in ("add", "change", "choose") for kind in ("document", "image")},
        ),
    ],
)
def test_files_are_chosen_by_training_managers_and_added_by_editors(role, files):
    group = Group.objects.get(name=role)

    assert {row.permission.codename for row in group.collection_permissions.select_related("permission")} == files


@pytest.mark.parametrize(
    ("role", "opens"),
    [
        (None, False),
        (Role.AGENCY_LEADS, False),
        (Role.TRAINERS, False),
        (Role.EDITORS, True),
        (Role.MODERATORS, True),
        (Role.TRAINING_MANAGERS, True),
    ],
)
def test_the_admin_opens_to_editors_moderators_and_training_managers(role, opens):
    person = UserFactory(group=role)

    assert can_open_admin(person) is opens


def test_a_role_is_held_by_anybody_in_a_group_and_by_administrators():
    assert not holds_a_role(UserFactory())
    assert holds_a_role(UserFactory(group=Role.AGENCY_LEADS))
    assert holds_a_role(UserFactory(is_superuser=True))

"""Give every install the five roles. Wagtail has already made Editors and Moderators, with their pages, documents and images."""

from django.db import migrations

ALL = ("add", "change", "delete", "view")
WRITE = ("add", "change", "view")
ADMIN_ACCESS = ("wagtailadmin", "admin", ("access",))

TRAINERS = [
    ("training", "attendance", ("view",)),
    ("training", "course", ("view",)),
    ("training", "trainingevent", ("view",)),
]
TRAINING_MANAGERS = [
    ADMIN_ACCESS,
    ("training", "attendance", ALL),
    ("training", "course", ALL),
    ("training", "trainingevent", ALL),
    ("learning", "agency", ("view",)),
    ("learning", "learningpoint", ("view",)),
]
EDITORS = [
    ADMIN_ACCESS,
    ("learning", "learningpoint", WRITE),
    ("learning", "agency", WRITE),
    ("learning", "theme", ("view",)),
]
MODERATORS = [*EDITORS, ("learning", "theme", WRITE)]
ROLES = {
    "Trainers": TRAINERS,
    "Training managers": TRAINING_MANAGERS,
    "Editors": EDITORS,
    "Moderators": MODERATORS,
    "Agency leads": [],
}
CHOOSE_FILES = [("wagtaildocs", "document"), ("wagtailimages", "image")]


def give_roles(apps, schema_editor):
    Group = apps.get_model("auth", "Group")
    for name, grants in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        for app_label, model, actions in grants:
            group.permissions.add(*(permission(apps, app_label, model, action) for action in actions))
    choose_files(apps, Group.objects.get(name="Training managers"))


def choose_files(apps, group):
    """A training event has documents: its manager chooses them from the library, and does not change them."""
    root = apps.get_model("wagtailcore", "Collection").objects.order_by("path").first()
    if root is None:
        return
    for app_label, model in CHOOSE_FILES:
        apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
            group=group, collection=root, permission=permission(apps, app_label, model, "choose")
        )


def permission(apps, app_label, model, action):
    """The permission row: Django makes it only after all migrations have run, so here it may have to be made first."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    row, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type, codename=f"{action}_{model}", defaults={"name": f"Can {action} {model}"}
    )
    return row


def take_roles(apps, schema_editor):
    """Wagtail's own two groups stay, without what was added here; nobody loses an account."""
    Group = apps.get_model("auth", "Group")
    Group.objects.filter(name__in=set(ROLES) - {"Editors", "Moderators"}).delete()
    for group in Group.objects.filter(name__in=["Editors", "Moderators"]):
        group.permissions.remove(*group.permissions.filter(content_type__app_label="learning"))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("learning", "0002_initial"),
        ("training", "0001_initial"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0098_apitoken"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [migrations.RunPython(give_roles, take_roles)]

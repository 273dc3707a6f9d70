"""Let training managers cascade and look after mail; trainers and moderators see where a cascade stopped."""

from importlib import import_module

from django.db import migrations

roles = import_module("partnership.accounts.migrations.0002_roles")
ALL = roles.ALL
GRANTS = {
    "Trainers": [("training", "cascade", ("view",))],
    "Moderators": [("training", "cascade", ("view",))],
    "Training managers": [
        ("training", "cascade", ALL),
        ("training", "cascadesettings", ("change",)),
        ("learning", "queuedmail", ("change", "view")),
    ],
}


def granted(apps, name):
    return [roles.permission(apps, app, model, action) for app, model, actions in GRANTS[name] for action in actions]


def give(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTS):
        group.permissions.add(*granted(apps, group.name))


def take(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTS):
        group.permissions.remove(*granted(apps, group.name))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0006_sessions"),
        ("learning", "0008_mail_queue_and_board_members"),
        ("training", "0006_cascades"),
    ]

    operations = [migrations.RunPython(give, take)]

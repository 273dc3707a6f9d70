"""Let editors and moderators keep the campaign calendar."""

from importlib import import_module

from django.db import migrations

roles = import_module("partnership.accounts.migrations.0002_roles")
GRANTS = {
    "Editors": [("learning", "campaign", roles.ALL)],
    "Moderators": [("learning", "campaign", roles.ALL)],
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
        ("accounts", "0008_accessibility_statement"),
        ("learning", "0011_series_recordings_and_campaigns"),
    ]

    operations = [migrations.RunPython(give, take)]

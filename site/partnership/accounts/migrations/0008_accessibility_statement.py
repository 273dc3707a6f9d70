"""Let editors and moderators say in the accessibility statement what a person has checked."""

from importlib import import_module

from django.db import migrations

roles = import_module("partnership.accounts.migrations.0002_roles")
GROUPS = ("Editors", "Moderators")


def give(apps, schema_editor):
    granted = roles.permission(apps, "home", "accessibilitystatement", "change")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.add(granted)


def take(apps, schema_editor):
    granted = roles.permission(apps, "home", "accessibilitystatement", "change")
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GROUPS):
        group.permissions.remove(granted)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0007_cascades"),
        ("home", "0003_accessibility_statement"),
    ]

    operations = [migrations.RunPython(give, take)]

"""Let moderators and training managers look at what teams say of briefings; editors, who write them, read it."""

from importlib import import_module

from django.db import migrations

roles = import_module("partnership.accounts.migrations.0002_roles")
DECIDE = ("change", "delete", "view")
GRANTS = {"Moderators": DECIDE, "Training managers": DECIDE, "Editors": ("view",)}


def give(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTS):
        actions = GRANTS[group.name]
        group.permissions.add(*(roles.permission(apps, "training", "teamuse", action) for action in actions))


def take(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTS):
        actions = GRANTS[group.name]
        group.permissions.remove(*(roles.permission(apps, "training", "teamuse", action) for action in actions))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_slides_are_reused"), ("training", "0004_team_use")]

    operations = [migrations.RunPython(give, take)]

"""Let those who write and publish see the editions of packs, and write the note that readers find with one."""

from importlib import import_module

from django.db import migrations

roles = import_module("partnership.accounts.migrations.0002_roles")
WHO = ("Editors", "Moderators")
ACTIONS = ("view", "change")


def give(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=WHO):
        group.permissions.add(*(roles.permission(apps, "briefings", "packedition", action) for action in ACTIONS))


def take(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=WHO):
        group.permissions.remove(*(roles.permission(apps, "briefings", "packedition", action) for action in ACTIONS))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_team_use"), ("briefings", "0004_pack_editions")]

    operations = [migrations.RunPython(give, take)]

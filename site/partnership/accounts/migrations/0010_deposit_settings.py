"""Let moderators, who note that a deposit was sent, say where deposits go, who signs them and what is allowed with them."""

from importlib import import_module

from django.db import migrations

roles = import_module("partnership.accounts.migrations.0002_roles")
GRANTS = {"Moderators": [("briefings", "depositsettings", ("change",))]}


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
        ("accounts", "0009_campaigns"),
        ("briefings", "0008_nspcc_deposits"),
    ]

    operations = [migrations.RunPython(give, take)]

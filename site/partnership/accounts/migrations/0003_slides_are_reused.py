"""Let those who build sessions and those who look after files find slides and use them again."""

from importlib import import_module

from django.db import migrations

roles = import_module("partnership.accounts.migrations.0002_roles")
WHO = ("Trainers", "Training managers", "Editors", "Moderators")


def give(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=WHO):
        group.permissions.add(roles.permission(apps, "media", "slide", "reuse"))


def take(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=WHO):
        group.permissions.remove(roles.permission(apps, "media", "slide", "reuse"))


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_roles"), ("media", "0003_sealed_originals_and_slides")]

    operations = [migrations.RunPython(give, take)]

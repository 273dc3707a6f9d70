"""Let trainers plan, hold and record sessions, and training managers look after all that goes with them."""

from importlib import import_module

from django.db import migrations

roles = import_module("partnership.accounts.migrations.0002_roles")
ALL = roles.ALL
TRAINERS = [
    ("training", "sessionplan", ("add", "change", "view")),
    ("training", "requiredcontent", ("view",)),
    ("training", "feedbackround", ("view",)),
]
TRAINING_MANAGERS = [
    ("training", "sessionplan", ALL),
    ("training", "requiredcontent", ALL),
    ("training", "endorsement", ALL),
    ("training", "feedbackround", ("view", "delete")),
    ("training", "feedbackquote", ("change", "view")),
    ("training", "attendanceimport", ALL),
    ("training", "agencyalias", ALL),
    ("training", "workforce", ALL),
    ("training", "trainingsettings", ("change",)),
    ("learning", "agencysuccession", ALL),
]
GRANTS = {"Trainers": TRAINERS, "Training managers": TRAINING_MANAGERS}


def run_events(apps):
    """The right that is no add, change, delete or view."""
    content_type, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="training", model="trainingevent"
    )
    row, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=content_type,
        codename="run_trainingevent",
        defaults={"name": "Can plan, hold and record events of sessions"},
    )
    return row


def granted(apps, name):
    rows = [roles.permission(apps, app, model, action) for app, model, actions in GRANTS[name] for action in actions]
    return [*rows, run_events(apps)]


def give(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTS):
        group.permissions.add(*granted(apps, group.name))


def take(apps, schema_editor):
    for group in apps.get_model("auth", "Group").objects.filter(name__in=GRANTS):
        group.permissions.remove(*granted(apps, group.name))


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0005_notes_on_pack_editions"),
        ("learning", "0007_agency_succession"),
        ("training", "0005_sessions_and_feedback"),
    ]

    operations = [migrations.RunPython(give, take)]

"""The kinds of agency and the themes that every install starts with."""

import tomllib
from pathlib import Path

from django.db import migrations
from django.utils.text import slugify

START_LISTS = Path(__file__).resolve().parent.parent / "start_lists"


def add_start_lists(apps, schema_editor):
    add_agency_kinds(apps.get_model("learning", "AgencyKind"))
    add_themes(apps.get_model("learning", "Theme"), apps.get_model("learning", "ThemeAlternative"))


def add_agency_kinds(AgencyKind):
    names = tomllib.loads((START_LISTS / "agency_kinds.toml").read_text())["kinds"]
    for order, name in enumerate(names):
        AgencyKind.objects.get_or_create(name=name, defaults={"slug": slugify(name), "sort_order": order})


def add_themes(Theme, ThemeAlternative):
    lists = tomllib.loads((START_LISTS / "themes.toml").read_text())
    for row in lists["themes"]:
        theme, _ = Theme.objects.get_or_create(
            name=row["name"], defaults={"slug": slugify(row["name"]), "group": row["group"]}
        )
        for label in row.get("alternatives", []):
            ThemeAlternative.objects.get_or_create(theme=theme, label=label)
        for retired in row.get("retired_words", []):
            ThemeAlternative.objects.get_or_create(
                theme=theme, label=retired["word"], defaults={"is_retired": True, "note": retired["why"]}
            )
    for row in lists["retired"]:
        Theme.objects.get_or_create(
            name=row["name"],
            defaults={
                "slug": slugify(row["name"]),
                "group": row["group"],
                "retired_on": row["retired_on"],
                "retired_why": row["why"],
                "successor": Theme.objects.get(name=row["use_instead"]),
            },
        )


class Migration(migrations.Migration):
    dependencies = [("learning", "0002_initial")]

    operations = [migrations.RunPython(add_start_lists, migrations.RunPython.noop)]

"""What is warned of before a result is read. Entries made before have none until `manage.py rebuild_search` has run."""

from django.db import migrations, models

# A new column makes the table anew on SQLite, without its trigger and the index of facets (0004).
SQLITE = (
    """CREATE TRIGGER IF NOT EXISTS search_entry_words_go AFTER DELETE ON search_searchentry BEGIN
        DELETE FROM search_entry_words WHERE rowid = old.id; END""",
    "CREATE INDEX IF NOT EXISTS search_entry_facets ON search_searchentry (site_id, kind, date, facets)",
)


def make(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": ()}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0006_follow_changes")]

    operations = [
        migrations.RunPython(migrations.RunPython.noop, make),
        migrations.AddField(
            model_name="searchentry",
            name="warning",
            field=models.TextField(blank=True, default="", help_text="What its reviews warn of before they are read."),
            preserve_default=False,
        ),
        migrations.RunPython(make, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="searchentry",
            name="kind",
            field=models.CharField(
                choices=[
                    ("review", "Review"),
                    ("learning_point", "Learning point"),
                    ("briefing", "7-minute briefing"),
                    ("national", "National summary"),
                    ("series", "Themed series"),
                    ("resource", "Themed resource"),
                    ("pack", "Learning pack"),
                    ("deck", "Slide deck"),
                    ("slide", "Slide"),
                    ("document", "Document"),
                    ("course", "Course"),
                    ("event", "Training event"),
                    ("theme", "Theme"),
                    ("information", "Information page"),
                ],
                max_length=20,
            ),
        ),
    ]

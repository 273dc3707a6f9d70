"""What entries are narrowed by, which state a site's are in, and the words they have.

Entries made before have no facets until `manage.py rebuild_search` has run.
"""

import django.db.models.deletion
from django.db import migrations, models

SQLITE = (
    # A new column makes the table anew, without its trigger.
    """CREATE TRIGGER IF NOT EXISTS search_entry_words_go AFTER DELETE ON search_searchentry BEGIN
        DELETE FROM search_entry_words WHERE rowid = old.id; END""",
    # All that facets are counted from: read without the texts, which stand before it in the table.
    "CREATE INDEX search_entry_facets ON search_searchentry (site_id, kind, date, facets)",
)
SQLITE_BACK = ("DROP INDEX IF EXISTS search_entry_facets",)
POSTGRESQL = (
    # Long texts leave the row, so that what is only counted is read from few pages.
    "ALTER TABLE search_searchentry SET (toast_tuple_target = 256)",
    # Titles, themes and hidden words alone: short enough to be looked through where a word is in very many texts.
    "ALTER TABLE search_searchentry ADD COLUMN heading tsvector",
    "CREATE INDEX search_entry_heading ON search_searchentry USING gin (heading)",
)
POSTGRESQL_BACK = (
    "DROP INDEX IF EXISTS search_entry_heading",
    "ALTER TABLE search_searchentry DROP COLUMN IF EXISTS heading",
    "ALTER TABLE search_searchentry RESET (toast_tuple_target)",
)


def make(apps, schema_editor):
    for statement in {"sqlite": SQLITE, "postgresql": POSTGRESQL}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def unmake(apps, schema_editor):
    for statement in {"sqlite": SQLITE_BACK, "postgresql": POSTGRESQL_BACK}[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_kinds_of_slides_and_series"), ("wagtailcore", "0098_apitoken")]

    operations = [
        migrations.AddField(
            model_name="searchentry",
            name="facets",
            field=models.TextField(
                blank=True, default="", help_text="What it can be narrowed by: “theme:12 year:2024”, see `facets`."
            ),
            preserve_default=False,
        ),
        migrations.CreateModel(
            name="SearchState",
            fields=[
                (
                    "site",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="wagtailcore.site",
                    ),
                ),
                ("token", models.CharField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("word", models.CharField(max_length=40)),
                ("entries", models.IntegerField()),
                (
                    "site",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="wagtailcore.site",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=["site", "word"], name="unique_search_word")],
            },
        ),
        migrations.RunPython(make, unmake),
    ]

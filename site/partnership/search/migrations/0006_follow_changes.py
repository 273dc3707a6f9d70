"""What workers follow, instead of reading every entry again after each change."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0005_look_words_up_by_index"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            model_name="searchstate",
            name="names",
            field=models.CharField(
                blank=True,
                default="",
                help_text="Another value each time facets or themes are called otherwise.",
                max_length=32,
            ),
        ),
        migrations.AddField(
            model_name="searchstate",
            name="number",
            field=models.BigIntegerField(default=0, help_text="Of the last change of an entry."),
        ),
        migrations.AlterField(
            model_name="searchstate",
            name="token",
            field=models.CharField(help_text="Of that change: a value that has never been before.", max_length=32),
        ),
        migrations.CreateModel(
            name="SearchChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.BigIntegerField()),
                ("token", models.CharField(max_length=32)),
                ("entry", models.BigIntegerField(help_text="The primary key of an entry, which may be gone.")),
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
                "constraints": [models.UniqueConstraint(fields=("site", "number"), name="unique_search_change")],
            },
        ),
    ]

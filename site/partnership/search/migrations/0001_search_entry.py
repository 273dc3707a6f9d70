import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("learning", "0002_initial"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("review", "Review"),
                            ("learning_point", "Learning point"),
                            ("briefing", "7-minute briefing"),
                            ("national", "National summary"),
                            ("resource", "Themed resource"),
                            ("deck", "Slide deck"),
                            ("document", "Document"),
                            ("course", "Course"),
                            ("event", "Training event"),
                            ("theme", "Theme"),
                            ("information", "Information page"),
                        ],
                        max_length=20,
                    ),
                ),
                (
                    "source",
                    models.CharField(help_text="The model it was made from: “learning.reviewpage”.", max_length=60),
                ),
                ("source_id", models.BigIntegerField()),
                (
                    "part",
                    models.CharField(
                        blank=True, help_text="Which part of the source, where it makes several entries.", max_length=40
                    ),
                ),
                ("path", models.CharField(help_text="Its address on the site.", max_length=500)),
                ("date", models.DateField(null=True)),
                ("date_as_stated", models.CharField(blank=True, max_length=100)),
                ("title", models.CharField(max_length=600)),
                ("theme_labels", models.TextField(blank=True, help_text="One to a line.")),
                (
                    "hidden_terms",
                    models.TextField(
                        blank=True, help_text="Found but not shown: alternatives, retired words. One to a line."
                    ),
                ),
                ("summary", models.TextField(blank=True)),
                ("body", models.TextField(blank=True)),
                (
                    "site",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wagtailcore.site"
                    ),
                ),
                ("themes", models.ManyToManyField(related_name="+", to="learning.theme")),
            ],
            options={
                "indexes": [models.Index(fields=["source", "source_id"], name="search_entry_source")],
                "constraints": [
                    models.UniqueConstraint(fields=("site", "source", "source_id", "part"), name="unique_search_entry")
                ],
            },
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0012_order_of_rows"),
        ("training", "0011_order_of_rows"),
    ]

    operations = [
        migrations.CreateModel(
            name="KeptCoverage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("agencies", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "state of kept coverage",
                "verbose_name_plural": "state of kept coverage",
            },
        ),
        migrations.CreateModel(
            name="CoverageChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("about", models.CharField(max_length=6)),
                ("number", models.BigIntegerField()),
                ("transaction", models.BigIntegerField(default=0)),
            ],
            options={
                "verbose_name": "change to kept coverage",
                "verbose_name_plural": "changes to kept coverage",
                "constraints": [
                    models.UniqueConstraint(fields=("about", "number", "transaction"), name="unique_coverage_change")
                ],
            },
        ),
        migrations.CreateModel(
            name="AwaitedReturns",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("date", models.DateField(null=True)),
                ("count", models.PositiveIntegerField()),
                (
                    "event",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="training.trainingevent",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="learning.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "returns awaited",
                "verbose_name_plural": "returns awaited",
                "indexes": [models.Index(fields=["partnership", "date", "count"], name="awaited_returns_covering")],
            },
        ),
        migrations.CreateModel(
            name="PointPassedOn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("widely", models.BigIntegerField()),
                ("made_at", models.DateTimeField()),
                ("current_until", models.DateField()),
                ("came_last", models.DateField(null=True)),
                ("awaited_last", models.DateField(null=True)),
                ("had_by", models.TextField()),
                ("awaited_by", models.TextField()),
                (
                    "partnership",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="learning.partnership",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="learning.learningpoint",
                    ),
                ),
            ],
            options={
                "verbose_name": "learning point passed on",
                "verbose_name_plural": "learning points passed on",
                "indexes": [
                    models.Index(
                        fields=[
                            "partnership",
                            "came_last",
                            "awaited_last",
                            "current_until",
                            "widely",
                            "made_at",
                            "point",
                        ],
                        name="point_passed_on_covering",
                    ),
                    models.Index(
                        condition=models.Q(("awaited_last__isnull", False)),
                        fields=["partnership", "awaited_last"],
                        name="point_passed_on_awaited",
                    ),
                    models.Index(
                        fields=["partnership", "-widely", "-made_at", "point"], name="point_passed_on_in_order"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("partnership", "point"), name="unique_point_passed_on")
                ],
            },
        ),
    ]

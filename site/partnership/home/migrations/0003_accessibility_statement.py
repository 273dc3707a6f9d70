"""What a partnership says of itself in its accessibility statement."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_partnership_look"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessibilityStatement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "audited_on",
                    models.DateField(
                        blank=True,
                        help_text="Leave empty if nobody has.",
                        null=True,
                        verbose_name="last checked by a person on",
                    ),
                ),
                ("audited_by", models.CharField(blank=True, max_length=200, verbose_name="checked by")),
                (
                    "audit_scope",
                    models.TextField(
                        blank=True,
                        help_text="Which pages, and with what: keyboard, screen reader, magnifier, voice, disabled people.",
                        verbose_name="what they checked, and how",
                    ),
                ),
                (
                    "is_not_compliant",
                    models.BooleanField(
                        default=False,
                        help_text="The statement then says “not compliant”.",
                        verbose_name="the check found that most requirements are not met",
                    ),
                ),
                (
                    "known_issues",
                    models.TextField(
                        blank=True,
                        help_text="One a line: what cannot be used, by whom, which criterion of WCAG 2.2, when it will be put right.",
                        verbose_name="known issues",
                    ),
                ),
                (
                    "disproportionate_burden",
                    models.TextField(
                        blank=True,
                        help_text="What you have decided, after an assessment, would be too much to put right, and why. Usually empty.",
                        verbose_name="disproportionate burden",
                    ),
                ),
                (
                    "out_of_scope",
                    models.TextField(
                        blank=True,
                        help_text="Besides what the statement says of old files.",
                        verbose_name="content not within the regulations’ scope",
                    ),
                ),
                (
                    "answer_within",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="you answer within (working days)",
                    ),
                ),
                (
                    "nation",
                    models.CharField(
                        choices=[
                            ("great_britain", "England, Scotland or Wales"),
                            ("northern_ireland", "Northern Ireland"),
                        ],
                        default="great_britain",
                        max_length=20,
                        verbose_name="nation",
                    ),
                ),
                ("prepared_on", models.DateField(blank=True, null=True, verbose_name="statement prepared on")),
                ("reviewed_on", models.DateField(blank=True, null=True, verbose_name="statement last reviewed on")),
                (
                    "site",
                    models.OneToOneField(
                        editable=False, on_delete=django.db.models.deletion.CASCADE, to="wagtailcore.site"
                    ),
                ),
            ],
            options={
                "verbose_name": "accessibility statement",
                "verbose_name_plural": "accessibility statements",
            },
        ),
    ]

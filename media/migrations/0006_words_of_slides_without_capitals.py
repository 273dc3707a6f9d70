from typing import Any

from django.db import migrations, models


def fold(apps: Any, schema_editor: Any) -> None:
    """Slides that are held are found like new ones. What is compared may change later: this writes as it was then."""
    from media.models.slides import folded

    slides = apps.get_model("media", "Slide").objects.only("title", "text", "notes", "alt_texts")
    for slide in slides.iterator(chunk_size=500):
        said = "\n".join((slide.title, slide.text, slide.notes, *map(str, slide.alt_texts)))
        slide.folded_title, slide.folded_words = folded(slide.title), folded(said)
        slide.save(update_fields=["folded_title", "folded_words"])


class Migration(migrations.Migration):
    dependencies = [
        ("media", "0005_what_was_withdrawn"),
    ]

    operations = [
        migrations.AddField(
            model_name="slide",
            name="folded_title",
            field=models.TextField(
                blank=True, editable=False, help_text="The title as it is searched: see folded().", default=""
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="slide",
            name="folded_words",
            field=models.TextField(
                blank=True, editable=False, help_text="All that is said, as it is searched.", default=""
            ),
            preserve_default=False,
        ),
        migrations.RunPython(fold, migrations.RunPython.noop),
    ]

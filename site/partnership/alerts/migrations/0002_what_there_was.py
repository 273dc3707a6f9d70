"""What could be found before there were alerts is news of the day it was first published, as far as that is known."""

from django.db import migrations
from django.utils import timezone

KINDS = ("review", "briefing", "national", "resource", "event")


def note(apps, schema_editor):
    NewsItem = apps.get_model("alerts", "NewsItem")
    pages = dict(
        apps.get_model("wagtailcore", "Page")
        .objects.exclude(first_published_at=None)
        .values_list("pk", "first_published_at")
    )
    now = timezone.now()
    found = apps.get_model("search", "SearchEntry").objects.filter(kind__in=KINDS, part="")
    found = found.exclude(kind="event", date__lt=timezone.localdate())
    NewsItem.objects.bulk_create(
        (
            NewsItem(
                site_id=site,
                kind=kind,
                source=source,
                source_id=pk,
                at=pages.get(pk, now) if source != "training.trainingevent" else now,
            )
            for site, kind, source, pk in found.values_list("site_id", "kind", "source", "source_id")
        ),
        ignore_conflicts=True,
        batch_size=500,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("alerts", "0001_initial"),
        ("search", "0002_full_text"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(note, migrations.RunPython.noop)]

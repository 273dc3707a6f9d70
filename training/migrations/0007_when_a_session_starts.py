from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("training", "0006_cascades")]

    operations = [
        migrations.AddField(
            model_name="sessionplan",
            name="starts_at",
            field=models.TimeField(blank=True, null=True, verbose_name="starts at"),
        ),
    ]

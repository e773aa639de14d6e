from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("docket", "0008_pages_of_lists"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="act",
            index=models.Index(fields=["on", "id"], name="act_by_day"),
        ),
    ]

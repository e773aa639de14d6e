from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0003_how_exactly_a_day_is_known"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["-on", "symbol"], name="document_by_day"),
        ),
    ]

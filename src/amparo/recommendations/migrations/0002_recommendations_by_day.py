from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recommendations", "0001_published"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="published",
            index=models.Index(fields=["on", "id"], name="recommendation_by_day"),
        ),
    ]

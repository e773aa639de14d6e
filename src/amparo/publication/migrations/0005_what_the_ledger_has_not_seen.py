from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("publication", "0004_stamp"),
    ]

    operations = [
        migrations.CreateModel(
            name="Unseen",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=20)),
                ("key", models.CharField(max_length=120)),
            ],
        ),
    ]

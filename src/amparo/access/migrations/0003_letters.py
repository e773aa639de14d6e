import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0002_posts_and_grants"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="wants_letters",
            field=models.BooleanField(default=True),
        ),
        migrations.CreateModel(
            name="Telling",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("face", models.CharField(max_length=20)),
                ("occasion", models.CharField(max_length=40)),
                ("told_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tellings",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("account", "face", "occasion"), name="telling_once_for_an_occasion"
                    )
                ],
            },
        ),
    ]

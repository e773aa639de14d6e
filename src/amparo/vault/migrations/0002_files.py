import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0001_keys_and_blind_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="File",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("holder", models.UUIDField(db_index=True)),
                ("name", models.BinaryField(db_column="name_sealed")),
                ("media_type", models.CharField(max_length=100)),
                ("size", models.PositiveBigIntegerField()),
                ("stored_size", models.PositiveBigIntegerField()),
                (
                    "scanned",
                    models.CharField(
                        choices=[("clean", "clean"), ("not_scanned", "not_scanned")], max_length=11
                    ),
                ),
                ("stripped", models.BooleanField()),
                ("added_at", models.DateTimeField()),
                ("added_by", models.CharField(max_length=80)),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("public", "public"),
                            ("internal", "internal"),
                            ("confidential", "confidential"),
                            ("personal", "personal"),
                        ],
                        default="confidential",
                        max_length=12,
                    ),
                ),
                ("dropped_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("level__in", ["public", "internal", "confidential", "personal"])
                        ),
                        name="file_level_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("scanned__in", ["clean", "not_scanned"])),
                        name="file_scan_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("stored_size__gt", models.F("size"))),
                        name="file_stored_sealed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("dropped_at", None),
                            ("dropped_at__gte", models.F("added_at")),
                            _connector="OR",
                        ),
                        name="file_dropped_after_added",
                    ),
                ],
            },
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("docket", "0007_forms_count_once"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_by_standing",
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_by_state",
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_by_next_due",
        ),
        migrations.RemoveIndex(
            model_name="matter",
            name="matter_by_body",
        ),
        migrations.AddIndex(
            model_name="act",
            index=models.Index(fields=["recorded_at"], name="act_by_moment"),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                fields=["body", "-last_on", "reference"], name="matter_of_body_by_latest"
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                fields=["procedure", "-last_on", "reference"], name="matter_of_kind_by_latest"
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                fields=["procedure", "status", "-last_on", "reference"],
                name="matter_standing_by_latest",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                fields=["state", "-last_on", "reference"], name="matter_of_state_by_latest"
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("next_due_on__isnull", False)),
                fields=["next_due_on", "reference"],
                name="matter_by_next_due",
            ),
        ),
        migrations.AddIndex(
            model_name="matter",
            index=models.Index(
                condition=models.Q(("next_due_on__isnull", False)),
                fields=["body", "next_due_on", "reference"],
                name="matter_of_body_by_next_due",
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0004_documents_by_day"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="document", name="document_by_body"),
        migrations.RemoveIndex(model_name="document", name="document_by_day"),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                fields=["-on", "symbol", "states"], name="document_by_day_and_states"
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["body", "-on", "symbol"], name="document_by_body_and_day"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["kind", "-on", "symbol"], name="document_by_kind_and_day"),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(fields=["states"], name="document_by_states"),
        ),
        migrations.AddIndex(
            model_name="version",
            index=models.Index(fields=["language"], name="version_by_language"),
        ),
    ]

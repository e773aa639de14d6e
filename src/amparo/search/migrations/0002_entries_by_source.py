from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("search", "0001_entries"),
    ]

    # No entry was made before: the defaults fill nothing.
    operations = [
        migrations.AddField(
            model_name="entry",
            name="number",
            field=models.BigIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="entry",
            name="source",
            field=models.CharField(db_index=True, default="", max_length=160),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="entry",
            name="key",
            field=models.CharField(max_length=300),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(
                fields=("number", "language"), name="one_entry_per_thing_and_language"
            ),
        ),
    ]

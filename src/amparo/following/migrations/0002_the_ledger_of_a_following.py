from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("following", "0001_tables"),
    ]

    # Without the name of a ledger, a following begins again with the one there is.
    operations = [
        migrations.AddField(
            model_name="following",
            name="ledger",
            field=models.CharField(default="", max_length=60),
            preserve_default=False,
        ),
    ]

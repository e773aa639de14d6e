from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("following", "0002_the_ledger_of_a_following"),
    ]

    operations = [
        migrations.AlterField(
            model_name="novelty",
            name="at",
            field=models.DateTimeField(),
        ),
        migrations.AddIndex(
            model_name="novelty",
            index=models.Index(fields=["at", "id"], name="novelty_by_moment"),
        ),
    ]

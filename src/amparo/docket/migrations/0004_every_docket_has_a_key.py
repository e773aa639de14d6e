import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("docket", "0003_keys_of_matters")]

    operations = [
        migrations.AlterField(
            model_name="matter",
            name="key",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
        migrations.RemoveField(model_name="act", name="reason"),
    ]

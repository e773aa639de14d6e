"""Give every docket a key of its own. No key is made until something is sealed with it."""

import uuid

from django.db import migrations


def name_keys(apps, schema_editor):
    """Name a key for each docket that has none; refuse while reasons stand there in clear."""
    if schema_editor.connection.alias != "default":
        return
    if apps.get_model("docket", "Act").objects.exclude(reason="").exists():
        raise RuntimeError(
            "Reasons for rectifications stand in clear in this database and would be lost. "
            "Load its record into a new home instead: amparo import acts."
        )
    matters = apps.get_model("docket", "Matter").objects
    for matter in matters.filter(key__isnull=True).iterator():
        matter.key = uuid.uuid4()
        matter.save(update_fields=["key"])


class Migration(migrations.Migration):
    dependencies = [("docket", "0002_sealed_content")]

    operations = [migrations.RunPython(name_keys, migrations.RunPython.noop)]

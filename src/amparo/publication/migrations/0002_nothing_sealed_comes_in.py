"""The database of the public store itself refuses what is sealed, and who entered an act."""

from django.conf import settings
from django.db import migrations

RULES = {
    "docket_act": "NEW.sealed IS NOT NULL OR NEW.by <> ''",
    "docket_matter": "NEW.sealed IS NOT NULL",
}

# SQLite makes a table anew to change a column, and drops its triggers: then make them again.
SQLITE = """
    CREATE TRIGGER {table}_{when}_open BEFORE {when} ON {table} WHEN {rule}
    BEGIN SELECT RAISE(ABORT, 'This does not belong in the public store.'); END
"""
FUNCTION = """
    CREATE FUNCTION open_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'This does not belong in the public store.' USING ERRCODE = 'restrict_violation';
    END $$;
"""
POSTGRESQL = """
    CREATE TRIGGER {table}_open BEFORE INSERT OR UPDATE ON {table}
    FOR EACH ROW WHEN ({rule}) EXECUTE FUNCTION open_only();
"""


def guard(apps, schema_editor):
    if schema_editor.connection.alias != settings.PUBLIC_STORE:
        return
    if schema_editor.connection.vendor == "sqlite":
        for table, rule in RULES.items():
            for when in ("INSERT", "UPDATE"):
                schema_editor.execute(SQLITE.format(table=table, when=when, rule=rule))
    else:
        schema_editor.execute(FUNCTION)
        for table, rule in RULES.items():
            schema_editor.execute(POSTGRESQL.format(table=table, rule=rule))


class Migration(migrations.Migration):
    dependencies = [("publication", "0001_published_files"), ("docket", "0005_releases")]

    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]

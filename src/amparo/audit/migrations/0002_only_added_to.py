"""The database itself refuses to change a line of the trail; PostgreSQL also to remove one."""

from django.db import migrations

# On SQLite, emptying the database is a DELETE like any other, so that one is not refused there.
# SQLite makes a table anew to change a column, and drops its triggers: then make them again.
SQLITE = """
    CREATE TRIGGER audit_line_only_added_to BEFORE UPDATE ON audit_line
    BEGIN SELECT RAISE(ABORT, 'The trail is only added to.'); END
"""
POSTGRESQL = """
    CREATE FUNCTION audit_line_only_added_to() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'The trail is only added to.' USING ERRCODE = 'restrict_violation';
    END $$;
    CREATE TRIGGER audit_line_only_added_to BEFORE UPDATE OR DELETE ON audit_line
    FOR EACH ROW EXECUTE FUNCTION audit_line_only_added_to();
"""


def guard(apps, schema_editor):
    schema_editor.execute(SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL)


def unguard(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER audit_line_only_added_to")
    else:
        schema_editor.execute("DROP FUNCTION audit_line_only_added_to() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_trail")]

    operations = [migrations.RunPython(guard, unguard)]

import pytest
from django.apps import apps
from django.db import connections, migrations, models, router
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from amparo.core.migrating import acts_on

ALIASES = ("default", "keys", "public", "followers")


def migration(area: str, *operations: migrations.operations.base.Operation):
    made = migrations.Migration("0001_made", area)
    made.operations = list(operations)
    return made


@pytest.mark.django_db
@pytest.mark.parametrize("alias", ALIASES)
def test_each_database_has_the_tables_that_belong_there_and_no_other(alias: str):
    belong = {
        one._meta.db_table
        for one in apps.get_models(include_auto_created=True)
        if router.allow_migrate_model(alias, one)
    }

    assert {*connections[alias].introspection.table_names()} == belong | {"django_migrations"}


@pytest.mark.django_db
@pytest.mark.parametrize("alias", ALIASES)
def test_every_migration_is_noted_in_every_database(alias: str):
    connection = connections[alias]

    noted = {*MigrationRecorder(connection).applied_migrations()}
    assert noted == {*MigrationExecutor(connection).loader.graph.nodes}


def test_a_migration_acts_where_a_table_that_it_names_belongs():
    index = models.Index(fields=["holder"], name="by_holder")
    for operation in (
        migrations.CreateModel("WrappedKey", []),
        migrations.AddField("wrappedkey", "note", models.TextField()),
        migrations.AddIndex("WrappedKey", index),
    ):
        one = migration("vault", operation)
        assert [acts_on(alias, one) for alias in ALIASES] == [False, True, False, False]


def test_a_migration_of_several_tables_acts_where_any_belongs():
    both = migration(
        "vault", migrations.CreateModel("File", []), migrations.CreateModel("WrappedKey", [])
    )

    assert [acts_on(alias, both) for alias in ALIASES] == [True, True, False, False]


def test_what_does_not_say_which_table_it_is_about_may_act_anywhere():
    for operation in (
        migrations.RunPython(migrations.RunPython.noop),
        migrations.RunSQL("SELECT 1"),
        migrations.RenameModel("Kept", "WrappedKey"),
    ):
        assert all(acts_on(alias, migration("vault", operation)) for alias in ALIASES)

"""
Making tables, in each database those that belong there.

Django reckons how every table of every database stands after each migration, wherever it belongs:
with several databases, most of what the making of a home takes.
"""

from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import router
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import IndexOperation, ModelOperation, RenameModel
from django.db.migrations.state import ProjectState


def make_tables(alias: str) -> None:
    """Make the tables of a database, or bring them up to date."""
    call_command("migrate", database=alias, verbosity=0, interactive=False)


class Executor(MigrationExecutor):
    """Applies a migration where it does something; elsewhere it notes it, as Django does, and goes on."""

    def _migrate_all_forwards(
        self,
        state: ProjectState,
        plan: list[tuple[Migration, bool]],
        full_plan: list[tuple[Migration, bool]],
        fake: bool,
        fake_initial: bool,
    ) -> ProjectState:
        to_run = {migration for migration, _backwards in plan}
        for migration, _backwards in full_plan:
            if migration not in to_run:
                continue
            if fake or acts_on(self.connection.alias, migration):
                state.apps  # noqa: B018  (reckoned here once; each migration carries it on)
                state = self.apply_migration(state, migration, fake, fake_initial)
            else:
                state = self._noted(state, migration)
        return state

    def _noted(self, state: ProjectState, migration: Migration) -> ProjectState:
        # Thrown away, so that nothing is reckoned until a migration is applied again.
        state.__dict__.pop("apps", None)
        state = migration.mutate_state(state, preserve=False)
        return self.apply_migration(state, migration, fake=True)


def acts_on(alias: str, migration: Migration) -> bool:
    """Test whether a migration may do anything in a database; of what is not known, it may."""
    return any(_acts_on(alias, migration.app_label, one) for one in migration.operations)


def _acts_on(alias: str, area: str, operation: Operation) -> bool:
    named: Any = operation
    if isinstance(operation, FieldOperation | IndexOperation):
        return router.allow_migrate(alias, area, model_name=named.model_name.lower())
    if isinstance(operation, ModelOperation) and not isinstance(operation, RenameModel):
        return router.allow_migrate(alias, area, model_name=named.name.lower())
    return True


# Django's command asks for its executor by this name, and for no other.
vars(migrate)["MigrationExecutor"] = Executor

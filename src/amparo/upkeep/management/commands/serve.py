"""`amparo serve`: serve the site until it is stopped."""

import errno
import socket
import threading
import time
from argparse import ArgumentParser
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from amparo.core import limits
from amparo.following import sealing as following
from amparo.following.routing import FOLLOWERS
from amparo.upkeep import gathering
from amparo.upkeep.backing_up.awaiting_keys import check_keys_are_there
from amparo.upkeep.beside import WorkerBeside
from amparo.vault import keystore

_NOT_BUILT = {"portal"}


class Command(BaseCommand):
    """Processes that answer, one that keeps them alive, and a worker beside."""

    help = gettext_noop("Serve the site on this machine until it is stopped.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to listen, which faces to show, and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1", help=_("address to listen on"))
        parser.add_argument("--port", type=int, default=8000, help=_("port to listen on"))
        parser.add_argument("--workers", type=int, default=1, help=_("number of processes"))
        # Settings are read before this is: `amparo` looks at it first of all.
        parser.add_argument(
            "--faces",
            help=_("which faces to show, with commas between: {faces}").format(
                faces=",".join(settings.ALL_FACES)
            ),
        )
        parser.add_argument(
            "--no-worker", action="store_true", help=_("start no worker beside the server")
        )

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Serve. First of all comes the folder for what is counted, before anything counts."""
        gathering.open_folder()
        return super().execute(*args, **options)

    def handle(
        self,
        *args: Any,
        host: str,
        port: int,
        workers: int,
        faces: str | None,
        no_worker: bool,
        **options: Any,
    ) -> None:
        """Check that the site can be served, then serve it."""
        check_faces(settings.FACES if faces is None else faces.replace(",", " ").split())
        check_ready()
        check_free(host, port)
        # What a process of the public store serves, it serves alone: there is no work for it.
        beside = WorkerBeside() if settings.INSIDE and not no_worker else None
        threading.Thread(target=self._announce, args=(host, port, beside), daemon=True).start()
        server = Granian(
            "config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=1,  # measured: more threads are slower, not faster
            log_level=LogLevels.warning,
            log_dictconfig=_logging(),
            respawn_failed_workers=True,
        )
        try:
            server.serve()
        finally:
            if beside is not None:
                beside.end()

    def _announce(self, host: str, port: int, beside: WorkerBeside | None) -> None:
        """Print the address once somebody answers there, and start the worker."""
        while True:
            try:
                socket.create_connection((host, port), timeout=1).close()
            except OSError:
                time.sleep(0.05)
            else:
                break
        name = "localhost" if host in ("127.0.0.1", "::1", "0.0.0.0") else host  # noqa: S104
        self.stdout.write(
            _("Amparo is open at {address} (stop it with Ctrl-C).").format(
                address=f"http://{name}:{port}/"
            )
        )
        self.stdout.flush()
        if beside is not None:
            beside.start()


def _logging() -> dict[str, Any]:
    """Return how the server itself logs: as everything else does."""
    of_the_server = {"handlers": ["console"], "level": "WARNING", "propagate": False}
    names = ("_granian", "granian.access")
    return {**settings.LOGGING, "loggers": {name: dict(of_the_server) for name in names}}


def check_faces(names: Sequence[str]) -> None:
    """Raise unless each of these names a face that there is, and there is one."""
    for name in names:
        if name in _NOT_BUILT:
            raise CommandError(_("The face {name} is not built yet.").format(name=name))
        if name not in settings.ALL_FACES:
            raise CommandError(
                _("There is no face {name}. The faces are: {faces}.").format(
                    name=name, faces=", ".join(settings.ALL_FACES)
                )
            )
    if not names:
        raise CommandError(_("Name at least one face to show."))


def check_ready() -> None:
    """Raise unless the keys, the databases and the static files are in place."""
    if settings.INSIDE:
        _check_secret_key()
    for connection in connections.all():
        # A public face without the key to seal with has no followers, and needs no store of them.
        if connection.alias == FOLLOWERS and not settings.INSIDE and not following.is_possible():
            continue
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError(
                _("The database is older than the program. Run `amparo init` first.")
            )
    if settings.INSIDE:
        keystore.check()
        check_keys_are_there()
    connections.close_all()
    limits.counter()
    if not (settings.STATIC_ROOT / "staticfiles.json").is_file():
        raise CommandError(_("The pages' files have not been gathered. Run `amparo init` first."))


def _check_secret_key() -> None:
    try:
        _key = settings.SECRET_KEY
    except ImproperlyConfigured:
        raise CommandError(_("There is no secret key yet. Run `amparo init` first.")) from None


def check_free(host: str, port: int) -> None:
    """Raise unless this port can be listened on."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OverflowError:
            raise CommandError(_("A port is a number from 1 to 65535.")) from None
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise CommandError(
                    _("The site cannot listen on {host}, port {port}: {why}.").format(
                        host=host, port=port, why=error.strerror
                    )
                ) from None
            raise CommandError(
                _(
                    "Port {port} is in use by another program."
                    " Choose another, for example: {command}"
                ).format(port=port, command=f"PORT={port + 1} make run")
            ) from None

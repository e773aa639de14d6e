"""`amparo serve`: serve the site until it is stopped."""

import errno
import socket
import threading
import time
from argparse import ArgumentParser
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

from amparo.vault import keystore


class Command(BaseCommand):
    """One process that answers, and one that keeps it alive."""

    help = gettext_noop("Serve the site on this machine until it is stopped.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Where to listen, and with how many processes."""
        parser.add_argument("--host", default="127.0.0.1", help=_("address to listen on"))
        parser.add_argument("--port", type=int, default=8000, help=_("port to listen on"))
        parser.add_argument("--workers", type=int, default=1, help=_("number of processes"))

    def handle(self, *args: Any, host: str, port: int, workers: int, **options: Any) -> None:
        """Check that the site can be served, then serve it."""
        check_ready()
        check_free(host, port)
        threading.Thread(target=self._announce, args=(host, port), daemon=True).start()
        Granian(
            "config.wsgi:application",
            address=host,
            port=port,
            interface=Interfaces.WSGI,
            workers=workers,
            blocking_threads=1,  # measured: more threads are slower, not faster
            log_level=LogLevels.warning,
            respawn_failed_workers=True,
        ).serve()

    def _announce(self, host: str, port: int) -> None:
        """Print the address once somebody answers there."""
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


def check_ready() -> None:
    """Raise unless the keys, the databases and the static files are in place."""
    try:
        _key = settings.SECRET_KEY
    except ImproperlyConfigured:
        raise CommandError(_("There is no secret key yet. Run `amparo init` first.")) from None
    for connection in connections.all():
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            raise CommandError(
                _("The database is older than the program. Run `amparo init` first.")
            )
    keystore.check()
    connections.close_all()
    if not (settings.STATIC_ROOT / "staticfiles.json").is_file():
        raise CommandError(_("The pages' files have not been gathered. Run `amparo init` first."))


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

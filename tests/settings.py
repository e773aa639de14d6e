"""
The settings of the tests: those of config/, in a home that is made for the run and thrown away.

Nothing is read from var/ or from another home, and none of the keys has any value. Programs that
a test starts inherit the same home.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_home = tempfile.mkdtemp(prefix="amparo-tests-")
atexit.register(shutil.rmtree, _home, ignore_errors=True)

os.environ["AMPARO_HOME"] = _home
os.environ["AMPARO_SECRET_KEY"] = "a key for tests only, long enough to satisfy every check of it"
for _name in [*os.environ]:
    if _name.startswith("AMPARO_") and not _name.endswith(("_HOME", "_SECRET_KEY", "DATABASE")):
        os.environ.pop(_name)

from config.settings import *  # noqa: E402, F403  (the environment had to be set first)
from config.settings import DATABASES, STATIC_ROOT  # noqa: E402

ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
STATIC_ROOT.mkdir()
# Pages in tests name static files as they stand; the journeys use the server with its manifest.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "files": {
        "BACKEND": "amparo.vault.files.storage.Folder",
        "OPTIONS": {"location": Path(_home) / "files"},
    },
}

for _alias, _database in DATABASES.items():
    if _database["ENGINE"] == "django.db.backends.sqlite3":
        # A file as in production, so that threads meet as they do there; what survives a power cut
        # does not matter here.
        _database["TEST"] = {"NAME": str(Path(_home) / f"test-{_alias}.sqlite3")}
        _database["OPTIONS"]["init_command"] = (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA secure_delete=ON;"
        )

"""Datasette on the same records in SQLite: full text (FTS5) of the same words, five facets."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode

from .asked import Asked
from .load import free_port, wait_for
from .rows import FACETS, plain, stems_of

ROOT = Path(__file__).resolve().parents[2]
_SETTINGS = {
    "suggest_facets": "off",  # quicker for it
    "default_page_size": "20",
    "facet_time_limit_ms": "60000",  # with less, facets would be left out
    "sql_time_limit_ms": "60000",
}


def fill(file: Path) -> float:
    """Write the records with their full text index; return how many seconds it took."""
    file.unlink(missing_ok=True)
    start = perf_counter()
    with sqlite3.connect(file) as database:
        columns = ", ".join(f"{name} TEXT" for name in FACETS)
        database.execute(
            f"CREATE TABLE entry (number INTEGER PRIMARY KEY, title TEXT, text TEXT, stems TEXT, {columns})"
        )
        database.executemany(
            f"INSERT INTO entry VALUES ({', '.join('?' * (4 + len(FACETS)))})", plain()
        )
        for name in FACETS:
            database.execute(f"CREATE INDEX entry_{name} ON entry ({name})")
        database.execute(
            "CREATE VIRTUAL TABLE entry_fts USING fts5(stems, content='entry',"
            " content_rowid='number', tokenize=\"unicode61 remove_diacritics 0 tokenchars '/.-'\")"
        )
        database.execute("INSERT INTO entry_fts(rowid, stems) SELECT number, stems FROM entry")
        database.execute("ANALYZE")
    return perf_counter() - start


def environment(folder: Path) -> Path:
    """Install it into an environment of its own, from hashed requirements; return its program."""
    program = folder / "bin" / "datasette"
    if not program.exists():
        uv = ROOT / ".venv" / "bin" / "uv"
        trusted = {"UV_SYSTEM_CERTS": "true", "UV_PYTHON_DOWNLOADS": "never"}
        run = {"check": True, "env": {**os.environ, **trusted, "VIRTUAL_ENV": str(folder)}}
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([uv, "venv", "--quiet", "--python", sys.executable, folder], **run)  # type: ignore[call-overload]
        subprocess.run(  # type: ignore[call-overload]
            [
                *(uv, "pip", "install", "--quiet", "--require-hashes", "--requirement"),
                ROOT / "requirements" / "bench.txt",
            ],
            **run,
        )
    return program


@contextmanager
def served(program: Path, file: Path) -> Iterator[str]:
    """Serve a file in the body, which is given the address."""
    port = free_port()
    settings = [part for name, value in _SETTINGS.items() for part in ("--setting", name, value)]
    server = subprocess.Popen(
        [program, "serve", "--immutable", file, "--port", str(port), *settings],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/-/versions.json", server)
        yield address
    finally:
        server.terminate()
        server.wait(timeout=20)


def path_of(one: Asked, file: Path) -> str:
    """Return the path of a question, as a page with five facets."""
    its = stems_of(one.words)
    if one.kind == "phrase":
        its = [tuple(stem for sequence in its for stem in sequence)]
    words = " ".join('"' + " ".join(sequence).replace('"', "") + '"' for sequence in its)
    asked = [("_search", words), ("_searchmode", "raw"), *(("_facet", name) for name in FACETS)]
    return f"/{file.stem}/entry?{urlencode(asked)}"

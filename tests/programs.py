"""Programs that a test starts: the command line as a person meets it, in a home of its own."""

import os
import subprocess
import sys
from pathlib import Path

AMPARO = [sys.executable, "-m", "amparo"]


def environment_of(home: Path) -> dict[str, str]:
    """Return the environment of a program that runs in `home`, with the default database."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("AMPARO_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return {**kept, "AMPARO_HOME": str(home)}


def run_amparo(
    home: Path, *arguments: str, timeout: float = 120
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end and return what it said and how it ended."""
    return subprocess.run(
        [*AMPARO, *arguments],
        env=environment_of(home),
        text=True,
        capture_output=True,
        timeout=timeout,
    )

"""Where the house tests look: the tree of the project and the files that are kept in it."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "amparo"


@cache
def kept_files() -> tuple[Path, ...]:
    """Return the files that are, or are about to be, under version control."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def found(folder: Path, pattern: str) -> list[Path]:
    """Return the files of the source that match, of which there must be at least one."""
    files = sorted(folder.glob(pattern))
    assert files, f"{folder} has no {pattern}: the test looks in the wrong place."
    return files


def place(path: Path, text: str, position: int) -> str:
    """Return `file:line` of a position in a text, from the root of the project."""
    return f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, position) + 1}"

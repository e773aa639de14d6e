"""Where sealed files lie on a disk of the machine itself."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage


class Folder(FileSystemStorage):
    """A folder that only its owner may enter; a file is on the disk once it is saved."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{
                "file_permissions_mode": 0o600,
                "directory_permissions_mode": 0o700,
                "allow_overwrite": False,
                **options,
            }
        )

    def _save(self, name: str, content: Any) -> str:
        saved: str = super()._save(name, content)  # type: ignore[misc]
        path = Path(self.path(saved))
        # The file, and the entries of the folders that lead to it.
        for one in (path, path.parent, path.parent.parent):
            _flush(one)
        return saved


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

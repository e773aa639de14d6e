"""What the vault needs at its time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages

from amparo.audit.models import Line
from amparo.vault import keystore
from amparo.vault.tasks import back_up_keys, sweep_files

pytestmark = pytest.mark.django_db
AT = datetime(2026, 1, 20, 2, 50, tzinfo=UTC)


def test_keys_are_backed_up_nowhere_unless_a_folder_was_set(settings: Any, tmp_path: Path):
    assert back_up_keys(AT) is None

    assert not Line.objects.filter(event="vault.keys_backed_up").exists()
    settings.KEY_BACKUPS = str(tmp_path / "apart")
    assert back_up_keys(AT) is not None
    assert Line.objects.filter(event="vault.keys_backed_up", by="keeper of keys").count() == 1


def test_keys_are_backed_up_and_copies_that_are_too_old_removed(settings: Any, tmp_path: Path):
    settings.KEY_BACKUPS = str(tmp_path / "apart")
    keystore.make_key(uuid4())
    back_up_keys(AT - timedelta(days=15))
    back_up_keys(AT - timedelta(days=13))

    assert back_up_keys(AT) == "keys 1, removed 1"

    assert sorted(file.name for file in (tmp_path / "apart").iterdir()) == [
        "keys-20260107T025000Z.jsonl",
        "keys-20260120T025000Z.jsonl",
    ]


def test_bytes_that_no_row_names_are_swept():
    sweep_files(datetime.now(UTC) + timedelta(days=2))  # what other tests left
    path = f"{uuid4()}/{uuid4()}"
    storages["files"].save(path, ContentFile(b"left behind"))

    assert sweep_files(datetime.now(UTC)) is None
    assert storages["files"].exists(path)
    assert sweep_files(datetime.now(UTC) + timedelta(days=2)) == "removed 1"

    assert not storages["files"].exists(path)

"""Sealed files in a bucket: copied from it, and brought back into it, or into a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import storages

from amparo.docket.models import Act, Matter
from amparo.upkeep.backing_up import checking
from amparo.upkeep.backing_up.archive import Broken
from amparo.upkeep.backing_up.opening import Read
from amparo.upkeep.backing_up.restoring import restore
from amparo.vault.files import store
from amparo.vault.models import File
from tests.vault.files.conftest import bucket, disk, s3

from .backups import IDENTITY, SCAR, empty, furnished, take

__all__ = ["bucket", "disk", "s3"]  # fixtures

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def in_bucket(bucket: str, transactional_db: None) -> Iterator[Matter]:
    with furnished(files=False) as over:
        yield over


def kept_in_bucket() -> dict[str, bytes]:
    return {one.key: one.get()["Body"].read() for one in storages["files"].bucket.objects.all()}


def opened() -> list[bytes]:
    return [b"".join(store.open_file(one)) for one in File.objects.all()]


def test_files_in_a_bucket_come_back_into_it(in_bucket: Matter, tmp_path: Path):
    kept = kept_in_bucket()
    taken = take(tmp_path / "one.age")
    assert (len(kept), taken.manifest.files) == (1, 1)
    empty(files=False)
    storages["files"].bucket.objects.all().delete()

    found = restore(taken.file, [IDENTITY])

    assert list(checking.findings(found)) == []
    assert kept_in_bucket() == kept
    assert opened() == [SCAR]


def test_a_file_that_is_gone_from_a_bucket_is_missed(in_bucket: Matter, tmp_path: Path):
    (file,) = File.objects.all()
    storages["files"].delete(file.path)

    taken = take(tmp_path / "one.age")

    assert (taken.manifest.files, taken.manifest.lost) == (0, [str(file.pk)])


def test_files_of_a_bucket_come_back_into_a_folder(
    in_bucket: Matter, tmp_path: Path, request: pytest.FixtureRequest
):
    taken = take(tmp_path / "one.age")
    empty(files=False)
    folder = request.getfixturevalue("disk")

    found = restore(taken.file, [IDENTITY])

    assert list(checking.findings(found)) == []
    assert len([one for one in folder.rglob("*") if one.is_file()]) == 1
    assert opened() == [SCAR]


def test_files_that_were_saved_are_removed_when_the_end_is_not_reached(
    in_bucket: Matter, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    taken = take(tmp_path / "one.age")
    empty(files=False)
    storages["files"].bucket.objects.all().delete()
    seen: list[dict[str, bytes]] = []

    def end() -> None:
        seen.append(kept_in_bucket())
        raise Broken

    with monkeypatch.context() as broken:
        broken.setattr(
            "amparo.upkeep.backing_up.restoring._BringingBack.finish", lambda _self: end()
        )
        with pytest.raises(Broken):
            restore(taken.file, [IDENTITY])

    assert [len(one) for one in seen] == [1]
    assert kept_in_bucket() == {}
    assert Act.objects.count() == 0
    found: Read = restore(taken.file, [IDENTITY])
    assert list(checking.findings(found)) == []

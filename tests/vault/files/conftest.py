"""The file store of a test: a folder of its own, or a bucket of a real S3-compatible server."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import Storage, storages
from pytest_django import Settings

BUCKET = "amparo-tests"


@pytest.fixture(scope="session")
def s3() -> Iterator[str]:
    """The address of an S3-compatible server."""
    from moto.moto_server.threaded_moto_server import ThreadedMotoServer

    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def disk(tmp_path: Path, settings: Settings) -> Path:
    """A file store in a folder that is not there yet."""
    place = tmp_path / "files"
    options = {"location": place}
    settings.STORAGES = {
        **settings.STORAGES,
        "files": {"BACKEND": "amparo.vault.files.storage.Folder", "OPTIONS": options},
    }
    return place


@pytest.fixture
def bucket(s3: str, settings: Settings) -> str:
    """A file store in an empty bucket."""
    settings.STORAGES = {
        **settings.STORAGES,
        "files": {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": BUCKET,
                "endpoint_url": s3,
                "region_name": "us-east-1",
                "access_key": "of no value",
                "secret_key": "of no value",
                "signature_version": "s3v4",
                "file_overwrite": False,
                "default_acl": None,
                "max_memory_size": 1024 * 1024,
            },
        },
    }
    own = storages["files"].bucket
    own.create()
    own.objects.all().delete()
    return BUCKET


@pytest.fixture(params=["disk", "bucket"])
def files(request: pytest.FixtureRequest) -> Storage:
    """Each file store in turn."""
    request.getfixturevalue(request.param)
    return storages["files"]

"""Files that go out: copied from the sealed store into the public one, and given out from there."""

import hashlib
import tracemalloc
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.db import connections
from django.utils import timezone

from amparo.core.confidentiality import Confidentiality
from amparo.core.errors import NotVisible
from amparo.core.stores import at_public_store
from amparo.docket.entries import Entry
from amparo.docket.procedure import PUBLIC, ActType, Field, Kind, Procedure
from amparo.publication import files, published
from amparo.publication.files import Named
from amparo.publication.models import PublishedChunk, PublishedFile
from amparo.vault import keystore
from amparo.vault.envelope import Unreadable
from amparo.vault.files import store
from amparo.vault.keystore import KeyDestroyed

pytestmark = pytest.mark.django_db

HOLDER = UUID("11111111-1111-4111-8111-111111111111")
NOW = timezone.now()


def kept(text: str = "What it says.") -> UUID:
    file = store.keep(HOLDER, "Petra Novak.txt", text.encode(), by="amina", at=NOW)
    return file.pk


def named(file: UUID, act: int = 3, stem: str = "CAT/OP/HRV/ROSP/1") -> Named:
    return Named(file, "R/1", act, stem)


def read(file: UUID, reference: str = "R/1") -> bytes:
    return b"".join(published.opened(reference, file)[1])


def test_a_file_is_copied_once_and_given_out_under_a_name_of_ours() -> None:
    file = kept()

    assert files.put([named(file)]) == 1
    assert files.put([named(file)]) == 0

    found, pieces = published.opened("R/1", file)
    assert b"".join(pieces) == b"What it says."
    assert (found.name, found.media_type) == ("CAT-OP-HRV-ROSP-1.txt", "text/plain")
    assert (found.size, found.sha256) == (13, hashlib.sha256(b"What it says.").hexdigest())
    assert published.listed("R/1") == {file: found}


def test_a_file_follows_the_act_that_names_it_now() -> None:
    file = kept()
    files.put([named(file)])

    assert files.put([named(file, act=5, stem="R/1 5")]) == 0
    assert (published.listed("R/1")[file].act, published.listed("R/1")[file].name) == (
        5,
        "R-1-5.txt",
    )


def test_a_file_that_is_dropped_is_gone_with_its_bytes() -> None:
    file, other = kept(), kept("Another.")
    files.put([named(file), named(other)])

    assert files.drop([file, uuid4()]) == 1
    assert files.drop([file]) == 0

    with pytest.raises(NotVisible):
        published.opened("R/1", file)
    assert set(PublishedChunk.objects.values_list("file_id", flat=True)) == {other}
    assert read(other) == b"Another."


def test_the_store_is_made_to_hold_the_files_of_a_docket_and_no_others() -> None:
    first, second, elsewhere = kept("1"), kept("2"), kept("3")
    files.put([named(first), Named(elsewhere, "R/2", 1, "R/2")])

    assert files.settle("R/1", [named(second)]) == 2
    assert files.settle("R/1", [named(second)]) == 0

    assert set(published.listed("R/1")) == {second}
    assert set(published.listed("R/2")) == {elsewhere}


def test_a_file_of_another_docket_is_not_there() -> None:
    file = kept()
    files.put([named(file)])

    with pytest.raises(NotVisible):
        published.opened("R/2", file)
    assert read(file) == b"What it says."


def test_what_went_out_stays_when_its_source_is_destroyed_and_nothing_more_goes_out() -> None:
    out, late = kept("Out."), kept("Late.")
    files.put([named(out)])
    keystore.destroy(HOLDER, at=NOW)

    assert files.put([named(out)]) == 0
    assert read(out) == b"Out."
    with pytest.raises(KeyDestroyed):
        files.put([named(late)])
    store.drop(HOLDER, at=NOW)
    with pytest.raises(KeyDestroyed):
        files.put([named(late)])
    with pytest.raises(Unreadable):
        files.put([named(uuid4())])
    assert set(published.listed("R/1")) == {out}


def test_a_large_file_is_copied_and_read_in_little_memory() -> None:
    content = b"word " * 2_000_000
    file = kept(content.decode())
    digest = hashlib.sha256(content)
    del content

    tracemalloc.start()
    files.put([named(file)])
    again = hashlib.sha256()
    for piece in published.opened("R/1", file)[1]:
        again.update(piece)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert again.digest() == digest.digest()
    assert most < 4_000_000


def test_the_files_stand_in_the_public_store_and_nowhere_else() -> None:
    files.put([named(kept())])

    with at_public_store():
        assert PublishedFile.objects.count() == 1
    tables = {
        alias: {
            name
            for name in connections[alias].introspection.table_names()
            if name.startswith("publication_")
        }
        for alias in settings.DATABASES
    }
    assert tables == {
        "default": set(),
        "keys": set(),
        "followers": set(),
        settings.PUBLIC_STORE: {
            "publication_publishedfile",
            "publication_publishedchunk",
            "publication_change",
            "publication_stamp",
            "publication_unseen",
        },
    }


OUT = ActType(
    "out",
    "Out",
    after=(),
    rule="T",
    discloses=PUBLIC,
    fields=(
        Field("text", "Text", Kind.FILE, required=False),
        Field(
            "draft", "Draft", Kind.FILE, required=False, confidentiality=Confidentiality.INTERNAL
        ),
        Field("symbol", "Symbol", Kind.SYMBOL, required=False),
    ),
)


def test_only_what_counts_names_a_file_and_only_in_its_open_fields() -> None:
    law = Procedure("law", "Law", "T", {}, (OUT,), "Law")
    first, second, draft = str(uuid4()), str(uuid4()), str(uuid4())

    def entry(number: int, fields: dict[str, str], rectifies: int | None = None) -> Entry:
        return Entry(number, "out", NOW.date(), NOW, fields, rectifies)

    acts = [
        entry(1, {"text": first, "draft": draft}),
        entry(2, {"text": second, "symbol": "A/1"}, rectifies=1),
        entry(3, {"draft": draft}),
    ]

    assert files.named_in("R/1", law, acts[:1]) == [Named(UUID(first), "R/1", 1, "R/1 1 text")]
    assert files.named_in("R/1", law, acts) == [Named(UUID(second), "R/1", 2, "A/1 text")]

"""The key store on the database: made once, destroyed for good, wrapped anew without a loss."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connections, transaction

from amparo.vault import keystore
from amparo.vault.keystore import KeyDestroyed, KeyMissing
from amparo.vault.masters import masters
from amparo.vault.models import WrappedKey

AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)


def in_threads(count: int, work: Callable[[int], object]) -> list[object]:
    """Run `work` in threads that begin together, each with connections of its own."""
    together = threading.Barrier(count)

    def one(number: int) -> object:
        together.wait()
        try:
            return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))


@pytest.mark.django_db
def test_a_key_is_made_once_and_kept_wrapped(holder: UUID):
    key = keystore.make_key(holder)

    assert len(key) == 32
    assert keystore.make_key(holder) == key
    assert keystore.key_of(holder) == key
    row = WrappedKey.objects.get(holder=holder)
    assert key not in bytes(row.wrapped)
    assert row.master == masters().current.id


@pytest.mark.django_db
def test_a_wrapped_key_opens_for_its_own_holder_only(holder: UUID):
    keystore.make_key(holder)
    other = uuid4()
    keystore.make_key(other)
    stolen = WrappedKey.objects.get(holder=holder).wrapped
    assert keystore.key_of(other)

    WrappedKey.objects.filter(holder=other).update(wrapped=stolen)

    with pytest.raises(keystore.Unreadable):
        keystore.key_of(other)


@pytest.mark.django_db(transaction=True)
def test_a_key_stays_when_the_data_it_was_made_for_is_rolled_back(holder: UUID):
    with transaction.atomic():
        key = keystore.make_key(holder)
        transaction.set_rollback(True)

    assert keystore.key_of(holder) == key


@pytest.mark.django_db(transaction=True)
def test_a_key_is_not_made_inside_a_transaction_of_the_key_store(holder: UUID):
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic(using="keys"):
        keystore.make_key(holder)

    with pytest.raises(KeyMissing):
        keystore.key_of(holder)


@pytest.mark.django_db(transaction=True)
def test_of_many_that_make_a_key_at_once_all_get_the_same():
    holders = [uuid4() for _one in range(10)]

    found = in_threads(6, lambda _number: [keystore.make_key(one) for one in holders])

    assert len({tuple(keys) for keys in found}) == 1
    assert len(set(found[0])) == 10
    assert WrappedKey.objects.count() == 10


@pytest.mark.django_db
def test_a_destroyed_key_is_gone_and_never_made_again(holder: UUID):
    keystore.make_key(holder)

    assert keystore.destroy(holder, at=AT) is True
    assert keystore.destroy(holder, at=AT) is False

    with pytest.raises(KeyDestroyed):
        keystore.key_of(holder)
    with pytest.raises(KeyDestroyed):
        keystore.make_key(holder)
    row = WrappedKey.objects.get(holder=holder)
    assert (bytes(row.wrapped), row.destroyed_at) == (b"", AT)


@pytest.mark.django_db(transaction=True)
def test_a_key_destroyed_elsewhere_is_destroyed_here_at_once(holder: UUID):
    assert keystore.make_key(holder) == keystore.key_of(holder)

    in_threads(1, lambda _number: keystore.destroy(holder, at=AT))

    with pytest.raises(KeyDestroyed):
        keystore.key_of(holder)


@pytest.mark.django_db
def test_a_holder_without_a_key_has_none_to_read_or_destroy(holder: UUID):
    with pytest.raises(KeyMissing):
        keystore.key_of(holder)

    assert keystore.destroy(holder, at=AT) is False
    assert not WrappedKey.objects.filter(holder=holder).exists()


@pytest.mark.django_db
def test_many_keys_come_in_batches_without_those_destroyed_or_missing(
    monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable[..., object]
):
    monkeypatch.setattr(keystore, "_AT_ONCE", 2)
    holders = [uuid4() for _one in range(5)]
    keys = {one: keystore.make_key(one) for one in holders}
    keystore.destroy(holders[0], at=AT)

    with django_assert_num_queries(3, connection=connections["keys"]):  # type: ignore[operator]
        found = keystore.keys_of([*holders, uuid4()])

    assert found == {one: keys[one] for one in holders[1:]}
    assert keystore.destroyed([*holders, uuid4()]) == {holders[0]}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("wrapped", "destroyed_at"),
    [
        pytest.param(b"", None, id="living and empty"),
        pytest.param(b"wrapped", AT, id="destroyed and not empty"),
    ],
)
def test_destroyed_is_empty_and_empty_is_destroyed(
    holder: UUID, wrapped: bytes, destroyed_at: datetime | None
):
    row = WrappedKey(holder=holder, master="x", made_at=AT)
    row.wrapped, row.destroyed_at = b"", AT
    row.save()

    with (
        pytest.raises(IntegrityError, match="wrappedkey_destroyed_is_empty"),
        transaction.atomic(using="keys"),
    ):
        WrappedKey.objects.update(wrapped=wrapped, destroyed_at=destroyed_at)

"""What is confidential in a docket is stored sealed, bound to its place, and nowhere else."""

import json
from collections.abc import Callable

import pytest
from django.db import connection

from amparo.core.confidentiality import Confidentiality
from amparo.core.errors import Refused
from amparo.docket import actions, queries, rebuilding, sealing
from amparo.docket.models import Act, Matter
from amparo.docket.procedure import ActType, Field, Kind, Procedure
from amparo.docket.verification import verify
from amparo.vault import blind, keystore
from amparo.vault.envelope import Unreadable
from amparo.vault.models import BlindEntry, WrappedKey

from .example import AMINA, NOTED, PETITION, RECEIVED, SENT, day

pytestmark = pytest.mark.django_db

SECRET = "Xiomara Quetzalcoatl-Ndiaye"


def opened(reference: str = "PETITION/1", author: str = SECRET) -> Matter:
    return actions.open_docket(
        PETITION, reference, RECEIVED(state="PER", author=author), on=day("2025-01-02"), by=AMINA
    )


def test_personal_and_confidential_fields_are_sealed_and_the_others_clear() -> None:
    matter = opened()
    actions.enter(matter, NOTED(remark="He limps."), on=day("2025-02-01"), by=AMINA)

    first, second = Act.objects.order_by("number")
    matter.refresh_from_db()
    assert (json.loads(first.fields), json.loads(second.fields)) == ({"state": "PER"}, {})
    assert json.loads(matter.facts) == {"state": "PER"}
    assert [one.fields for one in queries.opened_entries_of(matter)] == [
        {"state": "PER", "author": SECRET},
        {"remark": "He limps."},
    ]
    assert sealing.open_facts(matter.key, matter.sealed) == {
        "author": SECRET,
        "remark": "He limps.",
    }


def test_the_reason_for_a_rectification_is_sealed() -> None:
    matter = opened()
    actions.enter(matter, SENT(), on=day("2025-03-01"), by=AMINA)
    actions.enter(
        matter, SENT(), on=day("2025-03-02"), by=AMINA, rectifies=2, reason="Misread by J. Doe."
    )

    act = Act.objects.get(number=3)
    assert b"J. Doe" not in bytes(act.sealed or b"")
    assert queries.opened_entries_of(matter)[2].reason == "Misread by J. Doe."


def test_a_docket_without_secrets_has_no_key() -> None:
    matter = actions.open_docket(
        PETITION, "PETITION/1", RECEIVED(state="PER"), on=day("2025-01-02"), by=AMINA
    )

    assert Act.objects.get().sealed is None
    assert not WrappedKey.objects.filter(holder=matter.key).exists()


def test_each_docket_has_a_key_of_its_own() -> None:
    one, other = opened("PETITION/1"), opened("PETITION/2")

    assert keystore.key_of(one.key) != keystore.key_of(other.key)


def test_sealed_bytes_open_only_where_they_were_sealed() -> None:
    one, other = opened("PETITION/1"), opened("PETITION/2")
    sealed = bytes(Act.objects.get(matter=one).sealed or b"")

    assert sealing.open_act(keystore.key_of(one.key), one.key, 1, sealed).fields == {
        "author": SECRET
    }
    for key, holder, number in (
        (keystore.key_of(one.key), one.key, 2),
        (keystore.key_of(one.key), other.key, 1),
        (keystore.key_of(other.key), one.key, 1),
    ):
        with pytest.raises(Unreadable):
            sealing.open_act(key, holder, number, sealed)


def test_guards_know_what_was_sealed(monkeypatch: pytest.MonkeyPatch) -> None:
    told = []
    matter = opened()
    object.__setattr__(NOTED, "guard", lambda standing, fields, on: told.append(standing.facts))
    try:
        actions.enter(matter, NOTED(), on=day("2025-02-01"), by=AMINA)
        actions.enter(matter, NOTED(), on=day("2025-01-15"), by=AMINA)
    finally:
        object.__setattr__(NOTED, "guard", None)

    assert {facts["author"] for facts in told} == {SECRET}


def test_names_are_found_by_their_digest_and_stand_nowhere() -> None:
    matter = opened()

    for asked, form in (
        ("xiomara  QUETZALCÓATL ndiaye", "folded"),
        (SECRET, "exact"),
        ("ndiaye", "word"),
    ):
        assert [row["holder"] for row in blind.holders_of(asked, form=form)] == [matter.key]
    assert list(blind.holders_of("Somebody Else")) == []
    assert SECRET not in json.dumps(list(BlindEntry.objects.values("place", "form", "digest")))


def test_rebuilding_finds_and_mends_sealed_facts_and_the_index() -> None:
    matter = opened()
    assert list(rebuilding.rebuild(write=False)) == []

    Matter.objects.update(sealed=sealing.seal_facts(matter.key, {"author": "Somebody"}))
    BlindEntry.objects.all().delete()
    assert list(rebuilding.rebuild(write=False)) == [
        "PETITION/1: the sealed facts are not those that the acts give"
    ]
    list(rebuilding.rebuild(write=True))

    matter.refresh_from_db()
    assert sealing.open_facts(matter.key, matter.sealed) == {"author": SECRET}
    assert blind.holders_of(SECRET).count() == 1
    assert list(rebuilding.rebuild(write=False)) == []


def test_changed_sealed_bytes_are_named_by_verify() -> None:
    opened()
    assert list(verify()) == []

    sealed = bytearray(bytes(Act.objects.get().sealed or b""))
    sealed[-1] ^= 1
    Act.objects.update(sealed=bytes(sealed))

    assert [finding.reference for finding in verify()] == ["PETITION/1"]


@pytest.mark.django_db(transaction=True)
def test_no_byte_of_a_secret_is_in_the_database(tmp_path: object) -> None:
    matter = opened()
    actions.enter(matter, NOTED(remark="Cicatriz-Zafiro"), on=day("2025-02-01"), by=AMINA)

    with connection.cursor() as cursor:
        cursor.execute("SELECT reference, facts, sealed FROM docket_matter")
        rows = cursor.fetchall()
        cursor.execute("SELECT fields, sealed, source, digest FROM docket_act")
        rows += cursor.fetchall()
    stored = b"".join(
        bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
        for row in rows
        for value in row
    )
    assert b"PETITION/1" in stored
    assert [word for word in ("Xiomara", "Quetzalcoatl", "Zafiro") if word.encode() in stored] == []


@pytest.mark.parametrize(
    "acts",
    [
        pytest.param(("a", "b"), id="sealed in one act and clear in another"),
        pytest.param(("s",), id="the State is sealed"),
    ],
)
def test_a_procedure_cannot_seal_what_its_standing_depends_on(acts: tuple[str, ...]) -> None:
    sealed = Confidentiality.CONFIDENTIAL
    fields: dict[str, Callable[[], Field]] = {
        "a": lambda: Field("text", "Text", confidentiality=sealed),
        "b": lambda: Field("text", "Text"),
        "s": lambda: Field("state", "State", Kind.STATE, confidentiality=sealed),
    }
    with pytest.raises(ValueError, match="seals a field"):
        Procedure(
            name="odd",
            title="Odd",
            rule="TEST",
            standings={"open": "Open"},
            acts=tuple(
                ActType(f"act_{name}", name, after=("open",), rule="TEST", fields=(fields[name](),))
                for name in acts
            ),
            naming="Odd",
        )


def test_a_reference_that_the_trail_cannot_name_is_refused() -> None:
    with pytest.raises(Refused, match="without names"):
        opened("Case of Amina Diallo")
    opened("SPT/P/2026/1")

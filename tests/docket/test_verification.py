from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from amparo.core.errors import Refused
from amparo.docket import actions, checkpoints
from amparo.docket.models import Act, Checkpoint, CheckpointHead, Clock, Matter
from amparo.docket.rebuilding import rebuild
from amparo.docket.verification import verify

from .example import AMINA, NOTED, day, moment

Sent = Callable[..., Matter]
pytestmark = pytest.mark.django_db

NOW = moment("2026-01-01T00:00")


def found() -> list[str]:
    return [str(one) for one in verify()]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "petition.seny"),
        ("on", day("2025-09-01")),
        ("precision", "month"),
        ("entered_at", moment("2025-08-31T08:59")),
        ("recorded_at", moment("2025-08-31T09:01")),
        ("by", "bruno"),
        ("fields", '{"state":"PES"}'),
        ("fields", "{ }"),
        ("fields", "{"),
        ("sealed", b"something"),
        ("rectifies", 1),
        ("source", "elsewhere"),
        ("digest", "0" * 64),
    ],
)
def test_a_changed_act_names_its_docket(sent: Sent, column: str, value: object) -> None:
    sent("PETITION/1")
    sent("PETITION/2")
    assert found() == []

    Act.objects.filter(matter__reference="PETITION/2", number=2).update(**{column: value})

    assert [one.partition(":")[0] for one in found()] == ["PETITION/2"]


def test_a_removed_act_names_its_docket(sent: Sent) -> None:
    matter = sent()
    actions.enter(matter, NOTED(), on=day("2025-10-01"), by=AMINA)

    Act.objects.filter(number=2).delete()
    assert found() == ["PETITION/1: Act 2 is missing."]

    Act.objects.filter(number=3).delete()
    assert found() == ["PETITION/1: Its last act is not the one that was entered last."]

    Act.objects.all().delete()
    assert found() == ["PETITION/1: All its acts are gone."]


def test_an_act_put_in_behind_the_system_names_its_docket(sent: Sent) -> None:
    matter = sent()
    forged = Act.objects.get(number=2)
    forged.pk, forged.number = None, 3
    forged.save()

    assert found() == ["PETITION/1: Act 3 is not as it was when it was entered."]
    Act.objects.filter(number=3).delete()
    Matter.objects.filter(pk=matter.pk).update(reference="PETITION/7")
    assert found() == ["PETITION/7: Act 1 is not as it was when it was entered."]


def test_a_checkpoint_misses_an_end_that_was_cut_off_and_a_docket_that_is_gone(
    sent: Sent,
) -> None:
    first, second = sent("PETITION/1"), sent("PETITION/2")
    assert checkpoints.take(at=NOW) is not None

    # Cut off the end so well that the docket itself is consistent.
    first.acts.filter(number=2).delete()
    first.clocks.all().delete()
    list(rebuild(write=True))
    second.acts.all().delete()
    second.clocks.all().delete()
    second.release.delete()
    second.outlooks.all().delete()
    second.delete()

    assert found() == [
        "PETITION/1: Act 2, which a checkpoint names, cannot be confirmed.",
        "PETITION/2: Act 2, which a checkpoint names, cannot be confirmed.",
    ]


def test_a_checkpoint_names_only_what_changed_and_each_follows_the_one_before(sent: Sent) -> None:
    first = sent("PETITION/1")
    sent("PETITION/2")
    checkpoints.take(at=NOW)
    assert checkpoints.take(at=NOW) is None

    actions.enter(first, NOTED(), on=day("2025-10-01"), by=AMINA)
    second = checkpoints.take(at=NOW)

    assert second is not None
    dockets = second.heads.exclude(reference__startswith="trail/")
    assert [head.reference for head in dockets] == ["PETITION/1"]
    assert checkpoints.latest_heads()["PETITION/1"][0] == 3
    assert found() == []


def test_a_changed_checkpoint_is_found(sent: Sent) -> None:
    sent()
    checkpoints.take(at=NOW)

    Checkpoint.objects.update(taken_at=moment("2026-01-02T00:00"))
    assert found() == ["checkpoint 1: It is not as it was when it was signed."]

    Checkpoint.objects.update(taken_at=NOW, signature="00" * 64)
    assert found() == ["checkpoint 1: It is not signed with this installation's key."]

    CheckpointHead.objects.filter(reference="PETITION/1").update(digest="0" * 64)
    assert [one.partition(":")[0] for one in found()] == ["PETITION/1", "checkpoint 1"]


def test_a_checkpoint_is_not_taken_without_a_key(
    sent: Sent, settings: object, tmp_path: Path
) -> None:
    sent()
    settings.CHECKPOINT_KEY_FILE = tmp_path / "none.pem"  # type: ignore[attr-defined]

    with pytest.raises(Refused, match="no key to sign checkpoints"):
        checkpoints.take(at=timezone.now())


TEXT = ("kind", "precision", "by", "fields", "source", "digest")
TIME = ("on", "entered_at", "recorded_at")


@pytest.mark.django_db(transaction=True)
def test_any_one_byte_changed_in_a_stored_act_is_found(sent: Sent) -> None:
    actions.strike(sent(), 2, reason="Sent to nobody.", by=AMINA, on=day("2025-09-01"))
    on_sqlite = connection.vendor == "sqlite"
    # PostgreSQL keeps days as numbers and takes only text as text; SQLite keeps any bytes.
    columns, bits = ((*TEXT, *TIME, "sealed"), (0x01, 0x80)) if on_sqlite else (TEXT, (0x01,))
    quiet = []

    for column in columns:
        before = stored_bytes(column)
        for place in range(len(before)):
            for bit in bits:
                changed = bytearray(before)
                changed[place] ^= bit
                store_bytes(column, bytes(changed))
                if not any(one.startswith("PETITION/1:") for one in found()):
                    quiet.append((column, bytes(changed)))
        store_bytes(column, before)

    assert quiet == []
    assert found() == []


def stored_bytes(column: str) -> bytes:
    """Return the very bytes in which the last act's column is stored."""
    with connection.cursor() as cursor:
        cast = "BLOB" if connection.vendor == "sqlite" else "TEXT"
        cursor.execute(f'SELECT CAST("{column}" AS {cast}) FROM docket_act WHERE number = 3')
        (value,) = cursor.fetchone()
    return value.encode() if isinstance(value, str) else bytes(value)


def store_bytes(column: str, value: bytes) -> None:
    """Put bytes into the last act's column behind the system's back, constraints or not."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            kind = "BLOB" if column == "sealed" else "TEXT"
            cursor.execute(
                f'UPDATE docket_act SET "{column}" = CAST(%s AS {kind}) WHERE number = 3', [value]
            )
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
        else:
            cursor.execute("ALTER TABLE docket_act DROP CONSTRAINT IF EXISTS act_precision_known")
            cursor.execute(
                f'UPDATE docket_act SET "{column}" = %s WHERE number = 3', [value.decode()]
            )


def test_rebuild_mends_what_differs_and_check_only_tells(sent: Sent) -> None:
    matter = sent()
    Matter.objects.update(status="closed", next_due_on=None)
    Clock.objects.all().delete()

    told = list(rebuild(write=False))
    assert told == [
        "PETITION/1: status is stored as 'closed', the acts give 'sent'",
        "PETITION/1: next_due_on is stored as None, the acts give datetime.date(2026, 2, 28)",
        "PETITION/1: the stored clocks are not those that the acts give",
    ]
    matter.refresh_from_db()
    assert matter.status == "closed"

    assert list(rebuild(write=True)) == told
    assert list(rebuild(write=False)) == []
    matter.refresh_from_db()
    assert (matter.status, matter.next_due_on) == ("sent", day("2026-02-28"))

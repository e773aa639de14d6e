from collections.abc import Iterator

import pytest
from django.db import connection

from amparo.audit import queries
from amparo.audit.actions import Draft, record, record_many, strand_of
from amparo.audit.models import Line, Strand
from amparo.audit.verification import verify
from amparo.docket import checkpoints
from amparo.docket.verification import verify as verify_all

from .conftest import tamper
from .example import AMINA, BRUNO, OPENED, moment

pytestmark = pytest.mark.django_db

NOW = moment("2026-02-01T00:00")
AMINAS, BRUNOS = f"trail/{strand_of(AMINA)}", f"trail/{strand_of(BRUNO)}"
TEXT = ("by", "face", "area", "event", "about", "permission", "outcome", "details", "digest")


@pytest.fixture
def written(unguarded: None) -> None:
    """Three lines of Amina and two of Bruno, in a database that lets them be changed."""
    for times in (1, 2, 3):
        record(
            OPENED,
            by=AMINA,
            about="SPT/1",
            permission="OPEN",
            at=moment("2026-01-02T09:00"),
            times=times,
        )
    record_many([Draft(OPENED, BRUNO), Draft(OPENED, BRUNO)])
    assert found() == []


def found() -> list[str]:
    """Return in words what `amparo verify` finds."""
    return [str(one) for one in verify_all()]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", moment("2026-01-02T09:00:00.000001")),
        ("by", BRUNO),
        ("face", "desk"),
        ("area", "gate"),
        ("event", "door.refused"),
        ("about", ""),
        ("permission", ""),
        ("outcome", "refused"),
        ("details", "{}"),
        ("details", '{ "times":2}'),
        ("digest", "0" * 64),
    ],
)
def test_a_changed_line_names_its_strand_and_its_number(
    written: None, column: str, value: object
) -> None:
    tamper(f'UPDATE LINES SET "{column}" = %s WHERE by = %s AND number = 2', value, AMINA)

    assert found() == [f"{AMINAS}: Line 2 is not as it was when it was written."]


def test_a_removed_line_is_missing(written: None) -> None:
    tamper("DELETE FROM LINES WHERE by = %s AND number = 2", AMINA)
    assert found() == [f"{AMINAS}: Line 2 is missing."]

    tamper("DELETE FROM LINES WHERE by = %s AND number = 3", AMINA)
    assert found() == [f"{AMINAS}: Its last line is not the one that was written last."]

    tamper("DELETE FROM LINES WHERE by = %s", AMINA)
    assert found() == [f"{AMINAS}: All its lines are gone."]


def test_a_line_put_in_behind_the_system_is_found_wherever_it_stands(written: None) -> None:
    forged = Line.objects.get(by=AMINA, number=3)
    forged.pk, forged.number, forged.about, forged._state.adding = None, 4, "SPT/9", True
    forged.save()
    assert found() == [f"{AMINAS}: Line 4 is not as it was when it was written."]

    tamper("UPDATE LINES SET number = 5 WHERE by = %s AND number = 3", AMINA)
    tamper("UPDATE LINES SET number = 3 WHERE by = %s AND number = 4", AMINA)
    tamper("UPDATE LINES SET number = 4 WHERE by = %s AND number = 5", AMINA)
    assert found() == [f"{AMINAS}: Line 3 is not as it was when it was written."]


def test_lines_that_change_places_or_strands_are_found(written: None) -> None:
    tamper("UPDATE LINES SET number = 9 WHERE by = %s AND number = 1", BRUNO)
    tamper("UPDATE LINES SET number = 1 WHERE by = %s AND number = 2", BRUNO)
    tamper("UPDATE LINES SET number = 2 WHERE by = %s AND number = 9", BRUNO)
    assert found() == [f"{BRUNOS}: Line 1 is not as it was when it was written."]

    tamper("UPDATE LINES SET strand = 5 WHERE strand = %s", strand_of(AMINA))
    assert found() == [
        f"{BRUNOS}: Line 1 is not as it was when it was written.",
        "trail/5: Line 1 is not as it was when it was written.",
        f"{AMINAS}: All its lines are gone.",
    ]


def test_the_row_of_a_strand_that_was_changed_or_is_gone_is_found(written: None) -> None:
    Strand.objects.filter(number=strand_of(AMINA)).update(length=2)
    assert found() == [f"{AMINAS}: Its last line is not the one that was written last."]

    Strand.objects.filter(number=strand_of(AMINA)).delete()
    assert found() == [f"{AMINAS}: Its last line is not the one that was written last."]


def cut_off_unseen(by: str, length: int) -> None:
    """Cut off the end of a strand so well that the strand itself is consistent."""
    tamper("DELETE FROM LINES WHERE by = %s AND number > %s", by, length)
    head = Line.objects.filter(by=by).order_by("-number").values_list("digest", flat=True).first()
    Strand.objects.filter(number=strand_of(by)).update(length=length, head=head or "")


def test_a_checkpoint_misses_an_end_that_was_cut_off(written: None) -> None:
    checkpoints.take(at=NOW)
    record(OPENED, by=AMINA, times=4)
    assert found() == []

    cut_off_unseen(AMINA, 3)
    assert found() == []  # the checkpoint did not know of the fourth

    cut_off_unseen(AMINA, 2)
    cut_off_unseen(BRUNO, 0)
    assert found() == [
        f"{name}: Line {number}, which a checkpoint names, cannot be confirmed."
        for name, number in sorted([(AMINAS, 3), (BRUNOS, 2)])
    ]


def test_a_checkpoint_knows_another_end_that_was_put_in_place(written: None) -> None:
    checkpoints.take(at=NOW)

    cut_off_unseen(AMINA, 2)
    record(OPENED, by=AMINA, times=7)

    assert found() == [f"{AMINAS}: Line 3 is not the one that a checkpoint names."]


def test_a_checkpoint_names_the_strands_that_grew_and_no_others(written: None) -> None:
    first = checkpoints.take(at=NOW)
    assert checkpoints.take(at=NOW) is None
    record(OPENED, by=BRUNO)
    second = checkpoints.take(at=NOW)

    assert first is not None
    assert second is not None
    heads = {one.reference: one.acts_entered for one in first.heads.all()}
    assert heads == {AMINAS: 3, BRUNOS: 2}
    assert [(one.reference, one.acts_entered) for one in second.heads.all()] == [(BRUNOS, 3)]
    assert dict.fromkeys(heads) == dict.fromkeys(one for one, *_rest in queries.heads())
    assert found() == []


def test_progress_tells_of_every_line(written: None) -> None:
    told: list[int] = []
    record_many(Draft(OPENED, AMINA) for _ in range(5_000))

    assert list(verify(progress=told.append)) == []

    assert sum(told) == 5_005
    assert len(told) > 2


@pytest.fixture
def any_bytes() -> Iterator[None]:
    """The database takes any bytes: its own checks of what a line may say are gone."""
    checks = ("line_outcome_known", "line_by_someone")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA ignore_check_constraints = ON")
            yield
            cursor.execute("PRAGMA ignore_check_constraints = OFF")
        else:
            for name in checks:
                cursor.execute(f"ALTER TABLE audit_line DROP CONSTRAINT {name}")
            yield


def test_any_one_byte_changed_in_a_stored_line_is_found(written: None, any_bytes: None) -> None:
    on_sqlite = connection.vendor == "sqlite"
    # PostgreSQL keeps moments as numbers and takes only text as text; SQLite keeps any bytes.
    columns, bits = ((*TEXT, "at"), (0x01, 0x80)) if on_sqlite else (TEXT, (0x01,))
    quiet = []

    for column in columns:
        before = stored_bytes(column)
        assert before
        for place in range(len(before)):
            for bit in bits:
                changed = bytearray(before)
                changed[place] ^= bit
                store_bytes(column, bytes(changed))
                if not any(str(one).startswith(f"{AMINAS}: Line 3") for one in verify()):
                    quiet.append((column, bytes(changed)))
        store_bytes(column, before)

    assert quiet == []
    assert found() == []


def stored_bytes(column: str) -> bytes:
    """Return the very bytes in which a column of Amina's last line is stored."""
    with connection.cursor() as cursor:
        cast = "BLOB" if connection.vendor == "sqlite" else "TEXT"
        cursor.execute(
            f'SELECT CAST("{column}" AS {cast}) FROM audit_line WHERE strand = %s AND number = 3',
            [strand_of(AMINA)],
        )
        (value,) = cursor.fetchone()
    return value.encode() if isinstance(value, str) else bytes(value)


def store_bytes(column: str, value: bytes) -> None:
    """Put bytes into a column of Amina's last line."""
    where = "WHERE strand = %s AND number = 3"
    if connection.vendor == "sqlite":
        tamper(f'UPDATE LINES SET "{column}" = CAST(%s AS TEXT) {where}', value, strand_of(AMINA))
    else:
        tamper(f'UPDATE LINES SET "{column}" = %s {where}', value.decode(), strand_of(AMINA))

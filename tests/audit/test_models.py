from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from amparo.audit.actions import record
from amparo.audit.models import Line, OnlyAddedTo, Strand
from amparo.audit.verification import verify

from .conftest import tamper
from .example import AMINA, OPENED

pytestmark = pytest.mark.django_db


def changed() -> None:
    line = Line.objects.get()
    line.by = "P-OTHER"
    line.save()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(changed, id="saved again"),
        pytest.param(lambda: Line.objects.get().delete(), id="removed"),
        pytest.param(lambda: Line.objects.update(by="P-OTHER"), id="updated"),
        pytest.param(lambda: Line.objects.filter(number=1).delete(), id="removed with others"),
        pytest.param(lambda: Line.objects.bulk_update([], ["by"]), id="updated with others"),
        pytest.param(
            lambda: Line.objects.update_or_create(number=1, defaults={"by": "P-OTHER"}),
            id="updated or made",
        ),
    ],
)
def test_the_system_has_no_way_to_change_a_line(change: Callable[[], object]) -> None:
    record(OPENED, by=AMINA)
    before = Line.objects.values().get()

    with pytest.raises(OnlyAddedTo, match="only added to"):
        change()

    assert Line.objects.values().get() == before


def test_the_database_itself_refuses_to_change_a_line() -> None:
    record(OPENED, by=AMINA)

    with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
        tamper("UPDATE LINES SET by = 'P-OTHER'")

    assert Line.objects.get().by == AMINA


def test_postgresql_refuses_to_remove_a_line_and_on_sqlite_it_is_missed() -> None:
    record(OPENED, by=AMINA)

    if connection.vendor == "sqlite":
        tamper("DELETE FROM LINES")
        assert [one.sentence for one in verify()] == ["All its lines are gone."]
    else:
        with pytest.raises(IntegrityError, match="only added to"), transaction.atomic():
            tamper("DELETE FROM LINES")
        assert Line.objects.get().by == AMINA


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"number": 1}, id="line_number_once_a_strand"),
        pytest.param({"number": 0}, id="line_numbers_start_at_one"),
        pytest.param({"strand": 8}, id="line_strand_is_one_of_eight"),
        pytest.param({"by": ""}, id="line_by_someone"),
        pytest.param({"outcome": "perhaps"}, id="line_outcome_known"),
    ],
)
def test_the_database_keeps_the_promises_of_a_line(wrong: dict[str, object]) -> None:
    columns = {
        name: value for name, value in vars(record(OPENED, by=AMINA)).items() if name[0] != "_"
    }
    right = {**columns, "id": None, "number": 2}

    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.create(**{**right, **wrong})

    Line.objects.create(**right)
    assert Line.objects.count() == 2


def test_there_are_eight_strands() -> None:
    Strand.objects.create(number=7)

    with pytest.raises(IntegrityError), transaction.atomic():
        Strand.objects.create(number=8)

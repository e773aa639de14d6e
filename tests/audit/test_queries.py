from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from amparo.audit import queries
from amparo.audit.actions import Draft, record, record_many
from amparo.audit.events import Outcome
from amparo.audit.faces import at_face
from amparo.audit.queries import Counts, counts, lines
from amparo.core.errors import Refused

from .example import AMINA, BRUNO, CHIDI, LET_IN, OPENED, REFUSED, moment

pytestmark = pytest.mark.django_db

NINE, TEN, ELEVEN, NOON = (moment(f"2026-01-02T{hour:02}:00") for hour in (9, 10, 11, 12))


@pytest.fixture
def trail(db: None) -> None:
    """Amina opens at nine, Bruno is refused at ten, Amina is let in at eleven."""
    with at_face("desk"):
        record(OPENED, by=AMINA, about="SPT/1", permission="OPEN", at=NINE, times=2)
    record(REFUSED, by=BRUNO, about="SPT/1", outcome=Outcome.REFUSED, at=TEN)
    record(LET_IN, by=AMINA, about="SPT/2", at=ELEVEN)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, [LET_IN, REFUSED, OPENED]),
        ({"by": AMINA}, [LET_IN, OPENED]),
        ({"about": "SPT/1"}, [REFUSED, OPENED]),
        ({"event": "door.refused"}, [REFUSED]),
        ({"area": "door"}, [REFUSED, OPENED]),
        ({"outcome": Outcome.REFUSED}, [REFUSED]),
        ({"face": "desk"}, [OPENED]),
        ({"since": TEN}, [LET_IN, REFUSED]),
        ({"until": TEN}, [OPENED]),
        ({"by": AMINA, "about": "SPT/1", "outcome": Outcome.DONE}, [OPENED]),
        ({"by": "", "about": None}, [LET_IN, REFUSED, OPENED]),
        ({"by": "P-NOBODY"}, []),
    ],
)
def test_lines_are_listed_newest_first_by_any_filter(
    trail: None, filters: dict[str, object], expected: list[object]
) -> None:
    found = lines(**filters)  # type: ignore[arg-type]

    assert [one.event for one in found] == [one.name for one in expected]  # type: ignore[attr-defined]


def test_a_row_says_all_that_a_line_says(trail: None) -> None:
    row = lines()[-1]

    assert (row.at, row.by, row.face, row.event) == (NINE, AMINA, "desk", "door.opened")
    assert (row.about, row.permission, row.outcome) == ("SPT/1", "OPEN", Outcome.DONE)
    assert (row.details, row.number, row.title) == ({"times": 2}, 1, "Door opened")


def test_an_event_that_nobody_declares_any_more_is_shown_by_its_name(
    trail: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(queries.EVENTS, "door.refused")

    assert lines(by=BRUNO)[0].title == "door.refused"


def test_reading_on_gives_every_line_once_whatever_is_written_meanwhile() -> None:
    # Many of one moment, so that the moment alone does not tell where to read on.
    record_many(Draft(OPENED, AMINA, at=NINE, details={"times": n}) for n in range(25))
    record_many(Draft(OPENED, BRUNO, at=NINE, details={"times": n}) for n in range(25, 30))
    record(OPENED, by=AMINA, at=TEN, times=30)

    read, before = [], None
    while page := lines(limit=7, before=before):
        read += [one.details["times"] for one in page]
        before = page[-1].cursor
        record(OPENED, by=AMINA, at=ELEVEN, times=99)

    assert read == list(range(30, -1, -1))


@pytest.mark.parametrize(
    "cursor", ["x", "1", "-", "1-", "-1", "1-x", "²-1", "9" * 40 + "-1", "1-" + "9" * 40, "1-2-3"]
)
def test_a_cursor_that_is_none_is_refused(trail: None, cursor: str) -> None:
    assert len(lines(before=lines()[0].cursor)) == 2

    with pytest.raises(Refused, match="not a place in the trail"):
        lines(before=cursor)


def test_export_gives_every_line_as_plain_data(
    trail: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "_LINES_AT_ONCE", 2)

    exported = list(queries.export())

    assert [one["event"] for one in exported] == [one.event for one in lines()]
    assert exported[-1] == {
        "at": "2026-01-02T09:00:00+00:00",
        "by": AMINA,
        "face": "desk",
        "event": "door.opened",
        "about": "SPT/1",
        "permission": "OPEN",
        "outcome": "done",
        "details": {"times": 2},
        "strand": 7,
        "number": 1,
    }
    assert [one["by"] for one in queries.export(outcome=Outcome.REFUSED)] == [BRUNO]


def test_counts_tell_of_all_lines_and_of_the_last_day(trail: None) -> None:
    assert counts(now=ELEVEN) == Counts(lines=3, last_day=3, refused=1, emergencies=1)
    assert counts(now=TEN + timedelta(days=1)) == Counts(
        lines=3, last_day=1, refused=0, emergencies=1
    )


@pytest.mark.parametrize(
    ("filters", "index"),
    [
        ({}, "line_by_time"),
        ({"since": NINE, "until": ELEVEN}, "line_by_time"),
        ({"by": AMINA}, "line_by_person"),
        ({"about": "SPT/1"}, "line_by_subject"),
        ({"event": "door.opened"}, "line_by_event"),
        ({"area": "door"}, "line_by_area"),
        ({"face": "desk"}, "line_by_face"),
        ({"outcome": Outcome.REFUSED}, "line_refused"),
    ],
)
def test_every_filter_reads_an_index_in_order(
    trail: None, filters: dict[str, object], index: str
) -> None:
    # With three lines the plan would be to read them all; with lines all alike, any index would do.
    with at_face("api"):
        record_many(Draft(LET_IN, CHIDI, about="SPT/9", at=NOON) for _ in range(1_000))
    cursor = lines(**filters)[0].cursor  # type: ignore[arg-type]
    with connection.cursor() as statistics:
        statistics.execute("ANALYZE audit_line")

    for before in (None, cursor):
        plan = plan_of(before, filters)
        assert index in plan
        assert "TEMP B-TREE" not in plan
        assert "Sort" not in plan


def plan_of(before: str | None, filters: dict[str, object]) -> str:
    """Return how the database reads a page of the trail."""
    with CaptureQueriesContext(connection) as asked:
        lines(before=before, limit=10, **filters)  # type: ignore[arg-type]
    word = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{word} {asked.captured_queries[0]['sql']}")
        return "\n".join(str(row) for row in cursor.fetchall())

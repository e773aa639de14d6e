"""What the gate has let out is what the rules of disclosure say, at every moment."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.db import DatabaseError, connections, transaction
from django.utils import timezone

from amparo.audit.models import Line
from amparo.core.errors import NotVisible
from amparo.core.stores import at_public_store
from amparo.docket import actions, attachments, published
from amparo.docket.models import Act, Clock, Matter, Release
from amparo.docket.procedure import STRUCK
from amparo.publication import gate, reference, store
from amparo.publication import published as given_out
from tests.gate import publish

from .example import AMINA, LETTER, SECRET, Growing

STEPS = 16
STORED = settings.PUBLIC_STORE


def said_of(name: str, **dates: object) -> object:
    """Return a docket as the world may see it, or that there is none."""
    try:
        return published.public_docket(name, **dates)
    except NotVisible:
        return None


def whole_store() -> dict[str, list[tuple[object, ...]]]:
    """Return everything the store says of dockets, but for the keys of its rows."""
    columns = {
        Matter: [one.attname for one in Matter._meta.fields if one.name != "id"],
        Act: [one.attname for one in Act._meta.fields if one.name not in ("id", "matter")],
        Clock: [one.attname for one in Clock._meta.fields if one.name not in ("id", "matter")],
    }
    by = {Matter: "reference", Act: "matter__reference", Clock: "matter__reference"}
    return {
        model.__name__: sorted(
            (tuple(row) for row in model.objects.using(STORED).values_list(by[model], *names)),
            key=repr,
        )
        for model, names in columns.items()
    }


def opened(name: str = "LETTER/1", on: str = "2025-01-10") -> Matter:
    content = LETTER.act("received")(state="PER", remark="inside", author=SECRET)
    day = date.fromisoformat(on)
    at = Growing(Random(0), day).now
    return actions.open_docket(LETTER, name, content, on=day, by=AMINA, at=at)


def entered(matter: Matter, kind: str, on: str, **said: object) -> Act:
    rectifies = said.pop("rectifies", None)
    content = STRUCK() if kind == "struck" else LETTER.act(kind)(**said)
    day = date.fromisoformat(on)
    return actions.enter(
        matter,
        content,
        on=day,
        by=AMINA,
        at=Growing(Random(0), day).now,
        rectifies=rectifies,
        reason="entered in error" if rectifies else "",
    )


def gate_on(day: str) -> gate.Passed:
    return gate.release(Growing(Random(0), date.fromisoformat(day)).now)


def numbers_out(name: str = "LETTER/1") -> list[int]:
    acts = Act.objects.using(STORED).filter(matter__reference=name)
    return list(acts.order_by("number").values_list("number", flat=True))


@pytest.mark.parametrize("seed", range(5))
def test_what_is_out_is_what_the_rules_say_at_every_moment(seed, db):
    growing = Growing(Random(seed))
    compared = 0
    for _step in range(STEPS):
        growing.go_on()
        for later in (0, 8):
            growing.day += timedelta(days=later)
            gate.release(growing.now)
            assert list(gate.differences(growing.now)) == []
            for name in growing.references:
                for days, known in ((0, 0), (20, 0), (0, 30), (45, 45)):
                    dates = {
                        "today": growing.day,
                        "on": growing.day - timedelta(days=days),
                        "known_at": growing.now - timedelta(days=known),
                    }
                    by_the_rules = said_of(name, **dates)
                    with at_public_store():
                        assert said_of(name, **dates) == by_the_rules
                    compared += by_the_rules is not None

    assert compared > 0


@pytest.mark.parametrize("seed", range(100, 103))
def test_lists_and_counts_at_the_store_are_those_of_the_rules(seed, db):
    growing = Growing(Random(seed))
    kinds = [f"letter.{one.name}" for one in LETTER.acts]
    for _step in range(STEPS):
        growing.go_on()
        gate.release(growing.now)
        dates = {"on": growing.day, "known_at": growing.now}
        inside = (
            published.public_acts(kinds, **dates),
            published.latest_acts(200, today=growing.day, **dates),
        )
        with at_public_store():
            outside = (
                published.public_acts(kinds, **dates),
                published.latest_acts(200, today=growing.day, **dates),
            )
        assert outside == inside


@pytest.mark.parametrize("seed", range(2))
def test_a_store_made_from_nothing_is_the_same(seed, db):
    growing = Growing(Random(seed))
    for _step in range(STEPS):
        growing.go_on()
        gate.release(growing.now)
    grown = whole_store()

    store.empty()
    assert whole_store() == {"Matter": [], "Act": [], "Clock": []}
    gate.make_anew(growing.now)

    assert whole_store() == grown
    assert grown["Act"] != []


def test_nothing_is_out_before_its_day(db):
    matter = opened()
    entered(matter, "sent", "2025-02-01")
    gate_on("2025-02-07")
    before = numbers_out()

    gate_on("2025-02-08")

    assert (before, numbers_out()) == ([1], [1, 2])
    assert Release.objects.get().due_at is None


def test_an_act_may_say_itself_from_when_it_is_public(db):
    matter = opened()
    entered(matter, "answered", "2025-02-01", text="sealed away")
    entered(matter, "published", "2025-02-02", public_on="2025-03-01")
    gate_on("2025-02-28")
    before = numbers_out()
    gate_on("2025-03-01")

    # The answer waits for the publication: not until it stands, but until the world knows of it.
    assert (before, numbers_out()) == ([1], [1, 2, 3])


def test_what_is_public_no_more_is_taken_back(db):
    matter = opened()
    entered(matter, "answered", "2025-02-01")
    entered(matter, "published", "2025-02-02")
    gate_on("2025-02-03")
    before = numbers_out()

    entered(matter, "struck", "2025-02-04", rectifies=3)
    passed = gate_on("2025-02-04")

    assert before == [1, 2, 3]
    # The publication stays, struck; the answer that hung on it is gone.
    assert numbers_out() == [1, 3, 4]
    assert (passed.released, passed.withdrawn) == (1, 1)


def test_what_replaces_an_act_in_secret_takes_it_out_of_count_and_says_no_more(db):
    matter = opened()
    entered(matter, "met", "2025-02-01")
    entered(matter, "noted", "2025-01-20", rectifies=2)
    gate_on("2025-03-01")

    out = Act.objects.using(STORED).get(number=3)
    with at_public_store():
        seen = published.public_docket("LETTER/1", today=date(2025, 3, 1))

    assert (out.kind, out.on, out.fields) == ("letter.withheld", date(2025, 2, 1), "{}")
    assert [(act.number, act.counts) for act in seen.acts] == [(1, True), (2, False)]


def test_the_store_holds_no_field_that_is_not_public_nor_who_entered_it(db):
    opened()
    publish()

    act = Act.objects.using(STORED).get()
    matter = Matter.objects.using(STORED).get()

    assert (act.fields, act.by, act.sealed, act.digest) == ('{"state":"PER"}', "", None, "")
    assert (matter.facts, matter.sealed, matter.shared, matter.head) == (
        '{"state":"PER"}',
        None,
        "",
        "",
    )
    assert matter.key != Matter.objects.get().key


def test_the_trail_tells_of_each_act_once_though_the_gate_is_cut_off(db, monkeypatch):
    matter = opened()
    entered(matter, "met", "2025-02-01")

    def cut_off(*_lines: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(gate, "record_many", cut_off)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            gate_on("2025-02-02")
    assert numbers_out() == [1, 2]  # the store has it, the inside does not know yet
    gate_on("2025-02-02")
    gate_on("2025-02-02")

    lines = Line.objects.filter(event="publication.released")
    assert [(one.about, one.details) for one in lines] == [
        ("LETTER/1", '{"count":2,"first":1,"last":2}')
    ]
    assert numbers_out() == [1, 2]


def test_a_docket_that_cannot_be_let_out_stops_no_other(db):
    first, second = opened("LETTER/1"), opened("LETTER/2")
    file = attachments.attach(
        "LETTER/1", "text.txt", b"What was said.", by=AMINA, at=timezone.now()
    )
    entered(first, "published", "2025-02-01", document=str(file.pk))
    entered(second, "published", "2025-02-01")
    # The disk of the files is away for a while.
    folder = Path(storages["files"].location)
    away = folder.rename(folder.with_name("away"))
    passed = gate_on("2025-02-01")
    between = (numbers_out("LETTER/1"), numbers_out("LETTER/2"))
    away.rename(folder)
    gate_on("2025-02-02")

    assert (passed.dockets, passed.failed) == (2, 1)
    assert between == ([], [1, 2])
    assert numbers_out("LETTER/1") == [1, 2]
    with at_public_store():
        _told, pieces = given_out.opened("LETTER/1", file.pk)
        assert b"".join(pieces) == b"What was said."
    failed = Line.objects.get(event="publication.failed")
    assert (failed.about, failed.details) == ("LETTER/1", '{"why":"Unreadable"}')


def test_an_act_that_is_entered_while_the_gate_is_at_work_is_not_forgotten(db):
    matter = opened()
    gate_on("2025-02-01")
    assert Release.objects.get().due_at is None

    entered(matter, "met", "2025-02-01")

    assert Release.objects.get().due_at is not None
    gate_on("2025-02-01")
    assert numbers_out() == [1, 2]


def test_a_sealed_act_gives_the_gate_nothing_to_do(db):
    matter = opened()
    gate_on("2025-02-01")

    entered(matter, "noted", "2025-02-01")

    assert Release.objects.get().due_at is None


def test_the_database_of_the_store_takes_nothing_sealed(db):
    opened()
    publish()
    act = Act.objects.using(STORED).get()
    refused = []

    for columns in ({"sealed": b"x"}, {"by": "P-7KQ2M9"}):
        with pytest.raises(DatabaseError) as error, transaction.atomic(using=STORED):
            Act.objects.using(STORED).filter(pk=act.pk).update(**columns)
        refused.append(str(error.value))
    with pytest.raises(DatabaseError), transaction.atomic(using=STORED):
        Matter.objects.using(STORED).update(sealed=b"x")
    with pytest.raises(DatabaseError), transaction.atomic(using=STORED):
        Act.objects.using(STORED).bulk_create(
            [Act(matter_id=act.matter_id, number=9, kind="letter.met", on=act.on, by="",
                 entered_at=act.entered_at, recorded_at=act.recorded_at, fields="{}",
                 digest="", sealed=b"x")]
        )  # fmt: skip

    assert all("public store" in one for one in refused)


def test_the_reference_tables_are_copied_and_kept_alike(db):
    from amparo.registry.actions import load_shipped
    from amparo.registry.models import State, StateName

    load_shipped()
    reference.copy()
    whole = StateName.objects.using(STORED).count()
    StateName.objects.filter(state="FRA", language="en").update(short="Frankland")
    StateName.objects.filter(state="PER", language="ru").delete()
    differing = reference.differences()

    assert reference.copy() == differing == 2
    assert StateName.objects.using(STORED).get(state="FRA", language="en").short == "Frankland"
    assert StateName.objects.using(STORED).count() == whole - 1
    assert State.objects.using(STORED).count() == State.objects.count() > 190
    assert reference.copy() == 0


def test_no_table_of_the_inside_is_in_the_store(db):
    tables = set(connections[STORED].introspection.table_names())

    assert {"docket_act", "registry_state", "publication_publishedfile"} <= tables
    assert {
        one for one in tables if one.startswith(("access_", "vault_", "audit_", "account_"))
    } == (set())
    assert "docket_note" not in tables
    assert "docket_release" not in tables

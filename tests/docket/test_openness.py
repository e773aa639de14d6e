"""Since when the world may know of matters in a list: what the rule says of all of their acts."""

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from amparo.access.permissions import Actor, Post, Role
from amparo.core.calendar import weeks
from amparo.core.digesting import canonical
from amparo.docket import actions, listing, queries
from amparo.docket.disclosure import shown
from amparo.docket.entries import NOTHING
from amparo.docket.models import Act, Matter
from amparo.docket.openness import public_since
from amparo.docket.procedure import (
    PROCEDURES,
    PUBLIC,
    SEALED,
    STRIKE,
    ActType,
    Disclosure,
    Field,
    Kind,
    Procedure,
)
from amparo.visits.procedures.visit import VISIT
from tests.desk.conftest import counting
from tests.docket.example import AMINA

REGISTRAR = Actor("registrar", (Post(Role.REGISTRAR),))
MOMENT = timezone.now()
TODAY = MOMENT.date()


def opened(reference: str) -> Matter:
    content = VISIT.act("programmed")(state="PER", year=2026)
    return actions.open_docket(VISIT, reference, content, on=TODAY - timedelta(days=30), by=AMINA)


def found() -> dict[str, date]:
    return public_since(listing.dockets_for(REGISTRAR, timezone.now(), limit=500), TODAY)


def expected() -> dict[str, date]:
    """Return what the rule says, of every act of every docket."""
    since = {}
    for docket in queries.dockets_named(Matter.objects.values_list("reference", flat=True)):
        public = shown(docket.procedure, docket.entries, today=TODAY).values()
        if public:
            since[docket.reference] = min(one.since for one in public)
    return since


def test_it_is_what_all_acts_of_a_docket_say(db):
    visits = [opened(f"V/{name}") for name in ("ONE", "MOVED", "STRUCK", "SILENT")]
    _one, moved, struck, silent = visits
    Act.objects.filter(matter=silent).update(kind="visit.prepared")
    actions.enter(moved, VISIT.act("postponed")(), on=TODAY, by=AMINA)
    first = VISIT.act("programmed")(state="PER", year=2027)
    on = TODAY - timedelta(days=20)
    actions.enter(moved, first, on=on, by=AMINA, rectifies=1, reason="The day was wrong.")
    actions.enter(struck, VISIT.act("postponed")(), on=TODAY, by=AMINA)
    actions.strike(struck, 2, on=TODAY, by=AMINA, reason="Of another matter.")

    assert found() == expected()
    assert set(found()) == {"V/ONE", "V/MOVED", "V/STRUCK"}


def _act(name: str, discloses: Disclosure, *fields: Field) -> ActType:
    return ActType(
        name=name, title=name, after=(NOTHING,), rule="TEST", discloses=discloses, fields=fields
    )


DAY = Field("public_on", "Public on", Kind.DAY, required=False)
EVERY_WAY = Procedure(
    name="every_way",
    title="Every way of being open",
    rule="TEST",
    standings={},
    acts=(
        _act("kept", SEALED),
        _act("told", PUBLIC),
        _act("told_in_a_week", Disclosure(public=True, delay=weeks(1))),
        _act("told_when_said", Disclosure(public=True, runs_from="public_on"), DAY),
        _act("told_once_answered", Disclosure(public=True, once="answered")),
        _act("answered", PUBLIC),
    ),
    naming="Every way",
)


def test_it_is_what_the_rule_says_whatever_the_acts(db, monkeypatch):
    monkeypatch.setitem(PROCEDURES, EVERY_WAY.name, EVERY_WAY)
    random = Random(7)
    for number in range(450):
        _any_docket(f"M/{number:03}", random)

    assert found() == expected()
    assert 100 < len(found()) < 400


def _any_docket(reference: str, random: Random) -> None:
    matter = Matter.objects.create(
        procedure=EVERY_WAY.name, reference=reference, last_on=TODAY, acts_entered=1
    )
    kinds = [*(one.name for one in EVERY_WAY.acts), "told_once_answered", STRIKE]
    free: set[int] = set()
    for number in range(1, random.randint(2, 6)):
        rectifies = random.choice([None, None, *sorted(free)])
        free = free - {rectifies} | {number}
        said = {"public_on": (TODAY + timedelta(days=random.choice((-60, 9)))).isoformat()}
        Act.objects.create(
            matter=matter,
            number=number,
            kind=f"{EVERY_WAY.name}.{random.choice(kinds)}",
            on=TODAY + timedelta(days=random.choice((-90, -40, -8, -3, 0, 4))),
            entered_at=MOMENT,
            recorded_at=MOMENT,
            by="amina",
            fields=canonical(random.choice(({}, said))),
            rectifies=rectifies,
        )


def test_one_statement_answers_for_three_as_for_one_and_none_for_none(db):
    opened("V/1")
    one = listing.dockets_for(REGISTRAR, timezone.now())
    opened("V/2"), opened("V/3")
    three = listing.dockets_for(REGISTRAR, timezone.now())

    for some, statements in ((three, 1), (one, 1), ([], 0)):
        with counting() as asked:
            assert len(public_since(some, TODAY)) == len(some)
        assert asked == [statements]

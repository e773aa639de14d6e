"""Words in what is confidential are found by whoever may read them, and by nobody else."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from amparo.access.permissions import RECORD_LOADER, Actor, Post, Role
from amparo.audit.models import Line
from amparo.core.errors import Refused
from amparo.docket import actions, disposal, team
from amparo.docket.models import Matter
from amparo.docket.procedure import STRUCK
from amparo.registry.models import State, StateName
from amparo.search.inside import memory
from amparo.search.inside.finding import PAGE, find_inside
from amparo.visits.procedures.visit import CONDUCTED, INTERVIEWED, PREPARED, PROGRAMMED, VISIT
from tests.people import acting, browser_of, make_person

WITNESS = "Xiomara Quetzalcoatl"
NAMES = {"PER": "Peru", "MOZ": "Mozambique"}
DAY = date(2025, 6, 14)


def visit_to(state: str, account: str, reference: str = "") -> Matter:
    """A visit in which one person was heard."""
    matter = actions.open_docket(
        VISIT,
        reference or f"SPT/VISIT/{state}/2025",
        PROGRAMMED(state=state, year=2025),
        on=date(2025, 1, 10),
        by=RECORD_LOADER,
        at=datetime(2025, 1, 10, tzinfo=UTC),
    )
    for content in (
        PREPARED(nationalities=["FRA", "KEN"], places=["Lurigancho"]),
        CONDUCTED(),
        INTERVIEWED(person=[WITNESS], account=account),
    ):
        actions.enter(
            matter, content, on=DAY, by=RECORD_LOADER, at=datetime(2025, 6, 15, tzinfo=UTC)
        )
    return matter


def found(actor: Actor, text: str, page: int = 1) -> list[tuple[str, int]]:
    """What somebody finds: the docket and the number of the act."""
    hits = find_inside(actor, text, NAMES, at=timezone.now(), page=page).hits
    return [(one.reference, one.act) for one in hits]


def of_the_body(role: Role, *nationalities: str) -> Actor:
    return Actor("somebody", (Post(role, "SPT"),), frozenset(nationalities))


@pytest.fixture
def two_visits(db: None) -> None:
    for iso3, iso2, names in (
        ("PER", "PE", {"en": "Peru", "fr": "Pérou"}),
        ("MOZ", "MZ", {"en": "Mozambique", "fr": "Mozambique"}),
    ):
        state = State.objects.create(iso3=iso3, iso2=iso2, kind="member")
        for language, name in names.items():
            StateName.objects.create(state=state, language=language, short=name)
    visit_to("PER", "He was beaten with a hosepipe, and kept in a cell without light.")
    visit_to("MOZ", "Ele foi espancado. لقد تعرض للضرب في السجن. 他遭到殴打。")


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param("hosepipe", id="a word"),
        pytest.param("beating hosepipes", id="in another form"),
        pytest.param('"without light"', id="a phrase"),
        pytest.param("hosepipe Peru", id="with the State"),
        pytest.param("hosepipe Pérou", id="in another language"),
        pytest.param("hosep*", id="a beginning"),
        pytest.param("hosepipe NOT hammer", id="without another"),
        pytest.param("hosepipe state:PER", id="of a State"),
    ],
)
def test_whoever_reads_what_is_confidential_finds_its_words(two_visits, asked: str):
    assert found(of_the_body(Role.SECRETARIAT), asked) == [("SPT/VISIT/PER/2025", 4)]


@pytest.mark.parametrize("asked", ["ضرب", "殴打", "espancado"])
def test_words_of_every_script_are_found(two_visits, asked: str):
    assert found(of_the_body(Role.SECRETARIAT), asked) == [("SPT/VISIT/MOZ/2025", 4)]


@pytest.mark.parametrize(
    ("actor", "finds"),
    [
        pytest.param(of_the_body(Role.SECRETARIAT), True, id="secretariat"),
        pytest.param(of_the_body(Role.MEMBER, "MOZ"), True, id="member of another nationality"),
        pytest.param(of_the_body(Role.MEMBER, "PER"), False, id="national of the State"),
        pytest.param(of_the_body(Role.STATISTICIAN), False, id="who reads no content"),
        pytest.param(Actor("x", (Post(Role.SECRETARIAT, "CAT"),)), False, id="of another body"),
        pytest.param(Actor("x", (Post(Role.ADMINISTRATOR),)), False, id="administrator"),
        pytest.param(Actor("x", (Post(Role.AUDITOR),)), False, id="auditor"),
        pytest.param(Actor("x"), False, id="nobody"),
        pytest.param(Actor("x", (Post(Role.STATE_FOCAL_POINT, "", "PER"),)), False, id="outsider"),
        pytest.param(
            Actor(
                "x", (Post(Role.SECRETARIAT, "SPT"), Post(Role.MEMBER, "CED")), frozenset({"PER"})
            ),
            False,
            id="whose nationality ties them in every role",
        ),
    ],
)
def test_nobody_else_finds_them(two_visits, actor: Actor, finds: bool):
    assert found(actor, "hosepipe") == ([("SPT/VISIT/PER/2025", 4)] if finds else [])


def test_who_reads_less_finds_what_they_read(two_visits):
    statistician = of_the_body(Role.STATISTICIAN)

    assert ("SPT/VISIT/PER/2025", 1) in found(statistician, "Peru")
    assert found(statistician, "Lurigancho") == []


def test_names_of_persons_are_found_by_nobody(two_visits):
    for role in (Role.CUSTODIAN_OF_IDENTITIES, Role.SECRETARIAT, Role.REGISTRAR):
        assert found(of_the_body(role), "Quetzalcoatl") == []


def test_whoever_was_given_one_matter_finds_in_that_one(two_visits):
    officer = make_person("grace", Role.CASE_OFFICER)
    registrar = acting(make_person("amina", Role.REGISTRAR))
    now = timezone.now()
    team.give_by_code(
        "SPT/VISIT/PER/2025",
        officer.code,
        Role.CASE_OFFICER,
        of_team=True,
        until=now + timedelta(days=30),
        reason="Writes the report.",
        by=registrar,
        at=now,
    )

    assert found(acting(officer), "hosepipe") == [("SPT/VISIT/PER/2025", 4)]
    assert found(acting(officer), "espancado") == []


def test_what_is_entered_later_is_found_at_once_and_what_is_struck_stays_in_the_docket(two_visits):
    matter = Matter.objects.get(reference="SPT/VISIT/PER/2025")
    secretariat = of_the_body(Role.SECRETARIAT)
    assert found(secretariat, "truncheon") == []

    said = INTERVIEWED(person=["Another One"], account="A truncheon lay there.")
    actions.enter(matter, said, on=DAY, by=RECORD_LOADER)

    assert found(secretariat, "truncheon") == [("SPT/VISIT/PER/2025", 5)]
    actions.enter(matter, STRUCK(), on=DAY, by=RECORD_LOADER, rectifies=5, reason="By mistake.")
    assert found(secretariat, "truncheon") == [("SPT/VISIT/PER/2025", 5)]


def test_what_was_destroyed_is_found_no_more(two_visits):
    secretariat = of_the_body(Role.SECRETARIAT)
    assert len(found(secretariat, "hosepipe")) == 1
    matter = Matter.objects.get(reference="SPT/VISIT/PER/2025")

    disposal.dispose(matter, by=RECORD_LOADER, at=timezone.now() + timedelta(days=20_000))

    assert found(secretariat, "hosepipe") == []


def test_pages_follow_each_other_without_a_gap(db):
    references = {f"SPT/VISIT/PER/2025/{number:02}" for number in range(PAGE + 3)}
    for one in sorted(references):
        visit_to("PER", "A hosepipe.", one)
    secretariat = of_the_body(Role.SECRETARIAT)

    pages = [found(secretariat, "hosepipe", page) for page in (1, 2, 3)]

    assert [len(one) for one in pages] == [PAGE, 3, 0]
    assert {reference for page in pages for reference, _act in page} == references


def test_what_was_shown_leaves_a_line_and_what_was_asked_leaves_none(two_visits):
    before = set(Line.objects.values_list("pk", flat=True))

    found(of_the_body(Role.SECRETARIAT), "hosepipe")

    lines = Line.objects.exclude(pk__in=before)
    assert {(one.event, one.about) for one in lines} == {
        ("search.inside_searched", ""),
        ("docket.read", "SPT/VISIT/PER/2025"),
    }
    assert "hosepipe" not in "".join(f"{one.details}{one.about}" for one in lines)


@pytest.mark.parametrize("asked", ["", "   ", "a* b* c* d* e* f*"])
def test_a_question_that_cannot_be_answered_gets_a_sentence(two_visits, asked: str):
    with pytest.raises(Refused) as refusal:
        found(of_the_body(Role.SECRETARIAT), asked)

    assert str(refusal.value)


def test_very_many_dockets_are_taken_in_meanwhile(two_visits, monkeypatch):
    started = []
    monkeypatch.setattr(memory, "FEW", 0)
    monkeypatch.setattr(memory.threading.Thread, "start", lambda thread: started.append(thread))
    secretariat = of_the_body(Role.SECRETARIAT)

    first = find_inside(secretariat, "hosepipe", NAMES, at=timezone.now())

    assert (first.hits, first.progress.is_whole, len(started)) == ((), False, 1)
    memory.memory().make()
    assert found(secretariat, "hosepipe") == [("SPT/VISIT/PER/2025", 4)]
    assert len(started) == 1


def test_nothing_of_it_is_on_a_disk(two_visits, tmp_path, monkeypatch):
    opened = []
    monkeypatch.setattr("pathlib.Path.mkdir", lambda self, **_options: opened.append(self))

    assert found(of_the_body(Role.SECRETARIAT), "hosepipe")

    assert opened == []


# At the desk.


@pytest.fixture
def desk(db: None) -> Client:
    return browser_of(make_person("amina", Role.REGISTRAR))


def test_the_desk_shows_what_was_found_with_its_words_marked(desk, two_visits):
    page = desk.post("/desk/search/", {"q": "hosepipe"})

    text = page.content.decode()
    assert page.status_code == 200
    assert "<mark>hosepipe</mark>" in text
    assert '/desk/matters/SPT/VISIT/PER/2025/#act-4"' in text


def test_words_in_an_address_are_not_looked_for(desk, two_visits):
    page = desk.get("/desk/search/?q=hosepipe")

    assert "<mark>" not in page.content.decode()


def test_a_refusal_keeps_what_was_typed(desk, two_visits):
    page = desk.post("/desk/search/", {"q": "a* b* c* d* e* f*"})

    assert page.status_code == 400
    assert 'value="a* b* c* d* e* f*"' in page.content.decode()


def test_nothing_found_is_said(desk, two_visits):
    page = desk.post("/desk/search/", {"q": "chandelier"})

    assert "Nothing that you may read has these words." in page.content.decode()

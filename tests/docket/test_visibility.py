"""The list and the single docket answer alike who may know of what; a refusal is an absence."""

import itertools
from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from amparo.access import actions as access
from amparo.access.models import GrantKind
from amparo.access.permissions import APART, ROLES, Actor, Permission, Post, Role
from amparo.access.queries import actor_of
from amparo.audit.models import Line
from amparo.core.errors import NotVisible, Refused
from amparo.docket import actions, listing, outlooks, reading, sharing, team
from amparo.docket.models import Matter
from tests.people import make_person

from .example import AMINA, ANSWERED, NOTED, PERU, PETITION, RECEIVED, SENT, day

pytestmark = pytest.mark.django_db

REGISTRAR = Actor("registrar", (Post(Role.REGISTRAR),))
PEOPLE = [role for role in Role if role is not Role.SERVICE]
STATES = ("PER", "MOZ", "KEN")
NUMBERS = itertools.count()


def made(reference: str, state: str, *, shared: bool) -> Matter:
    matter = actions.open_docket(
        PETITION, reference, RECEIVED(state=state, author="X"), on=day("2025-01-02"), by=AMINA
    )
    if shared:
        actions.enter(matter, SENT(), on=day("2025-02-01"), by=AMINA)
    return matter


def seen_one_by_one(actor: Actor, references: list[str]) -> set[str]:
    seen = set()
    for reference in references:
        try:
            reading.matter_for(actor, reference, timezone.now())
        except NotVisible:
            continue
        seen.add(reference)
    return seen


def is_seen_from_outside(actor: Actor, reference: str) -> bool:
    try:
        return bool(sharing.shared_matter_for(actor, reference, timezone.now()))
    except NotVisible:
        return False


@pytest.fixture
def dockets(db: None) -> list[str]:
    """Two petitions for each of three States, one of them shared with the State."""
    return [
        made(f"P/{state}/{shared:d}", state, shared=shared).reference
        for state, shared in itertools.product(STATES, (False, True))
    ]


posts = some.builds(
    Post,
    role=some.sampled_from(PEOPLE),
    body=some.sampled_from(["", "SPT", "CAT"]),
    state=some.sampled_from(["", *STATES]),
)


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    held=some.lists(posts, max_size=3),
    nationalities=some.frozensets(some.sampled_from(STATES), max_size=2),
    granted=some.lists(
        some.tuples(some.integers(0, 5), some.sampled_from(PEOPLE)), max_size=3, unique=True
    ),
)
def test_lists_and_single_dockets_agree(dockets, held, nationalities, granted) -> None:
    from amparo.access.models import Grant

    user = make_person(f"anyone{next(NUMBERS)}")
    now = timezone.now()
    for index, role in granted:
        grant = Grant(
            matter=Matter.objects.get(reference=dockets[index]),
            user=user,
            role=role.value,
            kind=GrantKind.TEAM.value,
            reason="",
            since=now - timedelta(days=1),
            given_by="registrar",
        )
        grant.save(force_insert=True)
    own = frozenset(role for _index, role in granted)
    actor = Actor(user.code, tuple(held), nationalities, user.pk, own)

    listed = set(
        Matter.objects.visible_to(actor, timezone.now()).values_list("reference", flat=True)
    )
    single = seen_one_by_one(actor, dockets)
    outside = {one.reference for one in sharing.shared_page(actor, timezone.now(), limit=9)}
    procedures = {one.name for one in sharing.shared_procedures(actor, timezone.now())}
    seen_outside = {one for one in single if is_seen_from_outside(actor, one)}
    Grant.objects.filter(user=user).delete()

    # A role that sees no matter (an auditor's, beside another) is asked one by one for a permission
    # that the list takes from the roles that reach it.
    assert single == listed
    assert seen_outside == outside
    assert procedures == ({"petition"} if outside else set())


@pytest.mark.parametrize("role", sorted(APART))
def test_who_runs_or_audits_the_system_sees_no_docket(dockets, role) -> None:
    actor = Actor("P-1", (Post(role),))

    assert list(Matter.objects.visible_to(actor, timezone.now())) == []
    assert seen_one_by_one(actor, dockets) == set()


def test_a_member_never_sees_a_docket_that_concerns_their_state(dockets) -> None:
    bruno = Actor("bruno", (Post(Role.MEMBER, "SPT"),), frozenset({"MOZ"}))

    assert seen_one_by_one(bruno, dockets) == {"P/PER/0", "P/PER/1", "P/KEN/0", "P/KEN/1"}
    matter = Matter.objects.get(reference="P/MOZ/0")
    with pytest.raises(NotVisible):
        actions.enter(matter, NOTED(), on=day("2025-03-01"), by=bruno)
    actions.enter(Matter.objects.get(reference="P/PER/0"), NOTED(), on=day("2025-03-01"), by=bruno)


def test_a_state_sees_what_is_shared_with_it_and_of_that_only_the_shared_acts(dockets) -> None:
    assert seen_one_by_one(PERU, dockets) == {"P/PER/1"}
    actions.enter(
        Matter.objects.get(reference="P/PER/1"),
        NOTED(remark="Keep."),
        on=day("2025-03-01"),
        by=AMINA,
    )

    seen = reading.docket_for(PERU, "P/PER/1", at=timezone.now())

    # The opening is public, the sending shared, the note neither.
    assert [(act.kind, dict(act.fields), act.by) for act in seen.acts] == [
        ("received", {"state": "PER"}, ""),
        ("sent", {}, ""),
    ]
    assert seen.standing == "sent"


@pytest.mark.parametrize(
    ("role", "fields", "withheld"),
    [
        (Role.STATISTICIAN, [{"state": "PER"}, {}], [("Author",), ("Remark",)]),
        (Role.SECRETARIAT, [{"state": "PER"}, {"remark": "Keep."}], [("Author",), ()]),
        (
            Role.CUSTODIAN_OF_IDENTITIES,
            [{"state": "PER", "author": "X"}, {"remark": "Keep."}],
            [(), ()],
        ),
    ],
)
def test_each_role_reads_the_fields_of_its_class(dockets, role, fields, withheld) -> None:
    actions.enter(
        Matter.objects.get(reference="P/PER/0"),
        NOTED(remark="Keep."),
        on=day("2025-03-01"),
        by=AMINA,
    )

    seen = reading.docket_for(Actor("reader", (Post(role),)), "P/PER/0", at=timezone.now())

    assert [dict(act.fields) for act in seen.acts] == fields
    assert [act.withheld for act in seen.acts] == withheld
    assert "author" not in seen.facts or role is Role.CUSTODIAN_OF_IDENTITIES


def test_absent_and_forbidden_look_the_same(dockets) -> None:
    outsider = Actor("chidi", (Post(Role.STATE_FOCAL_POINT, state="FRA"),))
    answers = []
    for reference in ("P/PER/1", "P/NONE/1"):
        with pytest.raises(NotVisible) as refused:
            reading.docket_for(outsider, reference, at=timezone.now())
        answers.append(str(refused.value).replace(reference, ""))
        with pytest.raises(NotVisible):
            team.accesses(reference, actor=outsider, at=timezone.now())

    assert answers[0] == answers[1]


def test_reading_leaves_a_line(dockets) -> None:
    reading.docket_for(REGISTRAR, "P/PER/0", at=timezone.now())

    line = Line.objects.filter(event="docket.read").get()
    assert (line.by, line.about, line.permission) == ("registrar", "P/PER/0", "matters.see")


# Teams and grants.


def test_the_team_reads_names_and_loses_them_with_its_end(dockets) -> None:
    now = timezone.now()
    officer = make_person("officer")
    grant = team.give("P/PER/0", officer, Role.CASE_OFFICER, by=REGISTRAR, at=now)

    seen = reading.docket_for(actor_of(officer, now), "P/PER/0", at=now)
    assert seen.acts[0].fields == {"state": "PER", "author": "X"}
    assert seen_one_by_one(actor_of(officer, now), dockets) == {"P/PER/0"}

    later = now + timedelta(minutes=1)
    team.end("P/PER/0", grant.pk, by=REGISTRAR, at=later)
    assert not Matter.objects.visible_to(actor_of(officer, later), later).exists()


def test_access_by_name_needs_a_reason_and_an_end_and_ends_by_itself(dockets) -> None:
    now = timezone.now()
    guest = make_person("guest")

    def give(**more):
        return team.give(
            "P/PER/0", guest, Role.RAPPORTEUR, kind=GrantKind.NAMED, by=REGISTRAR, at=now, **more
        )

    with pytest.raises(Refused, match="nationality"):
        give(until=now + timedelta(days=1), reason="Drafts.")
    guest.nationalities = "FRA"
    guest.save()
    for more in ({}, {"reason": "Drafts."}, {"until": now + timedelta(days=1)}):
        with pytest.raises(Refused, match="needs a reason and an end"):
            give(**more)
    give(until=now + timedelta(days=1), reason="Drafts.")

    assert seen_one_by_one(actor_of(guest, now), dockets) == {"P/PER/0"}
    after = now + timedelta(days=2)
    assert not Matter.objects.visible_to(actor_of(guest, after), after).exists()


def test_nobody_is_granted_what_they_are_recused_from(dockets) -> None:
    national = make_person("national", nationalities=["PER"])

    with pytest.raises(Refused, match="State of this person's nationality"):
        team.give("P/PER/0", national, Role.RAPPORTEUR, by=REGISTRAR, at=timezone.now())
    team.give("P/MOZ/0", national, Role.RAPPORTEUR, by=REGISTRAR, at=timezone.now())


def test_an_administrator_is_granted_nothing(dockets) -> None:
    dora = make_person("dora", Post(Role.ADMINISTRATOR))

    with pytest.raises(Refused, match="takes no part"):
        team.give("P/PER/0", dora, Role.CASE_OFFICER, by=REGISTRAR, at=timezone.now())


def test_who_may_not_grant_is_refused_and_who_may_not_know_sees_nothing(dockets) -> None:
    guest = make_person("guest")
    statistician = Actor("counts", (Post(Role.STATISTICIAN),))

    with pytest.raises(Refused, match="may not give access"):
        team.give("P/PER/0", guest, Role.CASE_OFFICER, by=statistician, at=timezone.now())
    with pytest.raises(NotVisible):
        team.give("P/PER/0", guest, Role.CASE_OFFICER, by=PERU, at=timezone.now())


# In an emergency.


def test_emergency_access_needs_a_second_person_and_lasts_a_day(dockets) -> None:
    now = timezone.now()
    asks = make_person("asks", Post(Role.SECRETARIAT, "CAT"))
    other = make_person("other", Post(Role.REGISTRAR, "SPT"))
    asking, deciding = actor_of(asks, now), actor_of(other, now)
    assert seen_one_by_one(asking, dockets) == set()

    team.ask_in_emergency("P/PER/0", "A life is at risk.", by=asking, at=now)
    (request,) = team.emergencies(deciding, now)
    assert team.emergencies(asking, now) == []
    with pytest.raises(NotVisible):
        team.decide_emergency(request.pk, give=True, by=asking, at=now)
    team.decide_emergency(request.pk, give=True, by=deciding, at=now)

    assert seen_one_by_one(actor_of(asks, now), dockets) == {"P/PER/0"}
    after = now + timedelta(hours=access.EMERGENCY_HOURS, minutes=1)
    assert not Matter.objects.visible_to(actor_of(asks, after), after).exists()
    with pytest.raises(Refused, match="decided already"):
        team.decide_emergency(request.pk, give=False, by=deciding, at=now)


def test_nobody_decides_on_their_own_emergency(dockets) -> None:
    now = timezone.now()
    registrar = actor_of(make_person("alone", Post(Role.REGISTRAR)), now)
    team.ask_in_emergency("P/PER/0", "A life is at risk.", by=registrar, at=now)
    request = next(iter(Matter.objects.get(reference="P/PER/0").emergencies.all()))

    with pytest.raises(Refused, match="Another person"):
        team.decide_emergency(request.pk, give=True, by=registrar, at=now)


def test_asking_tells_nobody_whether_there_is_such_a_matter(dockets) -> None:
    now = timezone.now()
    asking = actor_of(make_person("asks", Post(Role.SECRETARIAT, "CAT")), now)

    assert team.ask_in_emergency("P/PER/0", "Urgent.", by=asking, at=now) is None
    assert team.ask_in_emergency("P/NONE/9", "Urgent.", by=asking, at=now) is None

    lines = Line.objects.filter(event="access.emergency_asked").order_by("number")
    assert [(line.about, line.details) for line in lines] == [
        ("P/PER/0", '{"known":true}'),
        ("", '{"known":false}'),
    ]


def test_an_emergency_does_not_lift_a_recusal(dockets) -> None:
    now = timezone.now()
    member = make_person("member", Post(Role.MEMBER, "SPT"), nationalities=["PER"])
    deciding = actor_of(make_person("other", Post(Role.REGISTRAR, "SPT")), now)
    team.ask_in_emergency("P/PER/0", "Urgent.", by=actor_of(member, now), at=now)
    (request,) = team.emergencies(deciding, now)

    with pytest.raises(Refused, match="nationality"):
        team.decide_emergency(request.pk, give=True, by=deciding, at=now)
    assert seen_one_by_one(actor_of(member, now), dockets) == {
        "P/KEN/0",
        "P/KEN/1",
        "P/MOZ/0",
        "P/MOZ/1",
    }


def test_the_auditors_are_told_of_emergency_access(
    dockets, django_capture_on_commit_callbacks, monkeypatch
) -> None:
    told = []
    monkeypatch.setattr(access, "tell_auditors", [told.append])
    now = timezone.now()
    asks = make_person("asks", Post(Role.SECRETARIAT, "CAT"))
    deciding = actor_of(make_person("other", Post(Role.REGISTRAR, "SPT")), now)
    team.ask_in_emergency("P/PER/0", "Urgent.", by=actor_of(asks, now), at=now)

    with django_capture_on_commit_callbacks(execute=True):
        team.decide_emergency(team.emergencies(deciding, now)[0].pk, give=True, by=deciding, at=now)

    assert told == [asks.code]


# Searching by a name.


def test_names_are_searched_only_where_names_may_be_read(dockets) -> None:
    keeper = Actor("keeper", (Post(Role.CUSTODIAN_OF_IDENTITIES, "SPT"),))
    elsewhere = Actor("keeper", (Post(Role.CUSTODIAN_OF_IDENTITIES, "CAT"),))

    found = listing.names_searched(keeper, "x", at=timezone.now())

    assert [one.reference for one in found] == sorted(dockets)
    assert listing.names_searched(elsewhere, "x", at=timezone.now()) == []
    assert listing.names_searched(REGISTRAR, "x", at=timezone.now()) == []
    assert Line.objects.filter(event="docket.names_searched").count() == 3
    assert not any("x" in line.about for line in Line.objects.filter(event="docket.names_searched"))


def test_every_permission_is_carried_by_some_role_and_named() -> None:
    carried = {one for terms in ROLES.values() for one in terms.may}

    assert carried == set(Permission)


def test_nobody_gives_access_to_themselves(dockets) -> None:
    now = timezone.now()
    amina = actor_of(make_person("amina", Post(Role.REGISTRAR)), now)

    with pytest.raises(Refused, match="Another person must give you access"):
        team.give_by_code(
            "P/PER/0",
            amina.name,
            Role.CASE_OFFICER,
            of_team=True,
            by=amina,
            at=now,
            until=None,
            reason="",
        )


def test_a_list_tells_an_outsider_no_more_than_the_shared_acts_do(
    dockets, django_assert_num_queries
) -> None:
    made("P/PER/2", "PER", shared=True)
    for reference in ("P/PER/1", "P/PER/2"):
        actions.enter(
            Matter.objects.get(reference=reference),
            ANSWERED(text="Kept for now."),
            on=day("2025-04-01"),
            by=AMINA,
        )

    shared = sharing.shared_page(PERU, timezone.now(), limit=9)

    assert [(one.reference, one.standing_title, outlooks.last_on(one)) for one in shared] == [
        ("P/PER/1", "Sent to the State", day("2025-02-01")),
        ("P/PER/2", "Sent to the State", day("2025-02-01")),
    ]
    assert [[clock.due_on for clock in one.clocks] for one in shared] == [[day("2025-08-01")]] * 2
    assert listing.dockets_for(PERU, timezone.now()) == []
    with django_assert_num_queries(3):  # nobody's account: no grants to ask for
        sharing.shared_page(PERU, timezone.now(), limit=9)

"""Who may know of what: the roles held towards a matter, and how far they read."""

import pytest

from amparo.access.permissions import APART, ROLES, Actor, Permission, Post, Reach, Role
from amparo.access.rules.need_to_know import (
    DECIDING,
    Concern,
    is_apart,
    is_outsider,
    is_recused,
    is_within,
    may,
    reads,
    roles_for,
)
from amparo.core.confidentiality import Confidentiality as Level

VISIT = Concern("visit", "SPT", frozenset({"MOZ"}), frozenset({Role.STATE_FOCAL_POINT}))
KEPT = Concern("visit", "SPT", frozenset({"MOZ"}))


def actor(role, body="SPT", state="", nationalities=(), own=()):
    return Actor("P-1", (Post(role, body, state),), frozenset(nationalities), None, frozenset(own))


@pytest.mark.parametrize("role", [r for r, t in ROLES.items() if t.reach is Reach.BODY])
def test_a_role_for_a_body_reaches_the_matters_of_that_body_only(role):
    fund = Concern("grant", "SPT", frozenset({"MOZ"}))
    concern = fund if ROLES[role].procedures else VISIT

    assert roles_for(actor(role), concern) == {role}
    assert roles_for(actor(role, body=""), concern) == {role}
    assert roles_for(actor(role, body="CAT"), concern) == frozenset()


def test_a_fund_reviewer_sees_the_fund_and_nothing_else():
    reviewer = actor(Role.FUND_REVIEWER)

    assert roles_for(reviewer, Concern("grant", "SPT")) == {Role.FUND_REVIEWER}
    assert roles_for(reviewer, VISIT) == frozenset()


def test_a_state_sees_what_concerns_it_and_is_shared_with_it():
    focal_point = actor(Role.STATE_FOCAL_POINT, state="MOZ")

    assert roles_for(focal_point, VISIT) == {Role.STATE_FOCAL_POINT}
    assert roles_for(focal_point, KEPT) == frozenset()
    assert roles_for(actor(Role.STATE_FOCAL_POINT, state="KEN"), VISIT) == frozenset()
    assert roles_for(actor(Role.NPM_FOCAL_POINT, state="MOZ"), VISIT) == frozenset()


@pytest.mark.parametrize("role", [r for r, t in ROLES.items() if t.reach is Reach.OWN])
def test_a_role_in_a_matter_reaches_no_matter_without_a_grant(role):
    shared = Concern("visit", "SPT", frozenset({"MOZ"}), frozenset({role}))

    assert roles_for(actor(role), shared) == frozenset()
    assert roles_for(actor(role), shared, {role}) == {role}


@pytest.mark.parametrize("role", [Role.AUTHORITY_FOCAL_POINT, Role.APPLICANT])
def test_a_grant_shows_an_outsider_only_what_is_shared(role):
    assert roles_for(actor(role), KEPT, {role}) == frozenset()


@pytest.mark.parametrize("role", sorted(DECIDING))
def test_who_decides_is_recused_from_the_state_of_their_nationality(role):
    national = actor(role, nationalities=["MOZ", "PRT"])

    assert is_recused(national, VISIT.states)
    assert roles_for(national, VISIT, {role}) == frozenset()
    assert not is_recused(actor(role, nationalities=["PRT"]), VISIT.states)
    assert roles_for(actor(role, nationalities=["PRT"]), VISIT, {role}) != frozenset()


def test_recusal_is_not_lifted_by_another_role_or_by_a_grant():
    both = Actor(
        "P-1", (Post(Role.MEMBER, "SPT"), Post(Role.SECRETARIAT, "SPT")), frozenset({"MOZ"})
    )

    assert roles_for(both, VISIT, {Role.CASE_OFFICER}) == frozenset()
    assert is_recused(actor(Role.SECRETARIAT, nationalities=["MOZ"]), ["MOZ"], {Role.RAPPORTEUR})


def test_the_secretariat_is_not_recused_by_nationality():
    assert roles_for(actor(Role.SECRETARIAT, nationalities=["MOZ"]), VISIT) == {Role.SECRETARIAT}


@pytest.mark.parametrize("role", sorted(APART))
def test_who_runs_or_audits_the_system_reaches_no_matter_whatever_is_granted(role):
    assert is_apart(actor(role))
    assert roles_for(actor(role, body=""), VISIT, {role}) == frozenset()
    assert not may({role}, Permission.MATTERS_SEE)


def test_somebody_without_any_role_reaches_nothing():
    assert roles_for(Actor("P-1"), VISIT) == frozenset()
    assert reads(()) is Level.PUBLIC


@pytest.mark.parametrize(
    ("role", "of_the_body", "of_the_team"),
    [
        (Role.REGISTRAR, Level.CONFIDENTIAL, Level.PERSONAL),
        (Role.SECRETARIAT, Level.CONFIDENTIAL, Level.PERSONAL),
        (Role.MEMBER, Level.CONFIDENTIAL, Level.PERSONAL),
        (Role.HEAD_OF_DELEGATION, Level.PUBLIC, Level.PERSONAL),
        (Role.RAPPORTEUR, Level.PUBLIC, Level.PERSONAL),
        (Role.CASE_OFFICER, Level.PUBLIC, Level.PERSONAL),
        (Role.CUSTODIAN_OF_IDENTITIES, Level.PERSONAL, Level.PERSONAL),
        (Role.STATISTICIAN, Level.INTERNAL, Level.INTERNAL),
        (Role.PUBLISHER, Level.CONFIDENTIAL, Level.CONFIDENTIAL),
        (Role.FUND_REVIEWER, Level.CONFIDENTIAL, Level.CONFIDENTIAL),
        (Role.STATE_FOCAL_POINT, Level.CONFIDENTIAL, Level.CONFIDENTIAL),
        (Role.AUTHORITY_FOCAL_POINT, Level.PUBLIC, Level.CONFIDENTIAL),
        (Role.NPM_FOCAL_POINT, Level.CONFIDENTIAL, Level.CONFIDENTIAL),
        (Role.APPLICANT, Level.PUBLIC, Level.CONFIDENTIAL),
        (Role.AUDITOR, Level.PUBLIC, Level.PUBLIC),
        (Role.ADMINISTRATOR, Level.PUBLIC, Level.PUBLIC),
    ],
)
def test_how_far_each_role_reads(role, of_the_body, of_the_team):
    assert reads({role}) is of_the_body
    assert reads({role}, {role}) is of_the_team


def test_classes_are_in_order():
    order = [Level.PUBLIC, Level.INTERNAL, Level.CONFIDENTIAL, Level.PERSONAL]

    assert [[is_within(a, b) for b in order] for a in order] == [
        [True, True, True, True],
        [False, True, True, True],
        [False, False, True, True],
        [False, False, False, True],
    ]


def test_an_outsider_with_a_role_inside_is_none():
    assert is_outsider({Role.STATE_FOCAL_POINT})
    assert not is_outsider({Role.STATE_FOCAL_POINT, Role.CASE_OFFICER})

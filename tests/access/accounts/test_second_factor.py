"""Second factors: sealed for their account, good once, asked of staff, taken away by an administrator."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from allauth.mfa.models import Authenticator
from django.db import connections
from django.utils import timezone

from amparo.access.accounts import second_factor
from amparo.access.accounts.second_factor import Kind
from amparo.access.actions import appoint
from amparo.access.models import Session, User
from amparo.access.permissions import Actor, Post, Role
from amparo.core.errors import Refused
from amparo.vault.envelope import Unreadable
from tests.accounts import SECRET, code_now, person, signed_in, trail, with_app

ADMINISTRATOR = Actor("P-ADMIN2", (Post(Role.ADMINISTRATOR),))
MEMBER = Actor("P-MEMBR2", (Post(Role.MEMBER),))


def test_the_secret_is_sealed_in_the_table(amina: User):
    with_app(amina)

    (stored,) = Authenticator.objects.values_list("data", flat=True)
    assert SECRET not in str(stored)
    assert set(stored) == {"secret"}


def test_the_secret_of_one_account_does_not_open_for_another(amina: User):
    bruno = person("bruno@example.org", "Bruno Silva")
    with_app(amina)
    Authenticator.objects.update(user=bruno)

    with pytest.raises(Unreadable):
        second_factor.code_is_right(bruno, code_now())


@pytest.mark.parametrize("steps", [-1, 0, 1])
def test_a_code_may_be_half_a_minute_off_and_works_once(amina: User, steps: int):
    with_app(amina)
    code = code_now(steps=steps)

    # The code of the step before was spent when the app was set up.
    assert second_factor.code_is_right(amina, code) is (steps != -1)
    assert second_factor.code_is_right(amina, code) is False
    assert second_factor.code_is_right(amina, f"{code[:3]} {code[3:]}") is False


def test_a_code_of_long_ago_is_not_right(amina: User):
    with_app(amina)

    assert second_factor.code_is_right(amina, code_now(steps=-5)) is False
    assert second_factor.code_is_right(amina, code_now()) is True


@pytest.mark.django_db(transaction=True)
def test_of_many_who_use_a_code_at_once_one_gets_in(settings):
    settings.PASSWORD_HASHERS = ["tests.accounts.QuickArgon2"]
    user = with_app(person())
    code = code_now()

    def tried(_number: int) -> bool:
        try:
            return second_factor.code_is_right(user, code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(tried, range(4))) == [False, False, False, True]


def test_a_recovery_code_works_once_and_leaves_a_line(amina: User):
    with_app(amina)
    codes = second_factor.new_recovery_codes(amina)

    assert len(set(codes)) == 10
    assert second_factor.code_is_right(amina, codes[3]) is True
    assert second_factor.code_is_right(amina, codes[3]) is False
    assert second_factor.recovery_codes_left(amina) == 9
    assert trail()[-1] == ("access.recovery_code_used", amina.code, "done")


def test_new_recovery_codes_replace_those_before(amina: User):
    with_app(amina)
    before = second_factor.new_recovery_codes(amina)
    after = second_factor.new_recovery_codes(amina)

    assert second_factor.code_is_right(amina, before[0]) is False
    assert second_factor.code_is_right(amina, after[0]) is True


@pytest.mark.parametrize("code", ["", " ", "-", "000000", "1" * 40, "١٢٣٤٥٦", "\0\0\0\0\0\0", "é"])
def test_what_is_no_code_is_not_right(amina: User, code: str):
    with_app(amina)
    second_factor.new_recovery_codes(amina)

    assert second_factor.code_is_right(amina, code) is False


def test_the_last_factor_takes_the_recovery_codes_with_it(amina: User):
    with_app(amina)
    second_factor.new_recovery_codes(amina)

    second_factor.remove_factor(amina, Authenticator.objects.get(type=Kind.TOTP))

    assert Authenticator.objects.count() == 0
    assert trail()[-1] == ("access.second_factor_removed", amina.code, "done")


def test_staff_must_have_a_second_factor_and_are_sent_to_set_it_up(amina: User):
    outsider = person("chidi@example.org", "Chidi Okafor", nationalities=("NGA",))
    now = timezone.now()
    appoint(amina, Role.REGISTRAR, by=ADMINISTRATOR, at=now)
    appoint(outsider, Role.STATE_FOCAL_POINT, state="NGA", by=ADMINISTRATOR, at=now)

    assert second_factor.lacks_second_factor(amina) is True
    assert second_factor.lacks_second_factor(outsider) is False
    client = signed_in(amina)
    assert client.get("/account/")["Location"] == "/account/second-factor/"
    assert client.get("/account/second-factor/app/").status_code == 200
    assert signed_in(outsider).get("/account/").status_code == 200

    with_app(amina)
    assert second_factor.lacks_second_factor(amina) is False
    assert client.get("/account/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(amina: User):
    second_factor.new_recovery_codes(amina)

    assert second_factor.has_second_factor(amina) is False


def test_an_administrator_takes_a_lost_factor_away_and_ends_the_sessions(amina: User):
    client = signed_in(amina)
    with_app(amina)

    second_factor.reset_second_factor(amina, by=ADMINISTRATOR)

    assert second_factor.has_second_factor(amina) is False
    assert Session.objects.filter(user=amina).count() == 0
    assert client.get("/account/").status_code == 302
    assert trail()[-1] == ("access.second_factor_reset", "P-ADMIN2", "done")


def test_nobody_else_can_take_it_away(amina: User):
    with_app(amina)

    with pytest.raises(Refused, match="You may not manage accounts"):
        second_factor.reset_second_factor(amina, by=MEMBER)
    assert second_factor.has_second_factor(amina) is True

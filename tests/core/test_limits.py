"""How often the same visitor may ask: who is counted, where, and what is said to those refused."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from limits.storage.base import MovingWindowSupport, Storage

from amparo.core import limits
from amparo.core.doors import open_to_public
from amparo.core.limits import LIMITS, AccountLimits, Counter, Limit, NetworkLimits, limit_of

HOME, OFFICE = "203.0.113.7", "198.51.100.1"
FEW = Limit("pages", network=3, account=2, seconds=60)


class Clock:
    """A clock that stands until it is moved."""

    now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def few(monkeypatch, clock: Clock) -> Counter:
    """Three requests a minute from each network, two of each account."""
    counter = Counter(clock=clock)
    monkeypatch.setattr(limits, "counter", lambda: counter)
    monkeypatch.setattr(limits, "limit_of", lambda _method, _path: FEW)
    return counter


@open_to_public
def public(request: HttpRequest) -> HttpResponse:
    return HttpResponse("public")


def closed(request: HttpRequest) -> HttpResponse:
    return HttpResponse("inside")


def answered(few: Counter, address: str = HOME, path: str = "/", user: str = "", **meta: str):
    """Return the answer that a request gets from both, as the site has them around a view."""
    view = public if path == "/" else closed
    request = RequestFactory().get(path, REMOTE_ADDR=address, **meta)
    request.user = SimpleNamespace(is_authenticated=bool(user), pk=user)
    if user or "cookie" in meta:
        request.COOKIES["amparo"] = user or meta["cookie"]

    def inner(one: HttpRequest) -> HttpResponse:
        return account.process_view(one, view, (), {}) or view(one)

    account = AccountLimits(inner)
    return NetworkLimits(account)(request)


# What is counted.


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        ("GET", "/", "pages"),
        ("HEAD", "/states/FRA/", "pages"),
        ("GET", "/ar/states/FRA/", "pages"),
        ("GET", "/sign-in/", "pages"),
        ("POST", "/sign-in/", "sign-in"),
        ("POST", "/fr/sign-in/second-factor/", "sign-in"),
        ("POST", "/zh-hans/sign-in/help/", "sign-in"),
        ("POST", "/invitation/", "sign-in"),
        ("POST", "/desk/matters/SPT/VISIT/PER/2025/", "forms"),
        ("POST", "/states/FRA.json", "forms"),
        ("PUT", "/", "forms"),
        ("NONSENSE", "/", "forms"),
        ("GET", "/states/FRA.json", "data"),
        ("GET", "/feeds/new.atom", "data"),
        ("GET", "/calendar.ics", "data"),
        ("GET", "/follow/", "pages"),
        ("POST", "/follow/", "following"),
        ("POST", "/ar/follow/mine/", "following"),
        ("POST", "/follow/a-token/", "forms"),
        ("GET", "/figures/participation.parties.csv", "data"),
        ("GET", "/desk/trail/export/", "data"),
        ("GET", "/reports/spt/2025.pdf", "reports"),
        ("GET", "/es/reports/spt/2025.docx", "reports"),
        ("GET", "/reports/spt/2025.json", "data"),
        ("GET", "/desk/file/00000000-0000-4000-8000-000000000000/SPT/VISIT/PER/2025/", "files"),
        ("GET", "/fr/mission/file/00000000-0000-4000-8000-000000000000/SPT/R/2025/1/", "files"),
        ("GET", "/ru/dockets/SPT/R/2025/1/files/00000000-0000-4000-8000-000000000000", "files"),
        ("GET", "/dockets/SPT/R/2025/1/", "pages"),
        ("GET", "/desk/files/SPT/VISIT/PER/2025/", "pages"),
        ("GET", "/nowhere", "pages"),
        ("GET", "", "pages"),
    ],
)
def test_each_request_falls_under_one_limit(method: str, path: str, expected: str):
    assert limit_of(method, path).name == expected


def test_a_network_is_allowed_more_than_any_one_account_in_it():
    assert [one.name for one in LIMITS if one.network < one.account] == []
    assert LIMITS[-1].path == ""


def test_whoever_asks_too_often_is_told_when_to_come_back(few: Counter, clock: Clock):
    statuses = [answered(few).status_code for _ in range(3)]
    clock.now += 20.0
    refused = answered(few)

    assert statuses == [200, 200, 200]
    assert refused.status_code == 429
    assert refused["Retry-After"] == "41"
    assert refused["RateLimit-Policy"] == '"pages";q=3;w=60'
    assert refused["RateLimit"] == '"pages";r=0;t=41'
    assert refused["Cache-Control"] == "no-store, private"
    assert "Please try again in 41 seconds." in refused.content.decode()


def test_after_the_time_that_was_named_it_may_be_asked_again(few: Counter, clock: Clock):
    for _ in range(3):
        answered(few)
    clock.now += int(answered(few)["Retry-After"])

    assert answered(few).status_code == 200


def test_programs_are_told_in_their_own_form(few: Counter):
    def asked() -> HttpResponse:
        request = RequestFactory().get("/states/FRA.json", REMOTE_ADDR=HOME)
        return NetworkLimits(public)(request)

    assert [asked().status_code for _ in range(4)] == [200, 200, 200, 429]
    assert asked()["Content-Type"] == "application/json"


def test_an_answer_does_not_tell_how_much_others_asked(few: Counter):
    assert [name for name in answered(few).headers if name.lower().startswith("ratelimit")] == []


# Who is counted together.


def test_one_network_does_not_shut_out_another(few: Counter):
    assert [answered(few, HOME).status_code for _ in range(5)] == [200, 200, 200, 429, 429]
    assert answered(few, OFFICE).status_code == 200


def test_a_home_with_many_addresses_is_one_network(few: Counter):
    addresses = [f"2001:db8:1:2::{number:x}" for number in range(4)]

    assert [answered(few, one).status_code for one in addresses] == [200, 200, 200, 429]
    assert answered(few, "2001:db8:1:3::1").status_code == 200


def test_somebody_signed_in_is_not_shut_out_by_their_network(few: Counter):
    for _ in range(4):
        answered(few, OFFICE)

    assert answered(few, OFFICE).status_code == 429
    assert answered(few, OFFICE, path="/desk/", user="amina").status_code == 200
    assert answered(few, OFFICE, path="/", user="bruno").status_code == 200


def test_a_cookie_that_is_nobodys_opens_nothing(few: Counter):
    for _ in range(3):
        answered(few)

    assert answered(few, cookie="made up").status_code == 429


def test_an_account_is_counted_wherever_it_asks_from(few: Counter):
    inside = {"path": "/desk/", "user": "amina"}

    statuses = [answered(few, f"203.0.113.{last}", **inside).status_code for last in range(3)]
    assert statuses == [200, 200, 429]
    assert answered(few, "203.0.113.9", path="/desk/", user="bruno").status_code == 200


def test_public_pages_do_not_count_who_reads_them(few: Counter):
    statuses = [answered(few, f"203.0.113.{last}", user="amina").status_code for last in range(9)]

    assert statuses == [200] * 9


def test_behind_a_proxy_the_address_that_it_saw_is_counted(few: Counter, settings):
    settings.PROXIES = 1
    seen = ["203.0.113.1", "203.0.113.1", "6.6.6.6, 203.0.113.1", "7.7.7.7, 203.0.113.1"]

    statuses = [answered(few, "127.0.0.1", HTTP_X_FORWARDED_FOR=one).status_code for one in seen]
    assert statuses == [200, 200, 200, 429]
    assert answered(few, "127.0.0.1", HTTP_X_FORWARDED_FOR="203.0.113.2").status_code == 200


@pytest.mark.parametrize("address", ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"])
def test_this_machine_is_not_counted_where_no_proxy_is_named(few: Counter, address: str):
    assert {answered(few, address).status_code for _ in range(9)} == {200}


def test_a_proxy_that_is_not_named_shuts_nobody_out_and_is_told_once(few: Counter, caplog):
    limits._warn_of_proxy.cache_clear()

    seen = [answered(few, "127.0.0.1", HTTP_X_FORWARDED_FOR=HOME).status_code for _ in range(9)]
    assert seen == [200] * 9
    assert [one.message.partition(":")[0] for one in caplog.records] == ["core.proxy_not_named"]


# Where it is counted.


def test_what_is_kept_in_a_store_names_nobody(clock: Clock):
    counter = Counter(clock=clock)
    counter.count(FEW, HOME)

    (key,) = counter._limiter.storage._moments
    assert HOME not in key
    assert key.count("/") >= 3


def test_networks_and_accounts_of_one_name_are_counted_apart(clock: Clock):
    counter = Counter(clock=clock)

    assert [counter.count(FEW, "x", account=True) is None for _ in range(3)] == [True, True, False]
    assert counter.count(FEW, "x") is None


class Broken(Storage, MovingWindowSupport):
    """A store whose server is gone."""

    STORAGE_SCHEME = ["broken-for-tests"]
    base_exceptions = ConnectionError

    def _fail(self, *_args: object, **_options: object) -> bool:
        raise ConnectionError("redis://somebody:secret@10.0.0.1")

    def incr(self, *args, **options):
        return self._fail()

    def get(self, *args, **options):
        return self._fail()

    def get_expiry(self, *args, **options):
        return self._fail()

    def check(self, *args, **options):
        return self._fail()

    def reset(self, *args, **options):
        return self._fail()

    def clear(self, *args, **options):
        return self._fail()

    def acquire_entry(self, *args, **options):
        return self._fail()

    def get_moving_window(self, *args, **options):
        return self._fail()


def test_a_store_that_fails_lets_everybody_in_and_says_so_once(caplog):
    counter = Counter("broken-for-tests://")

    assert [counter.count(FEW, HOME) for _ in range(9)] == [None] * 9
    assert [one.message for one in caplog.records] == ["core.limits_store_failed: ConnectionError"]


@pytest.mark.parametrize("store", ["nonsense", "nonsense://host", "redis://:secret@host"])
def test_a_store_that_cannot_be_used_is_said_without_its_password(store: str):
    with pytest.raises(ImproperlyConfigured) as refusal:
        Counter(store)

    assert "AMPARO_LIMITS_STORE" in str(refusal.value)
    assert "secret" not in str(refusal.value)


def test_nothing_is_counted_where_the_settings_say_so(settings):
    settings.LIMITS_STORE = "none"
    limits.counter.cache_clear()
    try:
        asked = NetworkLimits(public)
        request = RequestFactory().get("/", REMOTE_ADDR=HOME)
        assert {asked(request).status_code for _ in range(1_000)} == {200}
    finally:
        limits.counter.cache_clear()


# At the site itself.


@pytest.fixture
def site(few: Counter) -> Client:
    """The site with all its middleware, which a visitor from elsewhere may ask three times."""
    return Client(REMOTE_ADDR=HOME)


def test_the_site_answers_too_many_requests_with_a_page_of_its_own(site: Client):
    statuses = [site.get("/fr/nowhere/").status_code for _ in range(3)]
    refused = site.get("/fr/nowhere/")

    assert statuses == [404, 404, 404]
    assert refused.status_code == 429
    assert refused["Content-Language"] == "fr"
    assert "default-src 'none'" in refused["Content-Security-Policy"]


def test_health_is_asked_as_often_as_anybody_likes(site: Client):
    assert {site.get("/health/live").status_code for _ in range(9)} == {200}

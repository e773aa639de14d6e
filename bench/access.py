"""
What asking who may see costs, on a list of a hundred thousand matters.

Each list is held against the same list unchecked: the same order, page and count, of all matters.

    python -m bench.access [--small] [--matters 100000]
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import partial
from itertools import product
from random import Random
from string import ascii_uppercase
from typing import Any

from bench._ground import Taken, console, fresh_home, median_ms, medians_ms, print_table

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
BODIES = ("SPT", "CAT", "CED", "HRCTTE", "SRT")
# Not of the world: the first 190 codes of three letters.
STATES = ["".join(letters) for letters in product(ascii_uppercase, repeat=3)][:190]
OUTSIDERS = ("", "|State focal point|", "|NPM focal point|State focal point|")
GRANTS = 200
PAGE = 50
_REFERENCE = "BENCH/77"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a hundredth of it all, for a try")
    parser.add_argument("--matters", type=int, default=100_000)
    parser.add_argument("--plans", action="store_true", help="print how the database finds them")
    asked = parser.parse_args()
    home = fresh_home()
    try:
        fill(asked.matters // (100 if asked.small else 1))
        people = actors()
        lists(people, times=10 if asked.small else 40)
        one_matter(people, times=20 if asked.small else 200)
        if asked.plans:
            plans(people)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def lists(people: dict[str, Any], times: int) -> None:
    from amparo.access.rules.need_to_know import is_outsider
    from amparo.docket.listing import Narrowed, dockets_for
    from amparo.docket.models import Matter
    from amparo.docket.sharing import shared_page

    everything = Matter.objects.filter(acts_entered__gt=0)
    narrowed = Narrowed(procedure="visit", state=STATES[5])
    ways: dict[str, Callable[[], Any]] = {
        "first": lambda: _page(everything),
        "count": everything.count,
        "narrowed": lambda: _page(_narrowed(everything)),
    }
    unchecked = medians_ms(ways, times)
    rows = [_row("unchecked", everything.count(), unchecked, unchecked, 1)]
    for name, actor in people.items():
        visible = Matter.objects.visible_to(actor, NOW).filter(acts_entered__gt=0)
        if is_outsider(actor.roles):
            ways = {
                "first": partial(shared_page, actor, NOW, limit=PAGE),
                "count": visible.count,
                "narrowed": partial(shared_page, actor, NOW, procedure="visit", limit=PAGE),
            }
            taken = medians_ms(ways, times)
            rows.append(_row(name, visible.count(), taken, unchecked, _queries(ways["first"])))
            continue
        ways = {
            "first": partial(dockets_for, actor, NOW, limit=PAGE),
            "count": visible.count,
            "narrowed": partial(dockets_for, actor, NOW, narrowed, limit=PAGE),
        }
        taken = medians_ms(ways, times)
        rows.append(_row(name, visible.count(), taken, unchecked, _queries(ways["first"])))
    print_table(
        f"Lists of {everything.count():,} matters, {len(STATES)} States, {len(BODIES)} bodies"
        f" (median of {times}; in brackets, times the unchecked)",
        ["who", "may see", f"first {PAGE}, ms", "count, ms", "one State's visits, ms", "queries"],
        rows,
    )


def _row(
    name: str, seen: int, taken: dict[str, Taken], unchecked: dict[str, Taken], queries: int
) -> list[str]:
    cells = [f"{one.ms:.1f} ({one.ms / unchecked[way].ms:.1f})" for way, one in taken.items()]
    return [name, f"{seen:,}", *cells, str(queries)]


def _page(matters: Any) -> list[Any]:
    return list(matters.order_by("-last_on", "reference")[:PAGE])


def _narrowed(matters: Any) -> Any:
    return matters.filter(procedure="visit", states__contains=f"|{STATES[5]}|")


def one_matter(people: dict[str, Any], times: int) -> None:
    from amparo.core.errors import NotVisible
    from amparo.docket.models import Matter
    from amparo.docket.reading import matter_for

    def ask(actor: Any) -> bool:
        try:
            matter_for(actor, _REFERENCE, NOW)
        except NotVisible:
            return False
        return True

    plain = median_ms(lambda: Matter.objects.get(reference=_REFERENCE), times)
    rows = [["unchecked", "", f"{plain:.2f}", "", "1"]]
    for name, actor in people.items():
        ms = median_ms(partial(ask, actor), times)
        queries = _queries(partial(ask, actor))
        rows.append(
            [name, "yes" if ask(actor) else "no", f"{ms:.2f}", f"{ms / plain:.1f}", str(queries)]
        )
    print_table(
        f"One matter by its reference (median of {times})",
        ["who", "may know of it", "ms", "times the unchecked", "queries"],
        rows,
    )


def plans(people: dict[str, Any]) -> None:
    from amparo.docket.models import Matter

    for name, actor in people.items():
        found = Matter.objects.visible_to(actor, NOW).filter(acts_entered__gt=0)
        for title, asked in (
            ("first", found.order_by("-last_on", "reference")[:PAGE]),
            ("narrowed", _narrowed(found).order_by("-last_on", "reference")[:PAGE]),
        ):
            try:
                console.print(f"[b]{name}, {title}[/b]\n{asked.explain()}\n", highlight=False)
            except Exception as error:
                console.print(f"[b]{name}, {title}[/b]\nnot asked: {error!r}\n")


def actors() -> dict[str, Any]:
    """Return those who ask: each with an account, so that what is granted to them is looked up."""
    from amparo.access.permissions import Actor, Post, Role

    def one(number: int, *posts: Post, own: Sequence[Role] = (), ties: Sequence[str] = ()) -> Actor:
        user = accounts[number]
        return Actor(user.code, posts, frozenset(ties), user.pk, frozenset(own))

    accounts = [_account(number) for number in range(6)]
    _grant(accounts[3], Role.CASE_OFFICER, GRANTS)
    _grant(accounts[5], Role.HEAD_OF_DELEGATION, GRANTS)
    member = Post(Role.MEMBER, "SPT")
    return {
        "registrar of a body": one(0, Post(Role.REGISTRAR, "SPT")),
        "member of two nationalities": one(1, member, ties=(STATES[5], STATES[9])),
        "State focal point": one(2, Post(Role.STATE_FOCAL_POINT, state=STATES[5])),
        f"case officer, {GRANTS} grants": one(3, own=[Role.CASE_OFFICER]),
        "somebody with nothing": one(4),
        f"member, {GRANTS} grants beside": one(
            5, member, own=[Role.HEAD_OF_DELEGATION], ties=(STATES[9],)
        ),
    }


def fill(matters: int) -> None:
    """Put matters into the table as their projections would stand there, without acts."""
    from amparo.docket import outlooks
    from amparo.docket.models import Matter

    random = Random(1)
    procedures = ("visit", "visit_report", "event", "election", "grant")

    def some() -> Any:
        for number in range(matters):
            # The square makes some States appear often and most seldom.
            state = STATES[int(len(STATES) * random.random() ** 2)]
            last = date(2007, 1, 1) + timedelta(days=int(7_000 * random.random() ** 0.5))
            yield Matter(
                procedure=random.choice(procedures),
                reference=f"BENCH/{number}",
                status=random.choice(("programmed", "under_way", "conducted", "concluded")),
                opened_on=last - timedelta(days=200),
                last_on=last,
                body=random.choice(BODIES),
                state=state,
                states=f"|{state}|",
                shared=random.choice(OUTSIDERS),
                acts_entered=random.randrange(1, 20),
                head="0" * 64,
            )

    Matter.objects.bulk_create(some(), batch_size=5_000)
    outlooks.fill()
    _analyze()


def _analyze() -> None:
    """Let PostgreSQL know its tables, as it does by itself after a while; SQLite is left as it is."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE docket_matter, docket_outlook, access_grant")


def _account(number: int) -> Any:
    from amparo.access.accounts.opening import make_account
    from amparo.access.models import AccountState

    user = make_account(email=f"bench{number}@example.org", name="Nobody In Particular")
    user.state = AccountState.ACTIVE
    user.save()
    return user


def _grant(user: Any, role: Any, count: int) -> None:
    from amparo.access.models import Grant, GrantKind
    from amparo.docket.models import Matter

    keys = list(Matter.objects.order_by("pk").values_list("pk", flat=True))
    chosen = {keys[77], *Random(2).sample(keys, min(count - 1, len(keys) // 2))}
    Grant.objects.bulk_create(
        Grant(
            matter_id=key,
            user=user,
            role=role.value,
            kind=GrantKind.TEAM.value,
            since=NOW - timedelta(days=30),
            given_by="P-000001",
        )
        for key in chosen
    )
    _analyze()


def _queries(call: Callable[[], object]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        call()
    return len(asked)


if __name__ == "__main__":
    main()

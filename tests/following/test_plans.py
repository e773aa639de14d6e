"""However much is public, what is new is read along an index: no table is put in order as a whole."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.conf import settings
from django.db import connections
from django.test.utils import CaptureQueriesContext

from amparo.following import novelties
from tests.following.conftest import World
from tests.gate import publish

# How PostgreSQL is asked for rows that come little by little.
_CURSOR = re.compile(r"^DECLARE .*? CURSOR (WITH HOLD )?FOR ")
LARGE = ("docket_act", "documents_", "recommendations_published", "following_novelty")


def sorted_as_a_whole(done: Callable[[], object]) -> list[str]:
    """Do something, and return the statements that put large tables in order as a whole."""
    store = connections[settings.PUBLIC_STORE]
    with CaptureQueriesContext(store) as asked:
        done()
    is_lite = store.vendor == "sqlite"
    found, seen = [], 0
    with store.cursor() as cursor:
        if not is_lite:
            # With three rows the plan would be to read them all.
            for one in ("seqscan", "bitmapscan", "hashjoin", "mergejoin", "sort"):
                cursor.execute(f"SET LOCAL enable_{one} = off")
        for sql in (_CURSOR.sub("", one["sql"]) for one in asked.captured_queries):
            # What is asked for by name is little, and may be put in order.
            if '"reference" IN (' in sql or not sql.startswith("SELECT"):
                continue
            if "ORDER BY" in sql and any(one in sql for one in LARGE):
                seen += 1
                cursor.execute(f"{'EXPLAIN QUERY PLAN' if is_lite else 'EXPLAIN'} {sql}")
                plan = "\n".join(str(row[-1]) for row in cursor.fetchall())
                if re.search(r"B-TREE FOR ORDER BY|^(\s*->\s+)?Sort\b", plan, re.MULTILINE):
                    found.append(f"{sql}\n{plan}")
    assert seen
    return found


def test_the_ledger_is_held_against_the_store_along_indexes(world: World):
    world.conduct("PER", 2024)
    publish(world.now)

    assert sorted_as_a_whole(lambda: novelties.compare(world.now)) == []


def test_pages_and_feeds_of_what_is_new_are_read_along_indexes(world: World):
    narrowed = "/documents/?kind=report&body=CAT"
    for path in ("/new/", "/feeds/new.atom", "/documents/", "/documents/?page=9", narrowed):
        assert sorted_as_a_whole(lambda path=path: world.browser.get(path)) == [], path  # type: ignore[misc]

"""What is so of matters: said in parts, put together, and asked of the database in one statement."""

from datetime import date, timedelta

import pytest
from django.db.models import Q

from amparo.core.stores import at_public_store
from amparo.docket.conditions import (
    ALWAYS,
    NEVER,
    Condition,
    Wanted,
    any_of,
    dated,
    keys_of,
    so,
)
from amparo.docket.models import Matter
from tests.desk.conftest import counting

FIRST = date(2026, 1, 10)
PER, MOZ = Q(state="PER"), Q(state="MOZ")


@pytest.fixture
def matters(db) -> dict[str, int]:
    """Nine matters of three States, each with a later day than the one before; the last has none."""
    for number in range(9):
        Matter.objects.create(
            reference=f"M/{number}",
            state=("PER", "MOZ", "KEN")[number % 3],
            last_on=FIRST + timedelta(days=number) if number < 8 else None,
        )
    return dict(Matter.objects.values_list("reference", "pk"))


def found(condition: Condition) -> set[str]:
    return {one.reference for one in condition.of(Matter.objects.all())}


def said(wanted: Q) -> set[str]:
    return {one.reference for one in Matter.objects.filter(wanted)}


def test_what_is_said_in_parts_is_what_is_said_at_once(matters):
    late = Q(last_on__gte=FIRST + timedelta(days=4))

    assert found(so(PER)) == said(PER) == {"M/0", "M/3", "M/6"}
    assert found(so(PER) & so(late)) == said(PER & late) == {"M/6"}
    assert found(so(PER) | so(late)) == said(PER | late)
    assert found((so(PER) | so(MOZ)) & so(late)) == said((PER | MOZ) & late)
    assert found(~(so(PER) | so(MOZ))) == said(~(PER | MOZ)) == {"M/2", "M/5", "M/8"}
    assert found(any_of([so(PER), so(MOZ)])) == said(PER | MOZ)
    assert found(dated("last_on")) == said(Q(last_on__isnull=False))


def test_where_it_is_not_known_it_is_not_so(matters):
    # Of the matter without a day neither is so: nobody may be shown what nothing is known of.
    after = so(Q(last_on__gt=FIRST))

    assert "M/8" not in found(after)
    assert found(~after) == {"M/0", "M/8"}


def test_always_and_never_put_nothing_into_words(matters):
    per = so(PER)

    assert so(Q()) == so(~Q(pk__in=[])) == ALWAYS
    assert so(Q(pk__in=[])) == any_of([]) == NEVER
    assert per & ALWAYS == ALWAYS & per == per | NEVER == NEVER | per == per
    assert per & NEVER == NEVER & per == ~ALWAYS == NEVER
    assert per | ALWAYS == ALWAYS | per == ~NEVER == ALWAYS
    assert found(ALWAYS) == set(matters)
    assert found(NEVER) == set()


def test_the_first_of_each_are_found_in_their_order_in_one_statement(matters):
    latest, of_peru = ("-last_on", "reference"), so(PER) & dated("last_on")

    with counting() as asked:
        keys = keys_of(
            [
                Wanted(of_peru, latest, 2),
                Wanted(NEVER, latest, 2),
                Wanted(ALWAYS, ("reference",), 3),
                Wanted(so(MOZ) & dated("last_on"), ("last_on", "reference"), 9),
            ]
        )

    assert asked == [1]
    names = {key: reference for reference, key in matters.items()}
    assert [{names[key] for key in some} for some in keys] == [
        {"M/6", "M/3"},
        set(),
        {"M/0", "M/1", "M/2"},
        {"M/1", "M/4", "M/7"},
    ]


def test_of_very_many_each_is_found(matters):
    wanted = [
        Wanted(so(Q(reference=f"M/{number % 9}")), ("reference",), 1) for number in range(250)
    ]

    with counting() as asked:
        keys = keys_of(wanted)

    assert keys == [[matters[f"M/{number % 9}"]] for number in range(250)]
    assert asked == [3]


def test_what_is_typed_is_never_among_the_words(matters):
    typed = "M/1' OR 1=1 -- %s %"

    condition = so(Q(reference=typed) | Q(reference__icontains=typed))

    assert typed not in condition.words
    assert found(condition) == set()
    assert keys_of([Wanted(condition, ("reference",), 9)]) == [[]]


def test_a_reader_of_the_public_store_finds_nothing_of_the_inside(matters):
    with at_public_store():
        assert keys_of([Wanted(ALWAYS, ("reference",), 9)]) == [[]]
        assert found(ALWAYS) == set()


def test_a_condition_on_another_table_is_refused():
    with pytest.raises(TypeError, match="columns of one table"):
        so(Q(acts__number=1))

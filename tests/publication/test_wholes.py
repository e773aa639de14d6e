"""Documents and recommendations in the store are those that are due inside, whole, at every moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import StringIO
from random import Random

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from amparo.access.permissions import RECORD_LOADER
from amparo.docket import actions as dockets
from amparo.documents.actions import set_public_day
from amparo.documents.models import Block, Document
from amparo.publication import gate, reference, store, wholes
from amparo.publication.leaving import WHOLES
from amparo.publication.models import Change, Stamp
from amparo.recommendations.models import Published, Wording
from amparo.recommendations.rows import digest_of_recommendation
from amparo.registry.models import State
from tests.documents.papers import paragraph, reading, rich, taken_in

from .example import AMINA, LETTER

pytestmark = pytest.mark.django_db

STORED = settings.PUBLIC_STORE
NOON = datetime(2031, 3, 1, 12, tzinfo=UTC)
LATER = date(2031, 3, 2)


def whole(alias: str) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of documents and recommendations, but for keys that only join them."""
    by = {
        "document": "document__name",
        "version": "version__document__name",
        "recommendation": "recommendation__number",
    }
    found = {}
    for one in WHOLES:
        for model, link in [(one.model, ""), *((t.model, t.link) for t in one.tables)]:
            columns = [f.attname for f in model._meta.concrete_fields if not f.primary_key]
            names = [by.get(c.removesuffix("_id"), c) if c == f"{link}_id" else c for c in columns]
            rows = model.objects.using(alias).values_list(*names)
            found[model.__name__] = sorted((tuple(map(bytes_or, row)) for row in rows), key=repr)
    return found


def bytes_or(value: object) -> object:
    return bytes(value) if isinstance(value, memoryview) else value


def names_out() -> list[str]:
    return list(Document.objects.using(STORED).order_by("name").values_list("name", flat=True))


def changed() -> list[tuple[str, str]]:
    """Return what changed since this was asked the last time."""
    rows = list(Change.objects.order_by("pk").values_list("kind", "key"))
    Change.objects.all().delete()
    return rows


def recommended(number: str, text: str = "Light the lanterns.") -> Published:
    made, _new = Published.objects.update_or_create(
        source="test", number=number, defaults={"state": "MOZ", "changed_at": NOON}
    )
    Wording.objects.update_or_create(recommendation=made, language="en", defaults={"text": text})
    made.digest = digest_of_recommendation(made)
    made.save()
    return made


def test_what_is_due_goes_out_whole_and_what_is_not_does_not():
    taken_in("CAT/C/99/1", rich())
    taken_in("CAT/C/99/2", public_on=LATER)
    taken_in("CAT/C/99/3", public_on=None)
    one = recommended("1")

    assert wholes.is_any_due(NOON)
    assert wholes.copy(NOON) == wholes.Copied(written=2)

    assert names_out() == ["CAT-C-99-1"]
    assert changed() == [("document", "CAT-C-99-1"), ("recommendation", str(one.pk))]
    inside, outside = whole("default"), whole(STORED)
    assert outside["Wording"] == inside["Wording"]
    assert outside["Block"] == [row for row in inside["Block"] if row[0] == "CAT-C-99-1"]
    assert len(outside["Piece"]) == 1
    assert not wholes.is_any_due(NOON)
    assert wholes.copy(NOON) == wholes.Copied()
    assert changed() == []


def test_a_document_goes_out_on_its_day_and_comes_back_when_it_is_taken_back():
    taken_in("CAT/C/99/2", public_on=LATER)
    wholes.copy(NOON)
    assert names_out() == []

    tomorrow = NOON + timedelta(days=1)
    assert wholes.is_any_due(tomorrow)
    wholes.copy(tomorrow)
    assert (names_out(), changed()) == (["CAT-C-99-2"], [("document", "CAT-C-99-2")])

    set_public_day("CAT-C-99-2", None, by=RECORD_LOADER)
    assert wholes.is_any_due(tomorrow)
    assert wholes.copy(tomorrow) == wholes.Copied(taken_out=1)
    assert whole(STORED) == {name: [] for name in whole(STORED)}
    assert changed() == [("document", "CAT-C-99-2")]
    assert Document.objects.count() == 1


def test_another_text_and_another_language_follow():
    taken_in("CAT/C/99/1", rich())
    wholes.copy(NOON)
    stamp = Stamp.objects.get().number
    changed()

    taken_in("CAT/C/99/1", reading(paragraph(1, "Allumées."), language="fr"), replace=True)
    taken_in("CAT/C/99/1", reading(paragraph(1, "Lit.")), replace=True)
    assert wholes.copy(NOON) == wholes.Copied(written=1)

    assert whole(STORED) == whole("default")
    assert changed() == [("document", "CAT-C-99-1")]
    assert Stamp.objects.get().number == stamp + 1


@pytest.mark.parametrize("seed", range(3))
def test_the_store_is_as_it_should_be_whatever_happens_inside(seed):
    random = Random(seed)
    day = NOON
    for _step in range(12):
        day += timedelta(days=random.choice((0, 1, 5)))
        number = random.randint(1, 4)
        when = random.choice((None, day.date(), day.date() + timedelta(days=3)))
        text = reading(
            paragraph(1, f"Lit {random.randint(1, 3)}."), language=random.choice(("en", "fr"))
        )
        what = random.random()
        if what < 0.6:
            taken_in(f"CAT/C/99/{number}", text, public_on=when, replace=True)
        elif what < 0.8 and Document.objects.filter(name=f"CAT-C-99-{number}").exists():
            set_public_day(f"CAT-C-99-{number}", when, by=RECORD_LOADER)
        else:
            recommended(str(number), text=f"Light {random.random()}.")
        wholes.copy(day)
        due = Document.objects.filter(public_on__lte=day.date()).order_by("name")
        assert names_out() == list(due.values_list("name", flat=True))
        assert list(wholes.differences(day)) == []

    before = whole(STORED)
    gate.make_anew(day)
    assert whole(STORED) == before
    assert before["Wording"] == whole("default")["Wording"]


def test_what_was_cut_off_is_made_good(monkeypatch):
    taken_in("CAT/C/99/1", rich())
    taken_in("CAT/C/99/2", rich())
    real, calls = wholes._copy_table, []

    def killed(table, parents):
        calls.append(table.model)
        if len(calls) == 5:
            raise KeyboardInterrupt
        return real(table, parents)

    monkeypatch.setattr(wholes, "_copy_table", killed)
    with pytest.raises(KeyboardInterrupt), transaction.atomic(using=STORED):
        wholes.copy(NOON)
    assert calls[-1].__name__ == "Citation"
    assert whole(STORED) == {name: [] for name in whole(STORED)}
    assert changed() == []

    monkeypatch.undo()
    wholes.copy(NOON)
    assert whole(STORED) == whole("default")
    assert len(changed()) == 2


def test_a_store_from_before_a_backup_was_restored_is_set_right(monkeypatch):
    """The keys of rows inside are given anew: what stands in the way is put in its place."""
    monkeypatch.setattr(wholes, "WHOLES", [replace(one, at_once=1) for one in WHOLES])
    for number in ("1", "2"):
        taken_in(f"CAT/C/99/{number}")
        recommended(number)
    wholes.copy(NOON)
    for model, columns in ((Document, ("name", "symbol")), (Published, ("number",))):
        rows = model.objects.using(STORED)
        first, second = rows.order_by("pk").values("pk", *columns)
        for key, said in (
            (first["pk"], dict.fromkeys(columns, "X")),
            (second["pk"], {one: first[one] for one in columns}),
            (first["pk"], {one: second[one] for one in columns}),
        ):
            rows.filter(pk=key).update(digest="other", **said)

    wholes.copy(NOON)

    assert whole(STORED) == whole("default")
    assert [one.name for one in Document.objects.using(STORED).order_by("pk")] == [
        "CAT-C-99-1",
        "CAT-C-99-2",
    ]


def test_a_row_that_was_changed_behind_its_back_is_found():
    taken_in("CAT/C/99/1", rich())
    recommended("1")
    one = recommended("2")
    wholes.copy(NOON)
    assert list(wholes.differences(NOON)) == []

    Block.objects.using(STORED).filter(eid="para_1").update(text="Something else.")
    Wording.objects.using(STORED).filter(recommendation=one.pk).update(text="Put them out.")

    assert list(wholes.differences(NOON)) == ["document CAT-C-99-1", f"recommendation {one.pk}"]


def test_publish_covers_what_goes_out_whole():
    def published(*options: str) -> str:
        out = StringIO()
        call_command("publish", *options, stdout=out)
        return out.getvalue()

    taken_in("CAT/C/99/1", rich())
    with pytest.raises(CommandError, match=r"documents and recommendations 1, other rows 0"):
        published("--check")
    published()
    assert names_out() == ["CAT-C-99-1"]
    assert "nothing else" in published("--check")
    before = whole(STORED)
    published("--everything")
    published("--anew")
    assert whole(STORED) == before


def test_a_docket_and_a_reference_table_say_that_they_changed():
    changed()
    content = LETTER.act("received")(state="PER", remark="inside", author="x")
    dockets.open_docket(LETTER, "LETTER/1", content, on=date(2025, 1, 1), by=AMINA)
    State.objects.create(iso3="ZZZ", iso2="ZZ", m49="999", kind="member")

    reference.copy()
    gate.release()

    assert changed() == [("reference", "registry.State"), ("docket", "LETTER/1")]
    reference.copy()
    gate.release_everything()
    assert changed() == []
    store.empty()
    assert changed() == [("docket", "LETTER/1")]


def test_copying_costs_statements_by_the_batch_and_not_by_the_document(
    django_assert_max_num_queries,
):
    for number in range(1, 4):
        taken_in(f"CAT/C/99/{number}", rich())
    with django_assert_max_num_queries(60, using=STORED) as few:
        wholes.copy(NOON)
    for number in range(4, 20):
        taken_in(f"CAT/C/99/{number}", rich())
    with django_assert_max_num_queries(60, using=STORED) as many:
        wholes.copy(NOON)

    assert len(many) <= len(few) + 6

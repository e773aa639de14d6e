"""A sealed text is clear where it is read by name, and nowhere else."""

import copy
import json
import pickle
import re
from base64 import b64decode, b64encode
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.core import serializers
from django.core.exceptions import FieldError, ValidationError
from django.core.serializers.base import DeserializedObject
from django.db import connection, connections, models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Upper
from django.forms import fields_for_model, modelform_factory

from amparo.vault import fields, keystore
from amparo.vault.envelope import Unreadable
from amparo.vault.fields import SealedText
from amparo.vault.keystore import KeyDestroyed

from .names import Named

AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
AT_ROW = UUID(int=7)
SECRET = "Rosa Distinctive-Quispe"
Make = Callable[..., Named]


def stored(field: str, pk: UUID) -> bytes | None:
    with connection.cursor() as cursor:
        key = Named._meta.pk.get_db_prep_value(pk, connection)
        cursor.execute(f"SELECT {field}_sealed FROM vault_named WHERE id = %s", [key])
        (value,) = cursor.fetchone()
    return None if value is None else bytes(value)


def test_a_text_is_read_as_it_was_written(named: Make):
    found = named(SECRET, note="في السجن 监狱")

    assert (found.name, found.note) == (SECRET, "في السجن 监狱")


def test_nothing_and_an_empty_text_are_told_apart(named: Make):
    assert named("", note=None).note is None
    assert named("", note="").note == ""
    assert stored("note", named("x", note=None).pk) is None
    assert stored("note", named("x", note="").pk) != b""


def test_a_row_is_fetched_without_a_key_and_opened_with_one_question(
    named: Make, django_assert_num_queries: Callable[..., object]
):
    made = named(SECRET)

    with django_assert_num_queries(0, connection=connections["keys"]):
        found = Named.objects.get(pk=made.pk)
        assert "Quispe" not in repr(vars(found))
    with django_assert_num_queries(1, connection=connections["keys"]):
        assert (found.name, found.name) == (SECRET, SECRET)


def test_many_rows_are_opened_with_one_question(
    named: Make, django_assert_num_queries: Callable[..., object]
):
    for name in ("a", "b", "c"):
        named(name, note=f"about {name}")
    rows = list(Named.objects.all())

    with django_assert_num_queries(1, connection=connections["keys"]):
        fields.open_all(rows)
        assert sorted((one.name, one.note) for one in rows) == [
            ("a", "about a"),
            ("b", "about b"),
            ("c", "about c"),
        ]


def test_opening_many_leaves_what_was_destroyed_and_what_was_not_fetched(named: Make):
    kept, gone = named("kept"), named("gone")
    keystore.destroy(gone.holder, at=AT)
    rows = {one.pk: one for one in Named.objects.defer("note")}

    fields.open_all(rows.values())

    assert rows[kept.pk].name == "kept"
    assert rows[kept.pk].get_deferred_fields() == {"note_sealed"}
    with pytest.raises(KeyDestroyed):
        _read = rows[gone.pk].name


def test_a_text_whose_key_was_destroyed_is_not_read_and_has_a_stand_in(named: Make):
    made = named(SECRET)
    assert fields.opened(Named.objects.get(pk=made.pk), "name", "…") == SECRET

    keystore.destroy(made.holder, at=AT)

    found = Named.objects.get(pk=made.pk)
    with pytest.raises(KeyDestroyed):
        _read = found.name
    assert fields.opened(found, "name", "…") == "…"


def test_nothing_new_is_sealed_under_a_destroyed_key(named: Make):
    made = named(SECRET)
    keystore.destroy(made.holder, at=AT)

    made.name = "another"

    with pytest.raises(KeyDestroyed):
        made.save()


def test_a_change_is_sealed_anew_and_what_is_unchanged_is_left(named: Make):
    made = named("before", note="a note")
    name, note = stored("name", made.pk), stored("note", made.pk)

    made.name = "after"
    made.save()

    assert Named.objects.get(pk=made.pk).name == "after"
    assert stored("name", made.pk) != name
    assert stored("note", made.pk) == note


def test_saving_other_fields_only_leaves_the_text_as_it_was(named: Make):
    made = named("before")
    made.name, made.seen = "after", 3

    made.save(update_fields=["seen"])

    assert Named.objects.get(pk=made.pk).name == "before"
    made.save(update_fields=["name"])
    assert Named.objects.get(pk=made.pk).name == "after"


def test_reading_again_from_the_database_forgets_what_was_opened(named: Make):
    made = named("before")
    assert made.name == "before"
    Named.objects.get(pk=made.pk)
    other = Named.objects.get(pk=made.pk)
    other.name = "after"
    other.save()

    made.refresh_from_db()

    assert made.name == "after"


def test_a_text_not_fetched_is_fetched_when_it_is_read(named: Make):
    made = named(SECRET)

    found = Named.objects.only("seen").get(pk=made.pk)

    assert found.get_deferred_fields() == {"holder", "name_sealed", "note_sealed"}
    assert found.name == SECRET


@pytest.mark.parametrize("batch", [1, 3])
@pytest.mark.django_db
def test_rows_are_made_many_at_once(batch: int):
    rows = [Named(holder=uuid4(), name=f"{SECRET} {number}") for number in range(batch)]

    Named.objects.bulk_create(rows)

    found = Named.objects.in_bulk([one.pk for one in rows])
    assert [found[one.pk].name for one in rows] == [f"{SECRET} {n}" for n in range(batch)]


@pytest.mark.django_db
def test_many_rows_of_known_holders_are_sealed_with_one_question(
    django_assert_num_queries: Callable[..., object],
):
    holders = [uuid4() for _one in range(3)]
    for holder in holders:
        keystore.make_key(holder)
    rows = [Named(holder=holder, name="a", note="b") for holder in holders]

    with django_assert_num_queries(1, connection=connections["keys"]):
        fields.seal_all(rows)
        Named.objects.bulk_create(rows)

    assert {one.note for one in Named.objects.all()} == {"b"}


def test_a_row_is_made_or_changed_in_one_call(named: Make):
    made = named("before", note="a note")

    Named.objects.update_or_create(pk=made.pk, defaults={"name": "after"})

    found = Named.objects.get(pk=made.pk)
    assert (found.name, found.note) == ("after", "a note")


# Where it may be opened.


@pytest.mark.parametrize("moved", ["row", "field", "holder"])
def test_a_sealed_text_moved_elsewhere_is_unreadable(named: Make, moved: str):
    first = named("first", note="a note")
    second = named("second", note="another", holder=first.holder)
    third = named("third")

    match moved:
        case "row":
            Named.objects.filter(pk=second.pk).delete()
            Named.objects.filter(pk=first.pk).update(id=second.pk)
            found = Named.objects.get(pk=second.pk)
        case "field":
            with connection.cursor() as cursor:
                cursor.execute(
                    "UPDATE vault_named SET name_sealed = note_sealed WHERE seen = 0 AND note_sealed IS NOT NULL"
                )
            found = Named.objects.get(pk=first.pk)
        case _:
            Named.objects.filter(pk=first.pk).update(holder=third.holder)
            found = Named.objects.get(pk=first.pk)

    with pytest.raises(Unreadable):
        _read = found.name


def test_a_copy_under_another_row_or_holder_is_sealed_for_its_new_place(named: Make):
    made = named(SECRET, note="a note")
    assert (made.name, made.note) == (SECRET, "a note")

    made.pk, made.holder = uuid4(), uuid4()
    made._state.adding = True
    made.save()

    found = Named.objects.get(pk=made.pk)
    assert (found.name, found.note) == (SECRET, "a note")


def test_a_text_needs_its_rows_key_first():
    held = SealedText.place_of(Named._meta.get_field("name"), Named(id=AT_ROW, holder=AT_ROW))
    assert held == ("vault.named.name", str(AT_ROW), str(AT_ROW))

    with pytest.raises(ValueError, match="row's key"):
        Named._meta.get_field("name").seal_on(Named(id=None, holder=AT_ROW, name="x"))


# Where it never appears.


@pytest.mark.django_db(transaction=True)
def test_the_databases_files_do_not_hold_the_text():
    made = Named(holder=uuid4(), name=SECRET, note=f"note of {SECRET}")
    made.save()
    made.note = f"another note of {SECRET}"
    made.save()
    visible = Named.objects.get(pk=made.pk)
    assert visible.name == SECRET

    held = b"".join(all_bytes_of(alias) for alias in ("default", "keys"))

    assert made.pk.hex.encode() in held.replace(b"-", b"")
    assert b"Quispe" not in held
    assert keystore.key_of(made.holder) not in held
    made.delete()  # written for good, into a table that Django does not empty


def all_bytes_of(alias: str) -> bytes:
    """Everything a database keeps: its files, or where those are out of reach, its own dump."""
    database = connections[alias]
    if database.vendor == "sqlite":
        file = Path(database.settings_dict["NAME"])
        found = [file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))]
        return b"".join(one.read_bytes() for one in found if one.exists())
    with database.cursor() as cursor:
        texts = []
        for table in database.introspection.table_names(cursor):
            cursor.execute(f'SELECT t::text, row_to_json(t)::text FROM "{table}" t')
            texts += ["".join(row) for row in cursor.fetchall()]
    text = "".join(texts)
    raw = [bytes.fromhex(one) for one in re_hex(text)]
    return text.encode() + b"".join(raw)


def re_hex(text: str) -> list[str]:
    """Return what PostgreSQL writes of byte strings."""
    return [one for one in re.findall(r"\\x([0-9a-f]+)", text) if len(one) % 2 == 0]


def test_values_copies_and_prints_do_not_show_the_text(named: Make):
    made = named(SECRET, note=SECRET)
    assert made.name == SECRET

    rows = [
        *Named.objects.values(),
        *Named.objects.values("name", "note"),
        *Named.objects.values_list("name"),
        *Named.objects.values_list("name", flat=True),
        *Named.objects.values_list("name", named=True),
        *Named.objects.annotate(again=F("name")).values("again"),
    ]

    assert len(rows) == 6
    shown = "".join(f"{one!r} {one!s}" for one in [*rows, made, vars(made), made.name_sealed])
    assert "<sealed>" in shown
    assert "Quispe" not in shown
    assert b"Quispe" not in b"".join(
        bytes(one) for one in Named.objects.values_list("name", flat=True)
    )


def test_a_pickle_holds_the_sealed_text_and_opens_again(named: Make):
    made = named(SECRET)
    assert made.name == SECRET

    pickled = pickle.dumps([made.__getstate__(), made.name_sealed])

    assert b"Quispe" not in pickled
    state, held = pickle.loads(pickled)
    assert held.clear is None
    again = Named()
    again.__dict__.update(state)
    assert again.name == SECRET


def test_what_was_not_saved_is_not_pickled_or_dumped():
    made = Named(holder=uuid4(), name=SECRET)

    with pytest.raises(TypeError, match="not sealed yet"):
        pickle.dumps(made.__getstate__())
    with pytest.raises(TypeError, match="not sealed yet"):
        serializers.serialize("json", [made])


def test_a_copy_in_memory_is_its_own(named: Make):
    made = named(SECRET)
    assert made.name == SECRET

    again = Named()
    again.__dict__.update(copy.deepcopy(made.__dict__))
    assert again.name == SECRET
    again.name = "another"

    assert made.name == SECRET


def test_a_dump_holds_the_sealed_text_and_is_loaded_as_it_is(named: Make):
    made = named(SECRET, note=None)
    assert made.name == SECRET
    before = stored("name", made.pk)

    for form in ("json", "xml", "jsonl"):
        assert "Quispe" not in serializers.serialize(form, [made])
    dumped = json.loads(serializers.serialize("json", [made]))[0]["fields"]
    assert b64decode(dumped["name"]) == before

    Named.objects.all().delete()
    field = Named._meta.get_field("name")
    loaded = Named(id=made.pk, holder=made.holder, name_sealed=field.to_python(dumped["name"]))
    DeserializedObject(loaded).save()

    assert stored("name", made.pk) == before
    assert Named.objects.get(pk=made.pk).name == SECRET


@pytest.mark.parametrize("text", ["Rosa Quispe", "not base64!", b"bytes", 3])
def test_a_clear_text_in_a_dump_is_refused(text: object):
    with pytest.raises(ValidationError):
        Named._meta.get_field("name").to_python(text)


# What is refused, rather than stored or asked in clear.


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda: Named.objects.update(name=SECRET), id="update"),
        pytest.param(lambda: Named.objects.update(name=SECRET.encode()), id="update with bytes"),
        pytest.param(lambda: Named.objects.update(name=Value(SECRET)), id="update with a value"),
        pytest.param(lambda: Named.objects.update(note=F("name")), id="from another field"),
        pytest.param(lambda: Named.objects.update(name=Upper(Value(SECRET))), id="function"),
        pytest.param(
            lambda: Named(holder=uuid4(), name_sealed=SECRET).save_base(raw=True), id="raw save"
        ),
        pytest.param(
            lambda: Named(holder=uuid4(), name_sealed=Value(SECRET)).save_base(raw=True),
            id="raw save of a value",
        ),
        pytest.param(lambda: Named(holder=uuid4(), name=3), id="not a text"),
        pytest.param(lambda: Named(holder=uuid4(), name=Value(SECRET)), id="an expression"),
    ],
)
def test_nothing_but_a_sealed_text_reaches_the_table(named: Make, change: Callable[[], object]):
    made = named("before", note="a note")

    with pytest.raises(TypeError), transaction.atomic():
        change()

    assert Named.objects.count() == 1
    found = Named.objects.get(pk=made.pk)
    assert (found.name, found.note) == ("before", "a note")


def test_rows_changed_many_at_once_are_refused(named: Make):
    made = named("before")
    made.name = SECRET

    with pytest.raises(TypeError):
        Named.objects.bulk_update([made], ["name"])


@pytest.mark.parametrize(
    "question",
    [
        {"name": SECRET},
        {"name__exact": SECRET},
        {"name__in": [SECRET]},
        {"name__contains": "Q"},
        {"name__gt": "Q"},
        {"name__length": 3},
    ],
    ids=lambda question: next(iter(question)),
)
def test_nothing_is_looked_up_in_a_sealed_text(named: Make, question: dict[str, object]):
    named(SECRET)

    with pytest.raises(FieldError):
        Named.objects.filter(**question).exists()
    with pytest.raises(FieldError):
        Named.objects.filter(~Q(**question)).exists()


def test_whether_there_is_a_text_may_be_asked(named: Make):
    with_note, without = named("a", note="a note"), named("b")

    assert list(Named.objects.filter(note__isnull=False)) == [with_note]
    assert list(Named.objects.filter(note__isnull=True)) == [without]
    assert Named.objects.filter(pk=with_note.pk).update(note=None) == 1
    assert Named.objects.get(pk=with_note.pk).note is None


# Forms and checks.


def test_a_form_asks_for_a_text_and_gives_it_to_the_row(db: None):
    asked = fields_for_model(Named, fields=["name", "note"])
    assert (asked["name"].max_length, asked["name"].required) == (40, True)
    assert asked["note"].required is False
    form = modelform_factory(Named, fields=["name", "note"])

    made = form({"name": SECRET, "note": ""}, instance=Named(holder=uuid4()))

    assert made.is_valid(), made.errors
    made.save()
    assert Named.objects.get().name == SECRET


@pytest.mark.parametrize(
    ("name", "code"),
    [
        pytest.param("", "blank", id="missing"),
        pytest.param("x" * 41, "max_length", id="too long"),
        pytest.param(None, "null", id="null"),
    ],
)
def test_a_text_is_checked_like_any_other(named: Make, name: str | None, code: str):
    made = named("x" * 40)
    made.full_clean()
    assert made.name == "x" * 40
    made.full_clean()

    made.name = name

    with pytest.raises(ValidationError) as error:
        made.full_clean()
    assert [one.code for one in error.value.error_dict["name"]] == [code]


def test_a_text_too_long_is_not_saved_unchecked(named: Make):
    made = named("x" * 40)
    made.name = "x" * 41

    with pytest.raises(ValueError, match="longer than 40"):
        made.save()


def test_migrations_know_plain_bytes():
    field = SealedText(max_length=20, null=True, holder="matter")
    field.set_attributes_from_name("name")

    name, path, args, kwargs = field.deconstruct()

    assert (name, path, args) == ("name", "django.db.models.BinaryField", [])
    assert kwargs == {"null": True, "db_column": "name_sealed"}
    assert type(field.clone()) is models.BinaryField


def test_a_row_without_a_uuid_of_its_own_and_a_unique_text_are_found_by_the_checks():
    class Numbered(models.Model):
        name = SealedText(unique=True)

        class Meta:
            app_label = "vault"
            apps = type(Named._meta.apps)()

        def __str__(self) -> str:
            return str(self.pk)

    errors = Numbered._meta.get_field("name").check()
    assert {"vault.E001", "vault.E002"} == {one.id for one in errors}
    assert Named._meta.get_field("name").check() == []


def test_sealed_bytes_in_base64_are_what_a_dump_says(named: Make):
    made = named(SECRET)

    said = Named._meta.get_field("name").value_to_string(made)

    assert said == b64encode(stored("name", made.pk) or b"").decode()

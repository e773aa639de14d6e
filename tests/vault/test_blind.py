"""Names are found by digest: as written, folded, by word; and the table holds no name."""

import unicodedata
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from amparo.vault import blind, keystore
from amparo.vault.keystore import KeyDestroyed
from amparo.vault.models import BlindEntry

AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
PLACE = "visit.interviewed.name"


@pytest.mark.parametrize(
    ("written", "also"),
    [
        pytest.param("José Ñandú", "jose NANDU", id="accents and capitals"),
        pytest.param("Jose\u0301", "José", id="accents written apart"),
        pytest.param("  Rosa \t Quispe\n", "Rosa Quispe", id="spaces"),
        pytest.param("O'Brien-Núñez", "o brien nunez", id="apostrophe and hyphen"),
        pytest.param("O’Brien", "O'Brien", id="another apostrophe"),
        pytest.param("Maʿan", "Ma'an", id="ayn as an apostrophe"),
        pytest.param("Straße", "STRASSE", id="sharp s"),
        pytest.param("Łukasz Søren Đuro", "lukasz soren duro", id="barred letters"),
        pytest.param("İpek Işık", "ipek isik", id="Turkish i"),
        pytest.param("Фёдоров", "ФЕДОРОВ", id="ё"),
        pytest.param("Сергей", "сергей", id="Russian capitals"),
        pytest.param("أحمد", "احمد", id="alef with hamza"),
        pytest.param("آمنة", "امنه", id="alef with madda, ta marbuta"),
        pytest.param("ٱلله", "الله", id="alef wasla"),
        pytest.param("مصطفى", "مصطفي", id="alef maqsura"),
        pytest.param("مُحَمَّد", "محمد", id="vowel marks"),
        pytest.param("محـــمد", "محمد", id="tatweel"),
        pytest.param("علی کریم", "علي كريم", id="Persian letters"),
        pytest.param("نیم‌فاصله", "نيمفاصله", id="zero width non-joiner"),
        pytest.param("\u200fعلي\u200e", "علي", id="direction marks"),
        pytest.param("Block ٣", "block 3", id="digits of another script"),
        pytest.param("ＡＢＣ", "abc", id="full width"),
        pytest.param("王小明，", "王小明", id="Chinese with a comma"),
        pytest.param("Smith, John.", "smith john", id="comma and full stop"),
    ],
)
def test_two_ways_to_write_a_name_fold_to_the_same(written: str, also: str):
    assert blind.folded(written) == blind.folded(also) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rosa Quispe", "Quispe Rosa"),
        ("王小明", "王小红"),
        ("علي", "عمر"),
        ("Anna", "Anne"),
        ("ab c", "a bc"),
    ],
)
def test_other_names_stay_apart(one: str, other: str):
    assert blind.folded(one) != blind.folded(other)


def test_exact_keeps_what_folding_drops():
    assert blind.exact("  José  Ñandú ") == "José Ñandú"
    assert blind.exact("Jose\u0301") == "José"
    assert blind.exact("José") != blind.exact("Jose")


def test_words_are_folded_sorted_and_each_there_once():
    assert blind.words("de la Cruz-Quispe, María DE") == ["cruz", "de", "la", "maria", "quispe"]
    assert blind.words("—") == []
    assert blind.words("王小明") == ["王小明"]


@given(st.text(max_size=30))
def test_folding_twice_is_folding_once(text: str):
    assert blind.folded(blind.folded(text)) == blind.folded(text)
    assert blind.exact(blind.exact(text)) == blind.exact(text)


@given(st.text(max_size=30))
def test_how_letters_are_encoded_does_not_matter(text: str):
    for form in ("NFC", "NFD"):
        encoded = unicodedata.normalize(form, text)
        assert blind.folded(encoded) == blind.folded(text)
        assert blind.exact(encoded) == blind.exact(text)


@pytest.fixture
def entered(db: None) -> dict[str, UUID]:
    holders = {name: uuid4() for name in ("rosa", "jose", "both")}
    blind.enter(holders["rosa"], PLACE, ["Rosa Quispe Mamani"])
    blind.enter(holders["jose"], PLACE, ["José Mamani"])
    blind.enter(holders["both"], PLACE, ["Rosa Quispe Mamani", "José Mamani"])
    blind.enter(holders["both"], "visit.interviewed.relative", ["Ana Flores"])
    return holders


def found(text: str, form: str = blind.FOLDED) -> set[UUID]:
    return {row["holder"] for row in blind.holders_of(text, form)}


def test_a_name_is_found_folded_unless_said_otherwise(entered: dict[str, UUID]):
    assert found("JOSE  mamani") == {entered["jose"], entered["both"]}
    assert found("jose") == set()
    assert found("José Mamani", blind.EXACT) == {entered["jose"], entered["both"]}
    assert found("Jose Mamani", blind.EXACT) == set()


def test_by_word_every_word_stands_in_one_place(entered: dict[str, UUID]):
    assert found("mamani", blind.WORD) == set(entered.values())
    assert found("Mamani, Rosa", blind.WORD) == {entered["rosa"], entered["both"]}
    assert found("rosa flores", blind.WORD) == set()
    assert found("rosa nobody", blind.WORD) == set()


@pytest.mark.parametrize("form", [blind.EXACT, blind.FOLDED, blind.WORD])
@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_asked_is_nothing_found(entered: dict[str, UUID], text: str, form: str):
    assert found(text, form) == set()


def test_the_answer_stands_in_a_filter_and_names_a_holder_once(entered: dict[str, UUID]):
    blind.enter(entered["rosa"], "visit.interviewed.relative", ["Rosa Quispe Mamani"])

    answer = blind.holders_of("rosa quispe mamani")

    assert answer.count() == 2
    inside = BlindEntry.objects.filter(holder__in=answer).values_list("holder", flat=True)
    assert set(inside) == {entered["rosa"], entered["both"]}


def test_a_text_is_entered_once(entered: dict[str, UUID]):
    before = BlindEntry.objects.count()

    blind.enter(entered["rosa"], PLACE, ["Rosa Quispe Mamani", ""])

    assert BlindEntry.objects.count() == before
    assert BlindEntry.objects.filter(holder=entered["rosa"]).count() == 5


def test_what_is_forgotten_is_not_found(entered: dict[str, UUID]):
    blind.forget(entered["both"])

    assert found("José Mamani") == {entered["jose"]}
    assert not BlindEntry.objects.filter(holder=entered["both"]).exists()


@pytest.mark.django_db
def test_nothing_is_entered_for_a_holder_whose_key_was_destroyed(holder: UUID):
    keystore.make_key(holder)
    blind.enter(holder, PLACE, ["Rosa"])
    blind.forget(holder)
    keystore.destroy(holder, at=AT)

    with pytest.raises(KeyDestroyed):
        blind.enter(holder, PLACE, ["Rosa"])

    assert found("Rosa") == set()


def test_the_table_holds_no_name_and_no_digest_that_can_be_made_without_the_key(
    entered: dict[str, UUID], monkeypatch: pytest.MonkeyPatch
):
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM vault_blindentry")
        rows = repr(cursor.fetchall()).lower()
    assert [name for name in ("rosa", "quispe", "mamani", "jos") if name in rows] == []

    digest = blind.digest_of(blind.FOLDED, "rosa quispe mamani")
    assert digest in rows
    blind._index_key.cache_clear()
    monkeypatch.setattr(keystore, "make_key", lambda _holder: b"another key of thirty-two bytes!")
    assert blind.digest_of(blind.FOLDED, "rosa quispe mamani") not in rows


@pytest.mark.django_db
def test_the_same_text_has_another_digest_in_each_form():
    forms = (blind.EXACT, blind.FOLDED, blind.WORD)

    assert len({blind.digest_of(form, "rosa") for form in forms}) == 3
    assert blind.digests(PLACE, "rosa") == [(form, blind.digest_of(form, "rosa")) for form in forms]
    assert blind.digests("another place", "rosa") == blind.digests(PLACE, "rosa")
    assert {len(digest) for _form, digest in blind.digests(PLACE, "rosa")} == {32}


@pytest.mark.django_db
def test_rotation_leaves_the_index_as_it_was(holder: UUID, rotated):
    blind.enter(holder, PLACE, ["Rosa"])
    rotated()
    assert keystore.rotate() == 1

    blind._index_key.cache_clear()

    assert found("rosa") == {holder}


@pytest.mark.django_db
def test_an_entry_has_a_known_form_and_is_there_once(holder: UUID):
    entry = {"holder": holder, "place": PLACE, "form": blind.WORD, "digest": "0" * 32}
    BlindEntry.objects.create(**entry)

    for wrong in ({}, {"form": "other"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            BlindEntry.objects.create(**{**entry, **wrong})

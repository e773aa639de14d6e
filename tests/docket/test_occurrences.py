"""Names of persons are found however they are written, and nobody else's."""

import pytest

from amparo.docket.occurrences import Found, names_in


def found(name: str, *pages: str) -> tuple[int, ...]:
    return names_in([name], pages).pages


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("Xiomara Quetzalcoatl", "met Xiomara Quetzalcoatl there", id="as written"),
        pytest.param("Xiomara Quetzalcoatl", "XIOMARA QUETZALCÓATL", id="capitals and accents"),
        pytest.param("Xiomara Quetzalcóatl", "xiomara quetzalcoatl", id="accents left out"),
        pytest.param("Xiomara Quetzalcoatl", "Quetzalcoatl, Xiomara", id="the other order"),
        pytest.param("Xiomara Quetzalcoatl", "Xiomara\u00a0\n  Quetzalcoatl", id="other spaces"),
        pytest.param("Xiomara Quetzalcoatl", "Xiomara Quetzal-\ncoatl", id="divided at a line"),
        pytest.param("Xiomara Quetzalcoatl", "Xio\u00admara Quetzal\u00adcoatl", id="soft hyphens"),
        pytest.param("Xiomara Quetzalcoatl", "X iomara Quetz alcoatl", id="letters set apart"),
        pytest.param("Xiomara Quetzalcoatl", "Xio\u200bmara Quetzal\u200dcoatl", id="unseen signs"),
        pytest.param("Xiomara Quetzalcoatl", "Xiomara M. Quetzalcoatl", id="an initial between"),
        pytest.param("Xiomara Quetzalcoatl", "xiomara.quetzalcoatl@example.org", id="an address"),
        pytest.param("Xiomara Quetzalcoatl", "(Xiomara Quetzalcoatl’s cell)", id="a possessive"),
        pytest.param("Xiomara Elena Quetzalcoatl", "Xiomara Quetzalcoatl", id="first and last"),
        pytest.param("Xiomara Elena Quetzalcoatl", "Elena Quetzalcoatl Xiomara", id="any order"),
        pytest.param("Jean-Luc d’Arcy", "Jean Luc d'Arcy", id="hyphen and apostrophe"),
        pytest.param("Al-Hassan Bah", "Alhassan Bah", id="written together"),
        pytest.param("Fina Tjäder", "Ｆｉｎａ Ｔｊäｄｅｒ", id="full width"),
        pytest.param("Sofia Steffen", "Soﬁa Steﬀen", id="letters joined in print"),
        pytest.param("Ксения Зорина", "у КСЕНИЯ ЗОРИНА были", id="Cyrillic"),
        pytest.param("أحمد الحسن", "قال احمد الحسن للوفد", id="Arabic without its marks"),
        pytest.param("أحمد الحسن", "زار الوفد وأحمد الحسن", id="Arabic with a word attached"),
        pytest.param("أحمد الحسن", "أحمد الحسن"[::-1], id="Arabic as it is seen"),
        pytest.param("李小龙", "他说李小龙在监狱", id="Chinese without spaces"),
        pytest.param("李小龙", "他说李小\n龙在监狱", id="Chinese over two lines"),
        pytest.param("สมชาย ใจดี", "พบสมชาย ใจดีที่เรือนจำ", id="Thai without spaces"),
    ],
)
def test_a_name_is_found(name: str, text: str) -> None:
    assert found(name, "Nothing here.", text) == (2,)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        pytest.param("Ana Li", "Se analizan los hechos.", id="within a word"),
        pytest.param("Ana Li", "Diana Lin", id="within two words"),
        pytest.param("Xiomara Quetzalcoatl", "Xiomara spoke of Quetzalcoatl", id="words between"),
        pytest.param("Xiomara Quetzalcoatl", "Xiomara", id="half of it"),
        pytest.param("Xiomara Elena Quetzalcoatl", "Xiomara Elena", id="without the last"),
        pytest.param("A", "A man, A. B.", id="one letter"),
        pytest.param("Li", "Li said", id="two letters alone"),
        pytest.param("...", "... and so on", id="no letters"),
    ],
)
def test_what_is_not_the_name_is_not_found(name: str, text: str) -> None:
    assert found(name, text) == ()


def test_a_name_that_goes_over_a_page_is_on_both() -> None:
    assert found("Xiomara Quetzalcoatl", "We met Xiomara", "", "Quetzalcoatl there.") == (1, 3)


def test_names_are_counted_once_and_pages_told_in_order() -> None:
    names = ["Xiomara Quetzalcoatl", "XIOMARA Quetzalcóatl", "Ana Petrova", "Nobody Here"]
    pages = ["Ana Petrova.", "", "Petrova, Ana; Xiomara Quetzalcoatl.", "Ana Petrova"]

    assert names_in(names, pages) == Found(2, (1, 3, 4))


def test_nothing_is_found_where_there_is_nothing_to_find() -> None:
    assert names_in([], ["Ana Petrova"]) == Found(0, ())
    assert names_in(["Ana Petrova"], []) == Found(0, ())


def test_very_many_names_are_looked_for_in_one_reading() -> None:
    names = [f"Given{one} Family{one}" for one in range(2_000)]
    page = " ".join(f"Word{one} Given{one} Other{one}" for one in range(20_000))

    assert names_in(names, [page, f"{page} Family1999 Given1999"]) == Found(1, (2,))

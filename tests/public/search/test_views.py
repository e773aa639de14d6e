"""Search as a page: what was found, narrowed and undone, paged to the end, refused with its words."""

import re
from html import unescape

import pytest

UNDO = re.compile(r'<a href="\?([^"]*)"(?: aria-current="true")? aria-label="Undo: (\w+), [^"]*">')
LINK = re.compile(r'<a href="([^"]*)"')


def main_of(response) -> str:
    """Return what a page holds, without its frame."""
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def results_in(response) -> list[str]:
    """Return the addresses of the results of a page."""
    return re.findall(r'<h3 class="which"><a href="([^"]*)"', main_of(response))


def count_in(response) -> int:
    """Return how many results a page says there are."""
    found = re.search(r'class="how-many">([\d,]+) result', main_of(response))
    return int(found[1].replace(",", ""))


def test_a_result_is_a_paragraph_with_its_words_marked_and_leads_to_it(reader):
    page = reader.get("/search/", {"q": "solitary confinement"})

    assert results_in(page)[0] == "/documents/CAT-OP-99-1/en/para_2/"
    assert "<mark>Solitary confinement</mark>" in main_of(page)
    assert "Paragraph of a document · English · " in main_of(page)


@pytest.mark.parametrize(
    ("text", "language", "direction"),
    [
        pytest.param("الحبس الانفرادي", "ar", "rtl", id="Arabic"),
        pytest.param("单独监禁", "zh", "ltr", id="Chinese"),
    ],
)
def test_a_result_speaks_its_own_language_in_its_own_direction(reader, text, language, direction):
    page = reader.get("/search/", {"q": f"{text} language:{language}"})

    assert f"/documents/CAT-OP-99-1/{language}/para_2/" in results_in(page)
    assert f'<p class="words" lang="{language}" dir="{direction}">' in main_of(page)


def test_a_page_says_that_few_have_all_the_words_and_leads_to_what_has(reader):
    page = reader.get("/search/", {"q": "solitary clock"})

    assert "No result has all these words. These have some of them." in main_of(page)
    page = reader.get("/search/", {"q": "corridor clock"})
    count = re.search(r"all these words: (\d+)", main_of(page))
    link = re.search(r'<a href="([^"]*)">Only what has all the words</a>', main_of(page))
    strictly = reader.get(f"/search/{unescape(link[1])}")
    assert 0 < count_in(strictly) == int(count[1]) < count_in(page)
    assert "all these words" not in main_of(strictly)


def test_the_page_in_another_language_leads_to_results_in_it(reader):
    page = reader.get("/ar/search/", {"q": "clock"})

    assert {path.split("/")[1] for path in results_in(page)} == {"ar"}


def test_each_choice_narrows_to_the_number_it_says_and_is_undone_alone(reader):
    whole = reader.get("/search/", {"q": "visit"})
    choices = re.findall(
        r'<li><a href="\?([^"]*)">[^<]*</a> <span class="quiet">([\d,]+)</span></li>',
        main_of(whole),
    )
    query, count = next(one for one in choices if "state=" in one[0])

    narrowed = reader.get(f"/search/?{unescape(query)}")
    kept = reader.get(f"/search/?{unescape(query)}&kind=docket")

    assert count_in(narrowed) == int(count.replace(",", "")) < count_in(whole)
    undoing = {label: query for query, label in UNDO.findall(main_of(kept))}
    assert set(undoing) == {"State", "Kind"}
    again = reader.get(f"/search/?{unescape(undoing['Kind'])}")
    assert count_in(again) == count_in(narrowed)


def test_pages_go_to_the_end_and_show_every_result_once(reader):
    page = reader.get("/search/", {"q": "visit", "state": "SEN"})
    total, shown = count_in(page), results_in(page)

    while following := re.search(r'<a rel="next" href="([^"]*)"', main_of(page)):
        page = reader.get("/search/" + unescape(following[1]))
        shown += results_in(page)

    assert total > 20
    assert len(shown) == len(set(shown)) == total


def test_a_misspelled_word_is_answered_with_another(reader):
    page = reader.get("/search/", {"q": "confinemnt"})

    assert 'Did you mean: <a href="?q=confinement"><bdi>confinement</bdi></a>' in main_of(page)


def test_what_cannot_be_read_is_refused_with_what_was_typed(reader):
    page = reader.get("/search/", {"q": "date:tomorrow clock", "state": "PER"})

    assert page.status_code == 400
    assert 'value="date:tomorrow clock"' in main_of(page)
    assert 'name="state" value="PER"' in main_of(page)
    assert 'role="alert"' in main_of(page)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"since": "soon"}, id="no day"),
        pytest.param({"since": "2020-02-01", "until": "2020-01-01"}, id="ends before it begins"),
        pytest.param({"page": "0"}, id="no page"),
        pytest.param({"page": "x"}, id="no number"),
        pytest.param({"order": "size"}, id="no order"),
        pytest.param({"state": [f"X{n:02}" for n in range(51)]}, id="too many choices"),
    ],
)
def test_a_choice_that_cannot_be_read_is_refused(reader, wrong):
    assert reader.get("/search/", {"q": "visit"}).status_code == 200
    assert reader.get("/search/", {"q": "visit", **wrong}).status_code == 400


def test_nothing_found_says_what_can_be_done(reader):
    page = reader.get("/search/", {"q": "zyzzyva"})

    assert page.status_code == 200
    assert "Nothing public has these words with these choices." in main_of(page)


def test_a_search_without_words_shows_everything_the_newest_first(reader):
    page = reader.get("/search/")

    assert count_in(page) > 40
    assert len(results_in(page)) == 20


def test_a_search_is_followed_and_taken_away_with_its_choices(reader):
    links = {
        unescape(one) for one in LINK.findall(main_of(reader.get("/search/?q=visit&state=SEN")))
    }

    assert links >= {
        "/follow/?q=visit&state=SEN",
        "/feeds/search.atom?q=visit&state=SEN",
        *(f"/api/v1/search.{one}?q=visit&state=SEN" for one in ("csv", "xlsx", "json", "jsonl")),
    }


def test_what_is_typed_is_never_markup(reader):
    page = main_of(reader.get("/search/", {"q": '"><script>x</script>', "state": "<i>x</i>"}))

    assert "<script>" not in page
    assert "<i>" not in page


def test_whoever_has_the_page_is_told_that_it_is_unchanged(reader):
    first = reader.get("/search/", {"q": "clock"})
    again = reader.get("/search/", {"q": "clock"}, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 304

"""States and treaties, as pages and as data."""

import re

import pytest

BAR = 'class="figure"'


def test_the_list_of_states_says_what_each_is_to_the_optional_protocol(get):
    page = get("/states.json", on="2025-12-31").json()

    standing = [line["status"] for line in page["states"]]
    assert (standing.count("party"), standing.count("signatory")) == (96, 11)
    assert len(standing) == page["whole"]


def test_the_list_can_be_narrowed_and_ordered(get):
    page = get("/states.json", on="2025-12-31", group="africa", name="gu", order="-since").json()

    assert [(line["state"]["name"], line["status"]) for line in page["states"]] == [
        ("Guinea-Bissau", "signatory"),
        ("Guinea", "signatory"),
        ("Equatorial Guinea", "none"),
    ]


def test_the_list_says_so_when_nothing_is_found(get):
    page = get("/states/", name="Ruritania")

    assert "No State has a name like that here." in page.text


@pytest.mark.parametrize(
    ("choices", "sentence"),
    [
        pytest.param({"on": "2025-13-01"}, "“2025-13-01” is not a day.", id="no such day"),
        pytest.param({"on": "yesterday"}, "“yesterday” is not a day.", id="no day at all"),
        pytest.param({"group": "atlantis"}, "“atlantis” is not one of the choices", id="group"),
        pytest.param({"order": "wealth"}, "“wealth” is not one of the choices", id="order"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_sentence(get, choices, sentence):
    page, data = get("/states/", **choices), get("/states.json", **choices)

    assert (page.status_code, data.status_code) == (400, 400)
    assert sentence in page.text
    assert data.json()["error"].startswith(sentence)


def test_a_state_has_its_mechanism_its_dockets_and_its_treaties(get):
    page = get("/states/BDI.json", on="2025-12-31").json()

    assert page["state"]["name"] == "Burundi"
    assert page["mechanism"]["due_on"] == "2014-10-18"
    assert (page["mechanism"]["is_overdue"], page["mechanism"]["is_listed"]) == (True, True)
    assert [line["title"] for line in page["dockets"]] == [
        "Visit to Burundi, 2026",
        "National preventive mechanism of Burundi",
    ]


def test_the_page_of_a_state_says_how_late_and_by_which_rule(get):
    text = get("/states/BDI/", on="2025-12-31").text

    assert "Not in place: late by 11 years." in text
    assert "<bdi>OPCAT-17-1</bdi>" in text
    assert 'href="/dockets/SPT/VISIT/BDI/2025/"' in text


def test_a_state_without_the_protocol_owes_no_mechanism(get):
    text = get("/states/USA/", on="2025-12-31").text

    assert "so it owed no mechanism" in text


@pytest.mark.parametrize("path", ["/states/XXX/", "/treaties/NONE/", "/nothing/", "/dockets/NONE/"])
def test_what_is_not_there_is_answered_alike(get, path):
    page = get(path)

    assert page.status_code == 404
    assert "There is no page at this address, or none that is public." in page.text


def test_a_treaty_shows_who_takes_part_on_a_day(get):
    then = get("/treaties/OPCAT.json", on="2019-12-31").json()["treaty"]
    later = get("/treaties/OPCAT.json", on="2025-12-31").json()["treaty"]

    assert (len(then["parties"]), len(then["signatories"])) == (90, 13)
    assert (len(later["parties"]), len(later["signatories"])) == (96, 11)
    assert [one["parties"] for one in then["groups"]] == [23, 12, 19, 15, 21]


def test_a_treaty_before_its_adoption_has_nobody(get):
    page = get("/treaties/OPCAT/", on="2001-01-01")

    assert page.status_code == 200
    assert "No State is a party on this day." in page.text


def test_the_figures_of_a_treaty_open_their_rows_as_at_the_same_day(get):
    text = get("/treaties/OPCAT/", on="2019-12-31", known_at="2026-03-11").text

    links = re.findall(r'class="figure" href="([^"]+)"', text)
    assert links == [
        f"/figures/participation.{name}/?on=2019-12-31&amp;known_at=2026-03-11&amp;treaty=OPCAT"
        for name in ("parties", "signatories")
    ]


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/states/",
        "/states/FRA/",
        "/treaties/",
        "/treaties/OPCAT/",
        "/mechanisms/",
        "/mechanisms/SPT/",
        "/figures/",
        "/figures/participation.parties/",
        "/reports/",
        "/dockets/SPT/VISIT/FRA/2025/",
    ],
)
def test_pages_cost_few_statements_however_much_they_list(get, django_assert_max_num_queries, path):
    with django_assert_max_num_queries(30 if path == "/" else 20):
        assert get(path).status_code == 200


def test_pages_are_in_the_language_of_their_address(get):
    text = get("/ar/states/FRA/").text

    assert '<html lang="ar" dir="rtl">' in text
    assert "<h1>فرنسا</h1>" in text
    assert 'href="/ar/treaties/OPCAT/"' in text
    assert 'href="/zh-hans/states/FRA/"' in text


def test_a_state_can_be_read_beside_another(get):
    page = get("/states/BDI.json", on="2025-12-31", **{"with": "DNK"}).json()
    text = get("/states/BDI/", on="2025-12-31", **{"with": "DNK"}).text

    assert page["compared"]["state"]["name"] == "Denmark"
    assert page["compared"]["mechanism"]["is_overdue"] is False
    assert "Beside Denmark" in text
    assert get("/states/BDI/", **{"with": "XXX"}).status_code == 404


def test_the_list_of_states_holds_no_organization(get):
    page = get("/states.json", on="2025-12-31").json()

    assert page["whole"] == 197
    assert "EUE" not in {line["state"]["iso3"] for line in page["states"]}
    assert get("/states/EUE/").status_code == 200

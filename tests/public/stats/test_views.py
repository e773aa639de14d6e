"""Figures with the rows they count, as page, data and table."""

import csv

import pytest


def test_a_figure_is_shown_with_every_row_it_counts(get):
    page = get("/figures/participation.parties.json", on="2025-12-31", region="africa").json()

    assert page["figure"]["value"] == 25
    assert len(page["figure"]["rows"]) == 25
    assert {row["reference"] for row in page["figure"]["rows"]} >= {"BEN", "BDI", "ZAF"}


def test_the_page_and_the_table_hold_the_same_rows_as_the_data(get):
    choices = {"on": "2025-12-31", "treaty": "CAT"}
    data = get("/figures/participation.signatories.json", **choices).json()["figure"]["rows"]
    table = list(
        csv.DictReader(get("/figures/participation.signatories.csv", **choices).text.splitlines())
    )
    page = get("/figures/participation.signatories/", **choices).text

    assert data != []
    assert [row["reference"] for row in table] == [row["reference"] for row in data]
    assert [f'href="{row["path"]}"' in page for row in data] == [True] * len(data)


def test_a_figure_of_a_period_counts_the_year_unless_told_since_when(get):
    year = get("/figures/visits.conducted.json", on="2025-12-31").json()
    longer = get("/figures/visits.conducted.json", on="2025-12-31", since="2019-01-01").json()

    assert year["since"] == "2025-01-01"
    assert year["figure"]["value"] < longer["figure"]["value"]


def test_a_figure_that_needs_a_choice_asks_for_it(get):
    page, data = get("/figures/visits.days_of/"), get("/figures/visits.days_of.json").json()

    assert "Say what to count: fill in the empty field above." in page.text
    assert data["figure"] is None
    assert data["needed"] != []


@pytest.mark.parametrize(
    ("path", "choices", "status"),
    [
        pytest.param("/figures/none.such/", {}, 404, id="no such figure"),
        pytest.param(
            "/figures/participation.parties/", {"colour": "red"}, 400, id="no such choice"
        ),
        pytest.param("/figures/participation.parties/", {"treaty": "X"}, 400, id="no such treaty"),
        pytest.param(
            "/figures/visits.conducted/",
            {"on": "2025-01-01", "since": "2025-02-01"},
            400,
            id="a period that ends before it begins",
        ),
    ],
)
def test_what_cannot_be_counted_is_refused(get, path, choices, status):
    assert get(path, **choices).status_code == status


def test_a_cell_is_never_taken_for_a_formula():
    from amparo.public.stats.views import _harmless

    cells = ["=1+1", "@SUM(A1)", "-2", -2, "Belgium", None]

    assert [_harmless(cell) for cell in cells] == [
        "'=1+1",
        "'@SUM(A1)",
        "'-2",
        "-2",
        "Belgium",
        "",
    ]


def test_the_list_names_every_figure_once(get):
    page = get("/figures.json").json()

    names = [one["name"] for _area, them in page["areas"] for one in them]
    assert len(names) == len(set(names))
    assert "participation.parties" in names


def test_the_annual_reports_are_listed_the_latest_first(get):
    page = get("/reports.json", on="2026-06-01").json()

    years = [one["year"] for one in page["reports"]]
    assert years == sorted(years, reverse=True)
    assert years[0] == 2025


@pytest.mark.parametrize(
    "path", ["/reports/spt/1999/", "/reports/spt/2999/", "/reports/spt/2025.exe"]
)
def test_a_report_that_cannot_be_is_not_there(get, path):
    assert get(path).status_code == 404


def test_a_report_is_read_as_issued_or_as_known_today(get):
    issued, today = get("/reports/spt/2025.json").json(), get("/reports/spt/2025/")

    assert (issued["on"], issued["known_on"]) == ("2025-12-31", "2026-03-11")
    assert "As known when it was issued, 11 March 2026" in today.text
    assert 'href="/reports/spt/2025.docx"' in today.text


def test_a_report_can_be_had_as_a_document(get):
    file = get("/reports/spt/2025.docx")

    assert file.content[:2] == b"PK"
    assert file["Content-Disposition"] == 'attachment; filename="spt-2025.docx"'

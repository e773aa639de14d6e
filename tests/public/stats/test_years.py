"""Figures year by year."""

import pytest


@pytest.mark.parametrize("path", ["/figures/participation.parties/", "/figures/visits.conducted/"])
def test_a_whole_number_is_drawn_year_by_year_and_each_year_opens_its_rows(get, path):
    page = get(path, on="2025-12-31").text
    row = page.partition("<tbody>")[2].partition("</tr>")[0]

    assert "Year by year" in page
    assert '<th scope="row">31 December 2025</th>' in row
    assert f'href="{path}?on=2025-12-31' in row


def test_the_year_of_the_day_is_the_figure_itself(get):
    page = get("/figures/participation.parties/", on="2020-06-30").text
    data = get("/figures/participation.parties.json", on="2020-06-30").json()

    assert (
        f">{data['figure']['value']}</a></td>" in page.partition("<tbody>")[2].partition("</tr>")[0]
    )


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/figures/npms.share_listed/", "a share"),
        ("/figures/fund.contributors/", "names"),
        ("/figures/visits.planned/", "of a year that is chosen"),
    ],
)
def test_what_is_no_plain_number_is_not_drawn(get, path, why):
    assert "Year by year" not in get(path, on="2025-12-31").text

"""Browsing: every way in, each value with its number and leading to as many results."""

import re

import pytest

from tests.public.search.test_views import count_in


def test_every_way_in_has_values_with_their_numbers(reader):
    ways = reader.get("/topics.json").json()["ways"]

    assert [one["facet"] for one in ways] == ["state", "body", "year", "kind", "language"]
    assert all(one["values"][0]["count"] > 0 for one in ways)


@pytest.mark.parametrize("facet", ["state", "body", "year", "kind", "language"])
def test_a_value_leads_to_as_many_results_as_it_says(reader, facet):
    values = reader.get(f"/topics/{facet}.json").json()["way"]["values"]
    value = values[len(values) // 2]

    found = reader.get("/search/", {facet: value["value"]})

    assert count_in(found) == value["count"]


def test_states_stand_by_name_and_years_from_the_last(reader):
    states = [one["name"] for one in reader.get("/topics/state.json").json()["way"]["values"]]
    years = [one["value"] for one in reader.get("/topics/year.json").json()["way"]["values"]]

    assert states[:2] == ["Mozambique", "Peru"]
    assert years == sorted(years, reverse=True)


def test_values_of_what_was_found_keep_the_question(reader):
    page = reader.get("/topics/state/", {"q": "clock OR visit", "body": "SPT"}).content.decode()
    links = re.findall(r'<ul class="counted">\s*<li><a href="([^"]*)"', page)

    assert links[0].startswith("/search/?q=clock+OR+visit&amp;body=SPT&amp;state=")


def test_a_way_that_there_is_not_is_not_found(reader):
    assert reader.get("/topics/colour/").status_code == 404

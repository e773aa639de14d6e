"""States beside each other."""

import pytest


def test_states_stand_beside_each_other_in_the_order_asked_for(get, client, shipped, db):
    page = client.get("/compare.json?state=SEN&state=FRA&on=2026-01-31").json()

    assert [one["state"]["iso3"] for one in page["states"]] == ["SEN", "FRA"]
    assert page["states"][0]["done"][0] == {
        "title": "Visits",
        "count": 1,
        "last_on": "2019-05-16",
        "precision": "day",
    }


def test_every_treaty_that_one_of_them_has_to_do_with_has_a_row(client, shipped, db):
    page = client.get("/compare/?state=SEN&state=FRA&on=2026-01-31").text
    data = client.get("/compare.json?state=SEN&state=FRA&on=2026-01-31").json()

    taken_part = {
        row["treaty"]
        for one in data["states"]
        for row in one["state"]["participation"]
        if row["actions"]
    }
    assert page.count('<th scope="row"><a href="/treaties/') == len(taken_part)


@pytest.mark.parametrize("query", ["", "?state=SEN", "?state=SEN&state=SEN&state="])
def test_fewer_than_two_states_are_asked_for_more(client, shipped, db, query):
    page = client.get(f"/compare/{query}")

    assert page.status_code == 200
    assert "Two States at least make a comparison." in page.text


@pytest.mark.parametrize(
    ("query", "status"),
    [
        pytest.param("?state=SEN&state=FRA&state=PER&state=MOZ", 200, id="four"),
        pytest.param("?state=SEN&state=FRA&state=PER&state=MOZ&state=MEX", 400, id="five"),
        pytest.param("?state=SEN&state=XXX", 404, id="one that is no State"),
    ],
)
def test_at_most_four_states_that_there_are_can_be_compared(client, shipped, db, query, status):
    assert client.get(f"/compare/{query}").status_code == status

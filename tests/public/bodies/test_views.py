"""Mechanisms and those who serve on them."""


def test_the_mechanisms_are_listed_by_kind(get):
    page = get("/mechanisms.json").json()

    kinds = {kind: [one["code"] for one in them] for kind, them in page["kinds"]}
    assert kinds["subcommittee"] == ["SPT"]
    assert "CAT" in kinds["treaty body"]


def test_a_mechanism_names_only_those_whom_a_source_shows_in_place(get):
    then = get("/mechanisms/SPT.json", on="2025-12-31").json()["mechanism"]
    before = get("/mechanisms/SPT/", on="2000-01-01").text

    assert [one["office"] for one in then["officers"]][:1] == ["chair"]
    assert then["seats"] == 25
    assert "No officer is on record for this day." in before

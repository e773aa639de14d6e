"""Drawings: right places, safe words, one description, the same numbers in page and document."""

import re
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import pytest

from amparo.stats import charts
from amparo.stats.charts.axes import round_steps, share_of_time, year_steps
from amparo.stats.charts.pen import COLOURS

ROOT = Path(__file__).resolve().parents[3]
FIRST, LAST = date(2002, 12, 18), date(2025, 12, 31)
WORLD = charts.World(
    800, 351, {"FRA": "M1 1l2 2 3 0z", "USA": "M9 9l2 2 3 0z"}, {"NRU": (5, 6)}, "M0 0l1 1 1 0z"
)


def parsed(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.replace('xmlns="http://www.w3.org/2000/svg"', ""))


def a_line(**choices: bool) -> str:
    parties = charts.Series("States <parties>", ((date(2003, 1, 1), 1), (date(2014, 1, 1), 96)))
    signatories = charts.Series("Signatories", ((date(2003, 1, 1), 40), (date(2014, 1, 1), 11)))
    return charts.counts_over_time(
        [parties, signatories],
        title="States & treaties",
        desc="From 1 to 96.",
        first=FIRST,
        last=LAST,
        **choices,
    )


def a_bar(**choices: bool) -> str:
    bar = charts.Bar("African States", (charts.Part(23), charts.Part(8, "b")), 54, "23 of 54")
    return charts.share_bars([bar], title="By region", desc="", identifier="regions", **choices)


def a_lane(**choices: bool) -> str:
    lane = charts.Lane(
        "OPCAT",
        stretches=(charts.Stretch(date(2008, 1, 1)),),
        marks=(charts.Mark(date(2014, 7, 1), "Visit, July 2014", "diamond"),),
    )
    return charts.lanes_of_time([lane], title="Time", desc="", first=FIRST, last=LAST, **choices)


def a_map(**choices: bool) -> str:
    return charts.world_map(
        WORLD,
        {"a": ["FRA"], "b": ["NRU"]},
        title="World",
        desc="1 and 1",
        identifier="w",
        **choices,
    )


DRAWINGS = [
    pytest.param(a_line, id="line"),
    pytest.param(a_bar, id="bar"),
    pytest.param(a_lane, id="lane"),
    pytest.param(a_map, id="map"),
]


@pytest.mark.parametrize("draw", DRAWINGS)
@pytest.mark.parametrize("standalone", [False, True], ids=["page", "document"])
def test_a_drawing_is_an_image_with_a_name_and_no_style_attribute(draw, standalone):
    svg = parsed(draw(standalone=standalone))

    assert svg.get("role") == "img"
    assert svg.get("aria-label").startswith(svg.find("title").text)
    assert [one for one in svg.iter() if one.get("style")] == []


@pytest.mark.parametrize("draw", DRAWINGS)
def test_a_drawing_for_a_document_carries_its_own_colours_and_measures(draw):
    svg = parsed(draw(standalone=True))

    assert [one for one in svg.iter() if one.get("class")] == []
    assert int(svg.get("width")) > 0
    assert "%" not in "".join(one.get("x", "") + one.get("width", "") for one in svg.iter())


@pytest.mark.parametrize("draw", DRAWINGS)
def test_the_classes_of_a_drawing_are_all_in_the_style_sheet(draw):
    sheet = (ROOT / "src/amparo/core/static/amparo/chart.css").read_text()
    used = {name for one in parsed(draw()).iter() for name in one.get("class", "").split()}

    assert {name for name in used if f".{name} {{" not in sheet} == set()


def test_the_colours_of_documents_are_those_of_the_light_page():
    tokens = (ROOT / "src/amparo/core/static/amparo/tokens.css").read_text()
    light = tokens[: tokens.index("@media")]
    names = {"a": "action", "b": "second"}

    for name, colour in COLOURS.items():
        assert re.search(rf"--{names.get(name, name)}: ([^;]+);", light).group(1) == colour


def test_words_are_escaped():
    assert "States &lt;parties&gt; 96" in a_line()
    assert "<title>States &amp; treaties</title>" in a_line()


def test_steps_begin_at_the_zero_line_and_hold_until_the_next_day():
    path = parsed(a_line()).find("svg/path").get("d")

    assert path == "M2 99H479V4H1000"


def test_bars_share_one_scale_and_turn_about_for_readers_from_the_right():
    def places(svg):
        return [(one.get("x"), one.get("width")) for one in parsed(svg).findall("rect")]

    assert places(a_bar()) == [("0%", "100%"), ("0%", "42.59%"), ("42.59%", "14.81%")]
    assert places(a_bar(mirrored=True)) == [
        ("0%", "100%"),
        ("57.41%", "42.59%"),
        ("42.59%", "14.81%"),
    ]


def test_a_mark_of_time_lies_at_its_day():
    mark = parsed(a_lane()).find("svg")

    assert (mark.get("x"), mark.find("title").text) == ("50.07%", "Visit, July 2014")


def test_a_map_paints_each_state_once():
    svg = parsed(a_map())
    groups = {one.get("fill") or one.get("class"): len(one) for one in svg.findall("g")}

    assert groups == {"f-land s-paper": 1, "f-a s-paper": 1, "url(#w-b)": 1}


def test_the_world_that_ships_has_every_state_once():
    world = charts.read_world(ROOT / "data/geography/world.json")

    assert (len(world.shapes), len(world.small)) == (166, 31)
    assert set(world.shapes) & set(world.small) == set()


@pytest.mark.parametrize(
    ("highest", "steps"),
    [
        pytest.param(0, [0, 1], id="nothing"),
        pytest.param(3, [0, 1, 2, 3], id="few"),
        pytest.param(40, [0, 10, 20, 30, 40], id="exactly"),
        pytest.param(96, [0, 25, 50, 75, 100], id="parties"),
        pytest.param(197, [0, 50, 100, 150, 200], id="nearly all"),
    ],
)
def test_levels_are_round_numbers_from_zero(highest, steps):
    assert round_steps(highest) == steps


def test_years_are_marked_at_round_distances():
    assert year_steps(FIRST, LAST) == [2005, 2010, 2015, 2020, 2025]
    assert year_steps(date(1966, 1, 1), LAST) == [1970, 1980, 1990, 2000, 2010, 2020]
    assert year_steps(date(2025, 1, 1), LAST) == [2025]


def test_days_beyond_the_axis_lie_at_its_edge():
    assert share_of_time(date(1990, 1, 1), FIRST, LAST) == 0
    assert share_of_time(date(2030, 1, 1), FIRST, LAST) == 1
    assert share_of_time(FIRST, FIRST, FIRST) == 1


def extent(path: str) -> tuple[int, int, int, int]:
    """Return west, north, east, south of a path on the drawing."""
    xs, ys = [], []
    for start, steps in re.findall(r"M(-?\d+[ -]?\d+)l([^z]*)z", path):
        x, y = (int(one) for one in re.findall(r"-?\d+", start))
        numbers = [int(one) for one in re.findall(r"-?\d+", steps)]
        xs.append(x)
        ys.append(y)
        for right, down in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + right, y + down
            xs.append(x)
            ys.append(y)
    return min(xs), min(ys), max(xs), max(ys)


def test_the_map_stays_on_its_drawing():
    world = charts.read_world(ROOT / "data/geography/world.json")

    for path in (*world.shapes.values(), world.neutral):
        west, north, east, south = extent(path)
        assert 0 <= west <= east <= world.width
        assert 0 <= north <= south <= world.height + 5


def test_areas_in_dispute_are_not_drawn_with_a_state_that_holds_them():
    shapes = charts.read_world(ROOT / "data/geography/world.json").shapes

    # Western Sahara begins where Morocco ends; Crimea is the second of the outlines of Ukraine.
    assert extent(shapes["MAR"])[3] < extent(shapes["MRT"])[1] + 1
    assert len(shapes["UKR"].split("M")) == 3

"""
Turn Natural Earth's countries (as TopoJSON) into the small map that the pages draw.

    python convert.py STATES.csv countries-110m.json countries-50m.json countries-10m.json

`STATES.csv` has the columns `iso3` and `m49`. The answer, `world.json`, is written beside this file:
one path a State in whole units of an Equal Earth projection, one point for each State too small to
be drawn, and one path for every area that is not a State of the table.
"""

from __future__ import annotations

import csv
import json
import math
import sys
from pathlib import Path

WIDTH = 800
MARGIN = 4
ANTARCTICA = "010"
RUSSIAN_FEDERATION, UKRAINE = "643", "804"
# A ring within these degrees (west, south, east, north) is the Crimean peninsula.
CRIMEA = (32.0, 44.0, 37.0, 46.5)
MOROCCO, WESTERN_SAHARA = "504", "732"
# The line between the two, 27°40′ north.
SAHARAN_LINE = 27 + 40 / 60

Point = tuple[float, float]
Ring = list[Point]


def equal_earth(longitude: float, latitude: float) -> Point:
    """Return x, y of the Equal Earth projection (Šavrič, Patterson and Jenny, 2018)."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    t = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    slope = 9 * a4 * t**8 + 7 * a3 * t**6 + 3 * a2 * t**2 + a1
    x = 2 * math.sqrt(3) * math.radians(longitude) * math.cos(t) / (3 * slope)
    return x, a4 * t**9 + a3 * t**7 + a2 * t**3 + a1 * t


SCALE = (WIDTH - 2 * MARGIN) / (2 * equal_earth(180, 0)[0])
TOP = equal_earth(0, 84)[1]
HEIGHT = round((TOP - equal_earth(0, -56.5)[1]) * SCALE) + 2 * MARGIN


def on_the_map(point: Point) -> Point:
    """Return the place of a longitude and latitude on the drawing."""
    x, y = equal_earth(*point)
    return WIDTH / 2 + x * SCALE, MARGIN + (TOP - y) * SCALE


def arcs_of(topology: dict) -> list[Ring]:
    """Return every arc of the topology in degrees."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for deltas in topology["arcs"]:
        x = y = 0
        arc = []
        for step in deltas:
            x, y = x + step[0], y + step[1]
            arc.append((x * kx + dx, y * ky + dy))
        arcs.append(arc)
    return arcs


def rings_of(geometry: dict, arcs: list[Ring]) -> list[Ring]:
    """Return the rings of a polygon or of several, in degrees."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings = []
    for indices in (ring for polygon in polygons for ring in polygon):
        ring: Ring = []
        for index in indices:
            arc = arcs[index] if index >= 0 else arcs[~index][::-1]
            ring += arc if not ring else arc[1:]
        rings.append(ring)
    return rings


def shapes_of(path: str) -> dict[str, list[Ring]]:
    """Return the rings of every area by M49 code; those without a code under an empty one."""
    topology = json.loads(Path(path).read_text(encoding="utf-8"))
    arcs = arcs_of(topology)
    shapes: dict[str, list[Ring]] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry["type"] in ("Polygon", "MultiPolygon"):
            shapes.setdefault(geometry.get("id") or "", []).extend(rings_of(geometry, arcs))
    shapes.pop(ANTARCTICA, None)
    _draw_crimea_with_ukraine(shapes)
    _draw_western_sahara_apart(shapes)
    return {m49: [part for ring in rings for part in cut(ring)] for m49, rings in shapes.items()}


def _draw_western_sahara_apart(shapes: dict[str, list[Ring]]) -> None:
    """Keep a Non-Self-Governing Territory whole where the source draws the line in fact."""
    north, south = [], []
    for ring in shapes.get(MOROCCO, []):
        turned = [(y, x) for x, y in ring]
        north.append([(x, y) for y, x in _beside(turned, SAHARAN_LINE, 1)])
        south.append([(x, y) for y, x in _beside(turned, SAHARAN_LINE, -1)])
    shapes[MOROCCO] = [ring for ring in north if len(ring) > 2]
    shapes[WESTERN_SAHARA] += [ring for ring in south if len(ring) > 2]


def cut(ring: Ring) -> list[Ring]:
    """Return a ring as it is, or in two where it crosses the edge of the map."""
    unrolled = [ring[0]]
    for x, y in ring[1:]:
        turn = round((unrolled[-1][0] - x) / 360) * 360
        unrolled.append((x + turn, y))
    if all(-180 <= x <= 180 for x, _ in unrolled):
        return [unrolled]
    parts = []
    for shift in (-360, 0, 360):
        moved = [(x + shift, y) for x, y in unrolled]
        part = _beside(_beside(moved, -180, 1), 180, -1)
        if len(part) > 2:
            parts.append(part)
    return parts


def _beside(ring: Ring, edge: float, side: int) -> Ring:
    """Return the part of a ring on one side (1 east, -1 west) of a meridian."""
    kept: Ring = []
    for before, after in zip(ring[-1:] + ring[:-1], ring, strict=True):
        was, now = side * (before[0] - edge) >= 0, side * (after[0] - edge) >= 0
        if was != now:
            share = (edge - before[0]) / (after[0] - before[0])
            kept.append((edge, before[1] + share * (after[1] - before[1])))
        if now:
            kept.append(after)
    return kept


def _draw_crimea_with_ukraine(shapes: dict[str, list[Ring]]) -> None:
    """Follow General Assembly resolution 68/262 where the source draws the line in fact."""
    west, south, east, north = CRIMEA
    theirs = shapes.get(RUSSIAN_FEDERATION, [])
    for ring in list(theirs):
        if all(west <= x <= east and south <= y <= north for x, y in ring):
            theirs.remove(ring)
            shapes[UKRAINE].append(ring)


def area_and_centre(ring: Ring) -> tuple[float, Point]:
    """Return the area of a ring on the drawing and its centre of gravity."""
    twice = cx = cy = 0.0
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        twice += cross
        cx += (x0 + x1) * cross
        cy += (y0 + y1) * cross
    if abs(twice) < 1e-9:
        return 0.0, ring[0]
    return abs(twice) / 2, (cx / (3 * twice), cy / (3 * twice))


def path_of(rings: list[Ring]) -> str:
    """Return the rings as one path of relative steps in whole units."""
    parts = []
    for ring in rings:
        points: list[tuple[int, int]] = []
        for point in ring:
            x, y = on_the_map(point)
            place = (round(x), round(y))
            if not points or points[-1] != place:
                points.append(place)
        if len(points) > 1 and points[0] == points[-1]:
            points.pop()
        points = _without_points_on_a_line(points)
        if len(points) < 3:
            continue
        steps = [(x1 - x0, y1 - y0) for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False)]
        parts.append(f"M{_pair(points[0])}l{_pairs(steps)}z")
    return "".join(parts)


def _without_points_on_a_line(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for place in points:
        while len(kept) > 1:
            (ax, ay), (bx, by) = kept[-2], kept[-1]
            if (bx - ax) * (place[1] - ay) != (by - ay) * (place[0] - ax):
                break
            kept.pop()
        kept.append(place)
    return kept


def _pair(place: tuple[int, int]) -> str:
    x, y = place
    return f"{x}{y}" if y < 0 else f"{x} {y}"


def _pairs(steps: list[tuple[int, int]]) -> str:
    text = ""
    for step in steps:
        pair = _pair(step)
        text += pair if not text or pair.startswith("-") else f" {pair}"
    return text


def main(states: str, coarse: str, *finer: str) -> None:
    """Write `world.json`."""
    with Path(states).open(encoding="utf-8", newline="") as file:
        iso3 = {row["m49"]: row["iso3"] for row in csv.DictReader(file) if row["m49"]}
    shapes = shapes_of(coarse)
    drawn = {iso3[m49]: path_of(rings) for m49, rings in shapes.items() if m49 in iso3}
    drawn = {code: path for code, path in drawn.items() if path}
    small: dict[str, list[int]] = {}
    for atlas in map(shapes_of, finer):
        for m49, rings in atlas.items():
            code = iso3.get(m49)
            if code and code not in drawn and code not in small:
                placed = [[on_the_map(point) for point in ring] for ring in rings]
                centre = max(map(area_and_centre, placed))[1]
                small[code] = [round(centre[0]), round(centre[1])]
    neutral = path_of([ring for m49, rings in shapes.items() if m49 not in iso3 for ring in rings])
    world = {
        "width": WIDTH,
        "height": HEIGHT,
        "shapes": dict(sorted(drawn.items())),
        "small": dict(sorted(small.items())),
        "neutral": neutral,
    }
    text = json.dumps(world, ensure_ascii=False, indent=0)
    Path(__file__).with_name("world.json").write_text(text + "\n", encoding="utf-8")
    print(f"{len(drawn)} shapes, {len(small)} points, {WIDTH} by {HEIGHT}")


if __name__ == "__main__":
    main(*sys.argv[1:])

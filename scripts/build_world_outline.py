"""Turn Natural Earth's land (public domain), as packed in npm's ``world-atlas`` (ISC), into one SVG path.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python scripts/build_world_outline.py package/land-110m.json > streamproc/web/static/world.svg

Equirectangular: x = longitude + 180, y = 90 - latitude, in degrees, one decimal.
"""

from __future__ import annotations

import itertools
import json
import sys
from pathlib import Path

HALF, NEAR_POLE = 180, -85
Point = tuple[float, float]


def arcs(topology: dict) -> list[list[Point]]:
    """Undo TopoJSON's quantisation and delta encoding."""
    (scale_x, scale_y), (shift_x, shift_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * scale_x + shift_x, y * scale_y + shift_y))
        decoded.append(line)
    return decoded


def ring(indices: list[int], lines: list[list[Point]]) -> list[Point]:
    """Join arcs end to end; a negative index is the arc's complement, walked backwards."""
    points: list[Point] = []
    for index in indices:
        line = lines[index] if index >= 0 else lines[~index][::-1]
        points += line[1:] if points else line
    return points


def unwrapped(points: list[Point]) -> list[Point]:
    """A ring that crosses the antimeridian goes on beyond 180 degrees; along the South Pole it may jump."""
    shift = 0.0
    result = [points[0]]
    for (before, _), (lon, lat) in itertools.pairwise(points):
        if abs(lon - before) > HALF and lat > NEAR_POLE:
            shift += 2 * HALF if before > lon else -2 * HALF
        result.append((lon + shift, lat))
    return result


def path(points: list[Point]) -> str:
    """The ring; once more on the other side where it leaves the map."""
    copies = [points]
    if any(lon > HALF for lon, _ in points):
        copies.append([(lon - 2 * HALF, lat) for lon, lat in points])
    if any(lon < -HALF for lon, _ in points):
        copies.append([(lon + 2 * HALF, lat) for lon, lat in points])
    return "".join(map(closed, copies))


def closed(points: list[Point]) -> str:
    return "M" + "L".join(f"{lon + 180:.1f},{90 - lat:.1f}" for lon, lat in points) + "Z"


topology = json.loads(Path(sys.argv[1]).read_text())
lines = arcs(topology)
outline = "".join(
    path(unwrapped(ring(indices, lines)))
    for geometry in topology["objects"]["land"]["geometries"]
    for polygon in (geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]])
    for indices in polygon
)
sys.stdout.write(
    "<!-- Land from Natural Earth 1:110m, public domain, by way of world-atlas 2.0.2 (ISC) -->\n"
    f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 180"><path fill="#a9a598" d="{outline}"/></svg>\n'
)

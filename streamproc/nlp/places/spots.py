"""The towns, sites and districts of an article by where they lie: how near the nearest one is to a place."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from typing import NamedTuple

from streamproc.nlp.knowledge.gazetteer_index import GazetteerEntry
from streamproc.nlp.places.candidates import Toponym

NEAR_KM = 120.0
FAR_DEGREES = 5.0
"""Degrees of latitude, more than ``NEAR_KM`` reaches."""
DEGREE_KM = 111.2
"""Of latitude; one of longitude has as much at the equator."""


class Spot(NamedTuple):
    """A candidate, how likely it is, and the toponym that it may be."""

    lon: float
    place: GazetteerEntry
    share: float
    toponym: Toponym


class Spots:
    """By country and band of latitude, from west to east: a long list of places has few in each neighbourhood."""

    def __init__(self) -> None:
        self._bands: defaultdict[tuple[str | None, int], list[Spot]] = defaultdict(list)

    def add(self, place: GazetteerEntry, share: float, toponym: Toponym) -> None:
        self._bands[place.country, band(place)].append(Spot(place.lon, place, share, toponym))

    def sort(self) -> None:
        """To be called before the first question."""
        for spots in self._bands.values():
            spots.sort(key=longitude)

    def nearness(self, place: GazetteerEntry, toponym: Toponym) -> float:
        """How near the nearest spot of other toponyms is: 1 for next door, 0 for far away."""
        best, reach = 0.0, math.inf  # degrees of longitude, beyond which none can be better
        degree = DEGREE_KM * math.cos(math.radians(place.lat)) / NEAR_KM
        own = band(place)
        for number in (own, own - 1, own + 1):
            spots = self._bands.get((place.country, number))
            if not spots:
                continue
            middle = bisect_left(spots, place.lon, key=longitude)
            for east_or_west in (range(middle, len(spots)), range(middle - 1, -1, -1)):
                for i in east_or_west:
                    lon, spot, share, other = spots[i]
                    if abs(lon - place.lon) > reach:
                        break
                    if share > best and other is not toponym and abs(spot.lat - place.lat) < FAR_DEGREES:
                        near = share * math.exp(-rough_km(place, spot) / NEAR_KM)
                        if near > best:
                            best, reach = near, -math.log(near) / max(degree, 1e-9) * 1.000001
        return best


def band(place: GazetteerEntry) -> int:
    return math.floor(place.lat / FAR_DEGREES)


def longitude(spot: Spot) -> float:
    return spot.lon


def rough_km(one: GazetteerEntry, other: GazetteerEntry) -> float:
    """The distance of two places that are near each other, as on a flat map."""
    height = one.lat - other.lat
    width = (one.lon - other.lon) * math.cos(math.radians(one.lat))
    return DEGREE_KM * math.sqrt(height * height + width * width)

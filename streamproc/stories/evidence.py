"""What two profiles have in common, and what speaks against their being of one story."""

from __future__ import annotations

from datetime import date
from math import cos, hypot, radians, sqrt
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamproc.stories.profile import EventTold, PlaceTold, Profile

KM_OF_A_DEGREE = 111.2
NEAR_KM = 60.0
"""Two places of a country that are not further apart may be one place under two names."""


class Shares(NamedTuple):
    """How alike two profiles are, 0..1, by names and by words; which of them they have in common, the weightiest first."""

    share: float
    common: tuple[str, ...]


def names_in_common(one: Profile, other: Profile) -> Shares:
    """Weighted Jaccard of the names."""
    both = {key: min(one.names[key].weight, other.names[key].weight) for key in one.names.keys() & other.names.keys()}
    total = sum(
        max(one.names[key].weight if key in one.names else 0, other.names[key].weight if key in other.names else 0)
        for key in one.names.keys() | other.names.keys()
    )
    order = sorted(both, key=lambda key: (-both[key], key))
    return Shares(sum(both.values()) / max(1, total), tuple(one.names[key].name for key in order))


def words_in_common(one: Mapping[str, int], other: Mapping[str, int]) -> Shares:
    """Cosine of the words' weights, each by its root."""
    both = {word: sqrt(one[word] * other[word]) for word in one.keys() & other.keys()}
    order = sorted(both, key=lambda word: (-both[word], word))
    return Shares(sum(both.values()) / max(1.0, sqrt(sum(one.values()) * sum(other.values()))), tuple(order))


def days_apart(one: str | None, other: str | None) -> int | None:
    """None where one of them isn't known, or is no day of the calendar."""
    if one is None or other is None:
        return None
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    except ValueError:
        return None


def places_differ(one: PlaceTold | None, other: PlaceTold | None) -> bool | None:
    """Whether two places are certainly not one; None where that can't be told: one is unknown, or may hold the other."""
    if one is None or other is None:
        return None
    if one.key == other.key:
        return False
    if one.country is None or other.country is None:
        return None
    if one.country != other.country:
        return True
    if one.admin1 is None or other.admin1 is None or one.lat is None or other.lat is None:
        return None
    return kilometres(one, other) > NEAR_KM


def kilometres(one: PlaceTold, other: PlaceTold) -> float:
    """Between two places that are not far apart."""
    lat, lon = (one.lat or 0.0) - (other.lat or 0.0), (one.lon or 0.0) - (other.lon or 0.0)
    return KM_OF_A_DEGREE * hypot(lat, lon * cos(radians(one.lat or 0.0)))


def same_happening(one: EventTold, other: EventTold) -> bool:
    """Type, day and place."""
    return (
        one.type == other.type
        and one.day is not None
        and one.day == other.day
        and places_differ(one.place, other.place) is False
    )

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


class Shared(NamedTuple):
    """How alike two profiles are, 0..1, by names or by words; which of them they have in common, the weightiest first."""

    share: float
    common: tuple[str, ...] = ()


NOTHING = Shared(0.0)


def names_in_common(one: Profile, other: Profile, *, places: bool) -> Shared | None:
    """Cosine of the names' weights, of places or of all else; None where one of the two names none."""
    ours, theirs = ({key: n.weight for key, n in some.names.items() if n.is_place is places} for some in (one, other))
    if not ours or not theirs:
        return None
    found = words_in_common(ours, theirs)
    return Shared(found.share, tuple(one.names[key].name for key in found.common))


def words_in_common(one: Mapping[str, int], other: Mapping[str, int]) -> Shared:
    """Cosine of the weights, each by its root."""
    both = {word: sqrt(one[word] * other[word]) for word in one.keys() & other.keys()}
    order = sorted(both, key=lambda word: (-both[word], word))
    return Shared(sum(both.values()) / max(1.0, sqrt(sum(one.values()) * sum(other.values()))), tuple(order))


def days_apart(one: Profile, other: Profile) -> int | None:
    """Days between what two articles tell of; where one gives no day, as many as the other's day is from its publication.

    None where that isn't known. An article of today or yesterday is none of another day.
    """
    ours, theirs = first_day(one), first_day(other)
    if ours is not None and theirs is not None:
        return difference(ours, theirs)
    if ours is None and theirs is None:
        return None
    gap = difference(ours or one.day, theirs or other.day)
    return None if gap is None else max(0, gap - 1)


def first_day(profile: Profile) -> str | None:
    """The day of what the article mainly tells of, as far as it says one."""
    return next((event.day for event in profile.events if event.day is not None), None)


def difference(one: str | None, other: str | None) -> int | None:
    """Days between two; None where one of them isn't known, or is no day of the calendar."""
    if one is None or other is None:
        return None
    try:
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    except ValueError:
        return None


def elsewhere(one: Profile, other: Profile) -> bool:
    """Whether both say where, and it is certainly not one place."""
    here, there = first_place(one), first_place(other)
    return here is not None and there is not None and places_differ(here, there) is True


def first_place(profile: Profile) -> PlaceTold | None:
    """The place of what the article mainly tells of, as far as it says one."""
    return next((event.place for event in profile.events if event.place is not None), None)


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

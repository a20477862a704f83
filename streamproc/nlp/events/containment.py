"""Where two tellings of an event lie to each other: apart, or one in the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamproc.nlp.doc.drafts import EntityDraft, EventDraft

_BUILDING = "FAC"


def lie_apart(one: EventDraft, other: EventDraft) -> bool:
    """Both say in their own words where it was, and neither place can lie in the other."""
    return one.place_basis == other.place_basis == "stated" and are_apart(one, other)


def are_apart(one: EventDraft, other: EventDraft) -> bool:
    """Both have a place, if only that of the sentence, and neither can lie in the other."""
    if one.place_span is None or other.place_span is None or one.place is other.place:
        return False
    return not (_may_lie_in(one.place, other.place) or _may_lie_in(other.place, one.place))


def lies_in(place: EntityDraft | None, wider: EntityDraft | None) -> bool:
    """Whether a place is known to lie in another one, a country or a province."""
    if (
        place is None
        or wider is None
        or place.geo is None
        or wider.geo is None
        or place.geo.country != wider.geo.country
    ):
        return False
    if place.geo.admin1 is None or _is_province(place):
        return wider.geo.admin1 is None and place.geo.admin1 is not None
    return wider.geo.admin1 is None or (_is_province(wider) and wider.geo.admin1 == place.geo.admin1)


def _may_lie_in(place: EntityDraft | None, wider: EntityDraft | None) -> bool:
    """It does, or the map does not have it: a town lies in any country or province, a building in a town too."""
    if place is None or wider is None or lies_in(place, wider):
        return True
    if place.geo is not None or place.type == "LOC" or wider.geo is None or wider.geo.country is None:
        return False  # seas and regions are wide, and lie in nothing
    return wider.geo.admin1 is None or place.type == _BUILDING or _is_province(wider)


def _is_province(place: EntityDraft) -> bool:
    return place.geo is not None and place.geo.admin1 == place.geo.name

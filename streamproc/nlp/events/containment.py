"""Where two tellings of an event lie to each other: apart, or one in the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamproc.nlp.doc.drafts import EntityDraft, EventDraft


def lie_apart(one: EventDraft, other: EventDraft) -> bool:
    """Both say where, and neither place is the country of the other."""
    if one.place_span is None or other.place_span is None or one.place is other.place:
        return False
    return not (is_country_of(one.place, other.place) or is_country_of(other.place, one.place))


def is_country_of(country: EntityDraft | None, place: EntityDraft | None) -> bool:
    """Whether a place lies in another one, a country."""
    if country is None or place is None or country.geo is None or place.geo is None:
        return False
    return country.geo.admin1 is None and place.geo.admin1 is not None and country.geo.country == place.geo.country

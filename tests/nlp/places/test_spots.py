"""The nearest of an article's spots: the same as if each were looked at."""

from __future__ import annotations

import math
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from streamproc.nlp.places.spots import FAR_DEGREES, NEAR_KM, Spots, rough_km

places = st.builds(
    SimpleNamespace,
    country=st.sampled_from(["US", "CA", None]),
    lat=st.one_of(st.floats(-90, 90), st.floats(39, 41)),
    lon=st.one_of(st.floats(-180, 180), st.floats(-90, -88)),
)
shares = st.floats(0.05, 1.0)
A, B, C = (SimpleNamespace(name=name) for name in "ABC")
"""Toponyms."""


def nearest_of_all(place, own, spots):
    return max(
        (
            share * math.exp(-rough_km(place, other) / NEAR_KM)
            for other, share, toponym in spots
            if toponym is not own and other.country == place.country and abs(other.lat - place.lat) < FAR_DEGREES
        ),
        default=0.0,
    )


@given(places, st.lists(st.tuples(places, shares, st.sampled_from([A, B, C])), max_size=40))
def test_the_nearest_spot_is_found_without_a_look_at_each(place, drawn):
    spots = Spots()
    for other, share, toponym in drawn:
        spots.add(other, share, toponym)
    spots.sort()

    assert math.isclose(spots.nearness(place, A), nearest_of_all(place, A, drawn), rel_tol=1e-12, abs_tol=1e-300)


def test_next_door_is_one_and_another_country_nothing():
    spots = Spots()
    spots.add(SimpleNamespace(country="US", lat=40.0, lon=-89.0), 1.0, B)
    spots.sort()

    assert spots.nearness(SimpleNamespace(country="US", lat=40.0, lon=-89.0), A) == 1.0
    assert spots.nearness(SimpleNamespace(country="CA", lat=40.0, lon=-89.0), A) == 0.0
    assert spots.nearness(SimpleNamespace(country="US", lat=40.0, lon=-89.0), B) == 0.0

"""Bodies, events and telephone numbers of a town."""

from __future__ import annotations

import pytest

from streamproc.nlp.knowledge.gazetteer import lookup
from streamproc.nlp.knowledge.gazetteer_index import Kind
from streamproc.nlp.places.telephone_numbers import area_codes, state_of_numbers
from tests.nlp.places.test_toponym_resolution import resolved


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("He was taken from [Ipswich|GPE] in [England|GPE] to [Colchester Hospital|FAC].", "Colchester Hospital", ("Colchester", "GB")),
        ("In [Kano|GPE], [Nigeria|GPE], the [Osun Police Command|ORG] met.", "Osun Police Command", ("Osun State", "NG")),
        ("In [Boston|GPE], [Ohio|GPE] and [Texas|GPE] the [Airport Court|ORG] met.", "Airport Court", None),
        ("In [Tokyo|GPE] and [Osaka|GPE] the [Showa University Hospital|ORG] met.", "Showa University Hospital", None),
        ("In [Boston|GPE] and [Texas|GPE] the [Thomas Memorial Hospital|FAC] met.", "Thomas Memorial Hospital", None),
        ("It won at the [Cannes Film Festival|EVENT].", "Cannes Film Festival", ("Cannes", "FR")),
        ("It won at the [Springfield Film Festival|EVENT].", "Springfield Film Festival", None),
        ("Call [London|GPE] police at 519-555-0142 or 1-800-555-0100.", "London", ("London", "CA")),
        ("Call [London|GPE] police at 519-555-0142 or 304-555-0142.", "London", ("London", "GB")),
    ],
)  # fmt: skip
def test_what_is_called_by_a_town_lies_there(text, name, expected):
    geo = resolved(text)[name]
    assert (geo and (geo.name, geo.country)) == expected


def test_every_area_code_is_of_one_state():
    codes = area_codes()
    assert len(codes) > 300
    assert all(len(code) == 3 and code.isdigit() and code[0] not in "01" for code in codes)
    ontario = next(place for place in lookup("Ontario") if place.kind is Kind.ADMIN1)
    assert codes["519"] == ontario.index


@pytest.mark.parametrize("text", ["in 2016-519-2000", "call 5195550142", "0519-555-0142", "519-555-01425"])
def test_other_digits_are_no_telephone_number(text):
    assert state_of_numbers(text) is None

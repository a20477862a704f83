"""The gazetteer: names, demonyms and short forms to places."""

from __future__ import annotations

import pytest

from streamproc.errors import ConfigurationError
from streamproc.nlp.knowledge.gazetteer import (
    is_place,
    lookup,
    place_of_demonym,
    states_abbreviated,
)
from streamproc.nlp.knowledge.gazetteer_index import INDEX, Gazetteer, Kind, distance_km, gazetteer
from streamproc.nlp.knowledge.name_folding import fold


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Al-Ḩasakah", "al hasakah"),
        ("The Hague", "hague"),
        ("St. John’s", "st johns"),
        ("Saint John's", "st johns"),
        ("Mount Pleasant", "mt pleasant"),
        ("U.S.", "us"),
        ("Łódź", "lodz"),
        ("Trinidad & Tobago", "trinidad and tobago"),
        ("...", ""),
    ],
)
def test_names_fold_to_keys(name, key):
    assert fold(name) == key


@pytest.mark.parametrize(
    ("name", "geonames_id"),
    [("Oxford", 2640729), ("Erbil", 95446), ("Kiev", 703448), ("Syria", 163843), ("U.S.", 6252001), ("B.C.", 5909050)],
)
def test_a_name_finds_the_place_among_its_namesakes(name, geonames_id):
    assert geonames_id in [place.geonames_id for place in lookup(name)]


@pytest.mark.parametrize(
    "name", ["al-Hasakah", "Hasakah", "Hasaka", "Al Hasakah", "Hassakeh", "al-Hassakah", "Hasakeh"]
)
def test_transliterations_meet(name):
    assert 173811 in [place.geonames_id for place in lookup(name) if place.kind is Kind.CITY]


def test_a_town_knows_the_areas_around_it():
    [oxford] = [place for place in lookup("Oxford") if place.geonames_id == 2640729]

    assert [gazetteer().place(index).name for index in oxford.parents] == ["Oxfordshire", "England", "United Kingdom"]


@pytest.mark.parametrize(
    ("word", "iso"),
    [("Syrian", "SY"), ("Syrians", "SY"), ("Scottish", "GB"), ("Texan", "US"), ("French", "FR"), ("Filipina", "PH")],
)
def test_demonyms_lead_to_countries(word, iso):
    assert place_of_demonym(word).country == iso


@pytest.mark.parametrize("word", ["polish", "Muslim", "Republican", ""])
def test_other_words_lead_to_no_place(word):
    assert place_of_demonym(word) is None


def test_the_demonym_of_a_region_leads_to_no_country():
    assert place_of_demonym("Kurdish").country is None


def test_the_demonym_of_a_state_leads_to_the_state():
    texas = place_of_demonym("Texans")

    assert texas is not None
    assert (texas.name, texas.kind, texas.geonames_id) == ("Texas", Kind.ADMIN1, 4736286)


def test_short_forms_of_states():
    assert [state.name for state in states_abbreviated("Ill.")] == ["Illinois"]
    assert {state.country for state in states_abbreviated("WA")} == {"US", "AU"}
    assert states_abbreviated("or") == ()


@pytest.mark.parametrize("name", ["Syria", "US", "Chicago", "Bavaria", "Gaza", "Mediterranean"])
def test_places(name):
    assert is_place(name)


@pytest.mark.parametrize("name", ["us", "Google", "Merkel", "Zzyzxville", "", "!", "\U0001f600", "A" * 10_000])
def test_not_places(name):
    assert not is_place(name)


def test_distances_are_those_of_the_map():
    [paris] = [place for place in lookup("Paris") if place.geonames_id == 2988507]
    [london] = [place for place in lookup("London") if place.geonames_id == 2643743]

    assert distance_km(paris, london) == pytest.approx(344, abs=3)


@pytest.mark.parametrize("content", [b"", b"not an index", b"streamproc places 0\n" + bytes(500)])
def test_a_file_that_is_no_index_is_refused(tmp_path, content):
    path = tmp_path / "places.bin"
    path.write_bytes(content)

    with pytest.raises(ConfigurationError, match="places"):
        Gazetteer(path)


def test_half_an_index_is_refused(tmp_path):
    path = tmp_path / "places.bin"
    path.write_bytes(INDEX.read_bytes()[:1_000_000])

    with pytest.raises(ConfigurationError, match="not a whole places index"):
        Gazetteer(path)


def test_no_file_is_refused(tmp_path):
    with pytest.raises(ConfigurationError, match="places"):
        Gazetteer(tmp_path / "absent.bin")

"""Keys of entities: the same in every article, an id where there is one."""

from __future__ import annotations

import pytest

from streamproc.article import Article, Geo
from streamproc.nlp.ids import entity_key

GULU = Geo(geonames_id=233346, name="Gulu", country="UG", admin1="N", lat=2.77, lon=32.3, confidence=0.9)


@pytest.mark.parametrize(
    ("kind", "name", "geo", "wikidata", "expected"),
    [
        ("PERSON", "ann lee", None, None, "person:ann lee"),
        ("PERSON", "ann lee", None, "Q1", "Q1"),
        ("GPE", "gulu", GULU, None, "geonames:233346"),
        ("GPE", "ollantu", None, None, "place:ollantu"),
        ("GPE", "black sea", GULU._replace(geonames_id=None, country=None), None, "place:black sea"),
        ("ORG", "gulu water company", GULU, None, "organisation:gulu water company:UG"),
        ("ORG", "harbour office", None, None, "organisation:harbour office"),
        ("NORP", "ugandan", GULU, None, "people:ugandan:UG"),
        ("EVENT", "harbour games", None, None, "other:harbour games"),
    ],
)
def test_a_key_is_an_id_or_kind_name_and_country(kind, name, geo, wikidata, expected):
    assert entity_key(kind, name, geo, wikidata) == expected


def test_a_key_is_bounded():
    assert len(entity_key("ORG", "x" * 10_000, None, None)) < 300


@pytest.mark.model
def test_two_articles_that_spell_a_name_in_two_ways_have_one_key(pipeline):
    first, second = pipeline.enrich(
        [
            Article(id="a", text="Inés Ortega said the bridge was safe."),
            Article(id="b", text="The bridge is safe, Ines Ortega said."),
        ]
    )

    assert [e.entity_key for e in first.entities] == [e.entity_key for e in second.entities] == ["person:ines ortega"]

"""Namesakes of towns abroad."""

from __future__ import annotations

import pytest

from streamproc.article import Article

pytestmark = pytest.mark.model

ABOUT_PANAMA = "Roads in Chiriquí and Veraguas were closed on Monday, police in Arraiján said. Panama is divided. Others waited in David and Penonomé."


def places(pipeline, text):
    [enrichment] = pipeline.enrich([Article(id="a", text=text)])
    return {entity.name: entity.geo and (entity.geo.name, entity.geo.country) for entity in enrichment.entities}


def test_in_an_article_about_one_country_a_town_is_that_of_a_state_it_names(pipeline):
    assert places(pipeline, f"{ABOUT_PANAMA} Drivers slept in Santiago.")["Santiago"] == ("Santiago de Veraguas", "PA")


def test_a_name_of_many_countries_has_no_point_where_nothing_speaks_of_one(pipeline):
    assert places(pipeline, f"{ABOUT_PANAMA} Drivers slept in San Juan.")["San Juan"] is None


@pytest.mark.parametrize(
    ("sentence", "name", "expected"),
    [
        ("Drivers flew to Santiago in Chile.", "Santiago", ("Santiago", "CL")),
        ("Drivers flew to San Juan, Puerto Rico.", "San Juan", ("San Juan", "PR")),
        ("Drivers flew to Madrid.", "Madrid", ("Madrid", "ES")),
    ],
)
def test_what_the_text_or_fame_tells_stays_abroad(pipeline, sentence, name, expected):
    assert places(pipeline, f"{ABOUT_PANAMA} {sentence}")[name] == expected


def test_a_small_town_of_a_country_that_an_article_of_few_places_never_names_has_no_point(pipeline):
    few = "Two ministers from Cairo and London met on Monday in Egypt."
    assert places(pipeline, f"{few} Villas in Green River were sold.").get("Green River") is None
    known = "Two ministers from Cairo and London met on Monday in Wyoming."
    assert places(pipeline, f"{known} Villas in Green River were sold.")["Green River"] == ("Green River", "US")


def test_streets_have_no_point_of_a_namesake(pipeline):
    found = places(pipeline, "A man in Chicago fell at the corner of Hubbard and Vine streets, police said on Monday.")
    assert found["Hubbard"] is None


def test_a_match_between_two_clubs_is_of_clubs(pipeline):
    text = "He sang before the match between Manchester United and Liverpool on Tuesday."
    [enrichment] = pipeline.enrich([Article(id="a", text=text)])
    assert {entity.name: entity.type for entity in enrichment.entities} == {
        "Manchester United": "ORG",
        "Liverpool": "ORG",
    }

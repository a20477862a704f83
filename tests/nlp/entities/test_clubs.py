"""Clubs in articles about sport."""

from __future__ import annotations

import pytest

from streamproc.article import Article
from streamproc.nlp.entities.clubs import is_about_sport, stands_for_team

pytestmark = pytest.mark.model

SPORT = " The striker scored two goals in the league and the squad cheered at the stadium."


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("The winger signed with Ostvik on Friday.", [("Ostvik", "GPE")], [("Ostvik", "ORG")]),
        ("He played his last match against the Badgers.", [("Badgers", "GPE")], [("Badgers", "ORG")]),
        ("Fans of the Celestial sang.", [("Celestial", "PERSON")], [("Celestial", "ORG")]),
        ("He had spells at Leverkusen, Juventus, Bayern Munich and Valencia.", [("Leverkusen", "GPE"), ("Juventus", "ORG"), ("Bayern Munich", "ORG"), ("Valencia", "GPE")], [("Leverkusen", "ORG"), ("Juventus", "ORG"), ("Bayern Munich", "ORG"), ("Valencia", "ORG")]),
        ("Rosela Juniors lost. Rosela have no money.", [("Rosela Juniors", "ORG"), ("Rosela", "GPE")], [("Rosela Juniors", "ORG"), ("Rosela", "ORG")]),
        ("The Vertex Herons won. Later the Herons left.", [("Vertex Herons", "ORG")], [("Vertex Herons", "ORG"), ("Herons", "ORG")]),
        ("They lost again. The Otters' match was short.", [], [("Otters", "ORG")]),
        ("She lives in Valencia.", [("Valencia", "GPE")], [("Valencia", "GPE")]),
        ("They drew against Spain.", [("Spain", "GPE")], [("Spain", "GPE")]),
    ],
)  # fmt: skip
def test_what_stands_where_only_a_club_does_is_one(recognized, text, found, expected):
    assert recognized(text + SPORT, found) == expected


def test_without_words_of_sport_nothing_is_a_club(recognized):
    text, found = "The lawyer signed with Ostvik on Friday.", [("Ostvik", "GPE")]
    assert recognized(text, found) == found


def test_an_american_town_stays_one_unless_the_article_names_its_club(recognized):
    town = "They have not won since a loss to San Antonio."
    assert recognized(town + SPORT, [("San Antonio", "GPE")]) == [("San Antonio", "GPE")]
    club = "The San Antonio Spurs won. A loss to San Antonio hurts."
    found = [("San Antonio Spurs", "ORG"), ("San Antonio", "GPE")]
    assert recognized(club + SPORT, found) == [("San Antonio Spurs", "ORG"), ("San Antonio", "ORG")]


def test_a_town_stands_for_its_team_before_a_coach_and_behind_a_loss():
    assert stands_for_team(["the", "valencia", "coach", "left"], 1, 2)
    assert stands_for_team(["a", "loss", "to", "valencia"], 3, 4)
    assert not stands_for_team(["a", "flight", "to", "valencia"], 3, 4)
    assert not is_about_sport(["the", "league", "has", "a", "goal"])


def test_a_town_that_stands_for_a_team_has_no_link_and_one_that_is_meant_has(pipeline):
    def links(text):
        [enrichment] = pipeline.enrich([Article(id="a", text=text + SPORT)])
        return [entity.links for entity in enrichment.entities if entity.name == "San Antonio"]

    assert links("They have not won since a loss to San Antonio.") == [{}]
    assert links("They have not won since they lived in San Antonio.") == [{"wikidata": "Q975"}]

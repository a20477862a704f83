"""How likely each candidate of a toponym is: prior, clues and the article's other places; every weight in one table."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING

from streamproc.nlp.knowledge.gazetteer_index import TOWNS, GazetteerEntry, Kind
from streamproc.nlp.knowledge.name_folding import fold
from streamproc.nlp.knowledge.place_names import (
    STATE_COUNTRIES,
)
from streamproc.nlp.knowledge.publisher_home import NOWHERE, Home
from streamproc.nlp.places.candidates import state_of
from streamproc.nlp.places.spots import Spots

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.nlp.places.candidates import Toponym

WIDE = frozenset({Kind.CONTINENT, Kind.REGION, Kind.WATER, Kind.LAND})
AREAS = frozenset({Kind.ADMIN1, Kind.ADMIN2})
SITES = TOWNS | {Kind.LANDMARK}
SPOTS = SITES | {Kind.ADMIN2}
_ADMIN1, _COUNTRY, _CAPITAL = Kind.ADMIN1, Kind.COUNTRY, Kind.CAPITAL
_ALIKE = (Kind.COUNTRY, Kind.ADMIN1)
"""An enumeration's member takes three times as long to find as a name, and these are asked for with every candidate."""

# What evidence is worth, in powers of ten of a town's population.
OUTRIGHT = 6.0  # "Springfield, Ill."
SAID = 3.0  # "the Syrian city of Aleppo", "Aleppo in Syria"
CONTAINS = 3.0  # it is the Georgia of "Athens, Georgia"
HINTED = 2.5  # "Raqqa province" is the province
SPELLED = 0.4  # "St. Louis", not "Saint-Louis"
OTHER_NAME = -1.5  # GeoNames knows it better by another name
ALIKE = -1.5  # … and by this one only in another transliteration
CAPITAL = 1.2
COUNTRY_SHARE = 1.6
STATE_SHARE = 2.4
NEAR = 2.0
SOURCE = 1.2  # the outlet is of that country
SOURCE_STATE = 0.8  # … of that state
SOURCE_TOWN = 2.0  # … of that very town
LISTED = 1.0  # "Georgia and Arizona": beside a state a state, beside a country a country
AFAR = 0.2  # what it is worth as company that "Russian troops" are named
DATELINE = 2.0  # times that a dateline counts as company for the other places
SITE = -1.0
TAKEN = -4.0  # the article calls that place by its full name: beside Mexico City, Mexico is the country
PRIOR = {
    Kind.CONTINENT: 9.5,
    Kind.REGION: 7.5,
    Kind.WATER: 6.5,
    Kind.LAND: 6.5,
    Kind.LANDMARK: 6.2,
}
SMALLER_AREA = {Kind.ADMIN1: 0.1, Kind.ADMIN2: -1.0}  # to be added to their population as if they were towns
SHARPNESS = math.log(10)  # likelihood goes with population
ROUNDS = 2
NEGLIGIBLE = 0.05


def weigh_candidates(toponyms: Sequence[Toponym], home: Home) -> None:
    """Weigh the candidates: each by itself first, then a few times in the light of all the others."""
    spelled = spelled_out(toponyms)
    for toponym in toponyms:
        toponym.prior_scores = [
            own_score(place, toponym, home) + (TAKEN if spelled.get(place.index, toponym) is not toponym else 0.0)
            for place in toponym.candidates
        ]
        toponym.scores = toponym.prior_scores
        toponym.likelihoods = likelihoods(toponym.prior_scores)
    open_questions = [toponym for toponym in toponyms if not is_settled(toponym)] if len(toponyms) > 1 else []
    for _ in range(ROUNDS if open_questions else 0):
        context = Context(toponyms)
        for toponym in open_questions:
            toponym.scores = context.scores(toponym)
        for toponym in open_questions:
            toponym.likelihoods = likelihoods(toponym.scores)


def spelled_out(toponyms: Sequence[Toponym]) -> dict[int, Toponym]:
    """The cities that the article calls so (``Mexico City``), and the toponym that does."""
    return {
        place.index: toponym
        for toponym in toponyms
        if toponym.spelling.endswith(" City")
        for place in toponym.candidates
    }


def is_settled(toponym: Toponym) -> bool:
    """Whether no company could make another candidate the best one."""
    first, second = sorted([*toponym.prior_scores, 0.0, 0.0], reverse=True)[:2]
    return first - second > COUNTRY_SHARE + STATE_SHARE + NEAR


def likelihoods(scores: Sequence[float]) -> list[float]:
    if len(scores) == 1:
        return [1.0]
    top = max(scores)
    weights = [math.exp(SHARPNESS * (score - top)) for score in scores]
    total = sum(weights)
    return [weight / total for weight in weights]


def own_score(place: GazetteerEntry, toponym: Toponym, home: Home) -> float:
    """What its size, its name and the words around it say for a candidate."""
    score = prior(place) + (SPELLED if place.name == toponym.spelling else 0.0)
    around = place.parents
    if toponym.areas and any(area in toponym.areas for area in around):
        score += OUTRIGHT
    if toponym.hinted_areas and (any(area in toponym.hinted_areas for area in around)):
        score += SAID
    if place.index in toponym.contains:
        score += CONTAINS
    if (toponym.hint == "area" and place.kind in AREAS) or (toponym.hint == "town" and place.kind in TOWNS):
        score += HINTED
    elif toponym.hint == "site":
        score += SITE
    return score if home is NOWHERE else score + at_home(place, home)


def at_home(place: GazetteerEntry, home: Home) -> float:
    """What it is worth that the article's source is of the same country, state or town."""
    if place.country != home.country:
        return 0.0
    if home.state is None or (home.state != place.index and home.state not in place.parents):
        return SOURCE
    same_town = place.kind in TOWNS and home.town == fold(place.name)
    return SOURCE + SOURCE_STATE + (SOURCE_TOWN if same_town else 0.0)


def prior(place: GazetteerEntry) -> float:
    """How likely news means this place by its name, knowing nothing else."""
    if place.kind in TOWNS:
        score = math.log10(place.population + 30) + (CAPITAL if place.kind is _CAPITAL else 0.0)
        return score + (0.0 if place.usual else OTHER_NAME) + (ALIKE if place.alike else 0.0)
    if place.kind is _COUNTRY:
        return 6.3 + 0.35 * math.log10(place.population + 1_000)
    if place.kind is _ADMIN1 and place.country in STATE_COUNTRIES:
        return 6.8
    if place.kind in SMALLER_AREA:
        return math.log10(place.population + 30) + SMALLER_AREA[place.kind]
    return PRIOR[place.kind]


class Context:
    """The countries, states and spots of the article, each as likely as its toponyms are so far."""

    def __init__(self, toponyms: Sequence[Toponym]) -> None:
        self.toponyms = toponyms
        self.total = sum(toponym.weight for toponym in toponyms)
        self.country: defaultdict[str | None, float] = defaultdict(float)
        self.state: defaultdict[int, float] = defaultdict(float)
        self.spots = Spots()
        for toponym in toponyms:
            for place, share in zip(toponym.candidates, toponym.likelihoods, strict=True):
                if share < NEGLIGIBLE:
                    continue
                weight = toponym.weight * share * (AFAR if toponym.afar else 1.0)
                self.country[place.country] += weight
                state = state_of(place)
                if state is not None:
                    self.state[state] += weight
                if place.kind in SPOTS:
                    self.spots.add(place, share, toponym)
        self.spots.sort()

    def scores(self, toponym: Toponym) -> list[float]:
        """The scores of its candidates: their own, and how well they agree with the rest of the article."""
        rest = self.total - toponym.weight
        own_country: defaultdict[str | None, float] = defaultdict(float)
        own_state: defaultdict[int | None, float] = defaultdict(float)
        states = list(map(state_of, toponym.candidates))
        weight = toponym.weight * (AFAR if toponym.afar else 1.0)
        for place, state, share in zip(toponym.candidates, states, toponym.likelihoods, strict=True):
            own_country[place.country] += weight * share
            own_state[state] += weight * share
        scores = []
        listed = toponym.listed if is_area(toponym) else ()
        for place, state, own in zip(toponym.candidates, states, toponym.prior_scores, strict=True):
            score = own
            if place.kind not in WIDE and place.country:
                score += COUNTRY_SHARE * max(0.0, self.country[place.country] - own_country[place.country]) / rest
                if state is not None:
                    score += STATE_SHARE * min(1.0, 2 * max(0.0, self.state[state] - own_state[state]) / rest)
                if place.kind in SITES:
                    score += NEAR * self.spots.nearness(place, toponym)
            if listed and place.kind in _ALIKE:
                score += LISTED * max(likeness(place, other) for other in listed)
            scores.append(score)
        return scores


def is_area(toponym: Toponym) -> bool:
    """Whether a name means a country or state, whichever: *Georgia*, but not *Washington*."""
    scores = list(zip(toponym.candidates, toponym.prior_scores, strict=True))
    areas = max((score for place, score in scores if place.kind in _ALIKE), default=0.0)
    return all(score < areas - 1.0 for place, score in scores if place.kind in SITES)


def likeness(place: GazetteerEntry, other: Toponym) -> float:
    """How likely another toponym is of the same kind: a country, or a state of the same country."""
    return sum(
        share
        for one, share in zip(other.candidates, other.likelihoods, strict=True)
        if one.kind is place.kind and (one.kind is _COUNTRY or one.country == place.country)
    )

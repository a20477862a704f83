"""Namesakes abroad: in an article that is all about one country a town of another, which nothing else there speaks of, is doubtful."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from streamproc.nlp.doc.drafts import PLACE_TYPES
from streamproc.nlp.knowledge.gazetteer_index import TOWNS, Kind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.nlp.knowledge.gazetteer_index import GazetteerEntry
    from streamproc.nlp.places.candidates import Toponym

LEAST = 4
"""Other names of one country that make an article one about it …"""
FEW, LEAST_OTHERS = 3, 2
"""Names of an article of few places, and those among them with a sure country beside a doubtful one, at least."""
SMALL = 15_000
"""People of a town that news of another country hardly names alone."""
MANY = 3
"""Countries that have a town of a name that says little."""
SHARE = 0.75
"""… and their share of the others with a country that are not doubtful themselves."""
CLEAR = 0.8
FAMOUS = 500_000
"""A town so large may be spoken of anywhere, unless the article names the state that has one of its name."""


def namesakes_abroad(toponyms: Sequence[Toponym]) -> dict[int, GazetteerEntry | None]:
    """By the id of the toponym, for those whose best candidate is doubtful: the one at home that it may be, or none."""
    if len(toponyms) < FEW:
        return {}
    best = [(toponym, *_best(toponym)) for toponym in toponyms]
    named = Counter(place.country for _, place, share in best if share >= CLEAR and place.country)
    home, times = named.most_common(1)[0] if named else (None, 0)
    if home is None or times < LEAST:
        return _small_among_few(best, named)
    doubtful = [
        (toponym, place)
        for toponym, place, share in best
        if place.country not in (home, None) and _is_doubtful(toponym, place, named[place.country] - (share >= CLEAR))
    ]
    if not doubtful or times < SHARE * (named.total() - len(doubtful)):
        return {}
    clear = [place for _, place, share in best if share >= CLEAR and place.country == home]
    states = {place.index for place in clear if place.kind is Kind.ADMIN1}
    found = {}
    for toponym, place in doubtful:
        own = _at_home(toponym, home, states)
        if own is not None or (place.population < FAMOUS and _is_common(toponym, home)):
            found[id(toponym)] = own
    return found


def _small_among_few(
    best: Sequence[tuple[Toponym, GazetteerEntry, float]], named: Counter[str]
) -> dict[int, GazetteerEntry | None]:
    """In an article of few places, the small ones of a country that nothing else there speaks of get no point."""
    return {
        id(toponym): None
        for toponym, place, share in best
        if place.country is not None
        and place.population < SMALL
        and sum(named.values()) - (share >= CLEAR) >= LEAST_OTHERS
        and _is_doubtful(toponym, place, named[place.country] - (share >= CLEAR))
    }


def _is_common(toponym: Toponym, home: str) -> bool:
    """Whether a name is one of many countries, or of the one that the article is about, too."""
    countries = {place.country for place in toponym.candidates}
    return home in countries or len(countries) >= MANY


def _best(toponym: Toponym) -> tuple[GazetteerEntry, float]:
    """The likeliest candidate, and how likely its country is."""
    scores = toponym.scores
    first = max(range(len(scores)), key=scores.__getitem__)
    best = toponym.candidates[first]
    pairs = zip(toponym.candidates, toponym.likelihoods, strict=True)
    return best, sum(share for place, share in pairs if place.country == best.country)


def _is_doubtful(toponym: Toponym, place: GazetteerEntry, others: int) -> bool:
    """Whether nothing but its size speaks for a town: no area said beside it, no other place of its country."""
    said = any(area in toponym.areas | toponym.hinted_areas for area in (place.index, *place.parents))
    return toponym.entity.type in PLACE_TYPES and place.kind in TOWNS and not others and not said


def _at_home(toponym: Toponym, home: str, states: set[int]) -> GazetteerEntry | None:
    """The one candidate in a state that the article names."""
    found = [place for place in toponym.candidates if place.country == home and not states.isdisjoint(place.parents)]
    return found[0] if found else None

"""Teams under the name of their town: ``Liverpool beat Chelsea 3-1``, ``Leicester City sacked their manager``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.entities import name_forms
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.knowledge.gazetteer import lookup
from streamproc.nlp.knowledge.gazetteer_index import TOWNS, Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.nlp.entities.span_list import SpanList

_SCORE = re.compile(r"\d{1,3}[-\u2013]\d{1,3}")
_NAMES = frozenset({"GPE", "ORG", "PERSON", "FAC", "LOC", "NORP"})
REACH = 25
"""Tokens before and after a name that may show a game."""
_GAMES = frozenset(
    {"match", "game", "friendly", "clash", "derby", "fixture", "final", "semi-final", "semifinal", "encounter"}
)
LARGE_TOWN = 50_000
CLOSE = 6
"""Tokens from a verb to the other team."""


def teams(spans: SpanList) -> None:
    """Towns that beat one another are teams, and so is what the article calls by the same name without *in* before it."""
    _players(spans)
    words = load_words()
    meets = [i for i, word in enumerate(spans.lower) if word in words.meets and 0 < i < len(spans.lower) - 1]
    cities = [
        ent
        for ent in spans.ents
        if ent.label == "GPE" and ent.end - ent.start > 1 and spans.lower[ent.end - 1] == "city"
    ]
    games = [
        i
        for i, word in enumerate(spans.lower if "between" in spans.lower else ())
        if word == "between" and not _GAMES.isdisjoint(spans.lower[max(0, i - 3) : i])
    ]
    if not meets and not cities and not games:
        return
    found = {name_forms.place_key(spans.text(ent)) for ent in (*_opponents(spans, meets), *_between(spans, games))}
    for ent in cities:
        if not lookup(spans.text(ent)) and not _is_located(spans, ent) and _is_game(spans, ent.start):
            found.add(name_forms.place_key(spans.text(ent)))
    for ent in spans.ents if found else ():
        if ent.label in _NAMES and name_forms.place_key(spans.text(ent)) in found and not _is_located(spans, ent):
            ent.label = "ORG"


def _players(spans: SpanList) -> None:
    """``a Lindos striker``."""
    words = load_words()
    for ent in spans.ents:
        if ent.label == "GPE" and spans.lower[ent.end : ent.end + 1] and spans.lower[ent.end] in words.players:
            ent.label = "ORG" if _is_town(spans, ent) else ent.label


def cut_at_verb(spans: SpanList) -> None:
    """``Man City beat Arsenal`` taken for one name."""
    meets = load_words().meets
    for ent in list(spans.ents):
        verb = next((i for i in range(ent.start + 1, ent.end - 1) if spans.lower[i] in meets), None)
        if verb is not None and spans.words[verb].islower():
            spans.ents.append(Ent(verb + 1, ent.end, "ORG"))
            ent.end, ent.label = verb, "ORG"


def _between(spans: SpanList, games: list[int]) -> Iterator[Ent]:
    """``the match between Lindos and Ostby``, of which one is a club to the model."""
    starts = {ent.start: ent for ent in spans.ents if ent.label in _NAMES} if games else {}
    for i in games:
        one = starts.get(i + 1) or starts.get(i + 2)
        other = starts.get(one.end + 1) if one is not None and spans.lower[one.end : one.end + 1] == ["and"] else None
        if one is not None and other is not None and "ORG" in {one.label, other.label}:
            yield from (ent for ent in (one, other) if _is_town(spans, ent))


def _opponents(spans: SpanList, meets: list[int]) -> Iterator[Ent]:
    at = spans.by_token()
    for i in meets:
        one = at[i - 1]
        other = next((ent for ent in at[i + 1 : i + 1 + CLOSE] if ent is not None and ent.label in _NAMES), None)
        if one is not None and other is not None and _is_game(spans, i):
            if one.label == other.label == "PERSON":
                continue  # two players
            yield from (ent for ent in (one, other) if _is_town(spans, ent))


def _is_game(spans: SpanList, i: int) -> bool:
    around = range(max(0, i - REACH), min(len(spans.words), i + REACH))
    score = any(_SCORE.fullmatch("".join(spans.words[j : j + 3])) or _SCORE.fullmatch(spans.words[j]) for j in around)
    return score or any(spans.lower[j] in load_words().game for j in around)


def _is_town(spans: SpanList, ent: Ent) -> bool:
    """Countries play, too, but nobody takes them for a club; a name of people must be that of a large town."""
    places = lookup(spans.text(ent))
    if not places or places[0].kind in {Kind.COUNTRY, Kind.ADMIN1}:
        return False
    least = LARGE_TOWN if ent.label == "PERSON" else 0
    return any(place.kind in TOWNS and place.usual and place.population >= least for place in places)


def _is_located(spans: SpanList, ent: Ent) -> bool:
    return ent.start > 0 and spans.lower[ent.start - 1] in load_words().before_place

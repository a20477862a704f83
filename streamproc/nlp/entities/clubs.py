"""Clubs in articles about sport: what plays, signs or loses is one, also under the name of its town or its nickname."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.entities.rows import rows
from streamproc.nlp.knowledge.gazetteer import lookup, place_of_demonym
from streamproc.nlp.knowledge.gazetteer_index import Kind
from streamproc.nlp.knowledge.given_names import given_names
from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.nlp.entities.span_list import SpanList

LEAST = 4
"""Different words of sport that make an article one about it."""
_TAKEN_FOR = frozenset({"PERSON", "GPE", "LOC", "FAC", "PRODUCT", "WORK_OF_ART"})
_LONGEST = 3
LARGE_TOWN = 50_000
LISTED = 2
"""Clubs of a row that speak for the others."""
_ARTICLES = frozenset({"the", "a", "an"})
_LOCATIVES = frozenset({"in", "near", "outside", "around", "across", "from"})


def clubs(spans: SpanList) -> None:
    """Make organisations of the names that stand where only a club does, and of the short forms of clubs."""
    if not is_about_sport(spans.lower):
        return
    single = not load_words().duels.isdisjoint(spans.lower)
    bearers = _bearers(spans)
    begins = {
        tuple(spans.lower[start:end])
        for ent in spans.ents
        if ent.label == "ORG"
        for start in (ent.start + (spans.lower[ent.start] == "the"),)
        for end in range(start + 1, ent.end)
    }
    for ent in spans.ents:
        if ent.label not in _TAKEN_FOR or not _may_be_club(spans, ent, bearers):
            continue
        if ent.label == "GPE" and _is_american(spans, ent) and tuple(spans.lower[ent.start : ent.end]) not in begins:
            continue  # there a town's name is the team's
        if _stands_like_a_club(spans, ent, single=single):
            ent.label = "ORG"
    _in_lists(spans, bearers)
    _short_forms(spans, bearers)


def is_about_sport(lower: Sequence[str]) -> bool:
    """Whether an article is, by its words in lower case."""
    return len(load_words().sport.intersection(lower)) >= LEAST


def stands_for_team(lower: Sequence[str], start: int, end: int) -> bool:
    """Whether a town stands where only a team does: ``the Lindos coach``, ``a loss to Lindos``."""
    words = load_words()
    before, verb = lower[start - 1] if start else "", lower[start - 2] if start > 1 else ""
    after = lower[end] if end < len(lower) else ""
    if after in words.players or after in words.staff or before in words.join_club or before in words.club_nouns:
        return True
    contest = before in _AGAINST or (before in _RESULTS_OF and verb in words.results)
    return contest or (verb, before) in _PAIRS


def _is_american(spans: SpanList, ent: Ent) -> bool:
    places = lookup(spans.text(ent))
    return bool(places) and places[0].country in {"US", "CA"}


def _bearers(spans: SpanList) -> set[str]:
    """All words of the people whom the article names in full."""
    return {
        word
        for ent in spans.ents
        if ent.label == "PERSON" and ent.end - ent.start > 1
        for word in spans.words[ent.start : ent.end]
    }


def _may_be_club(spans: SpanList, ent: Ent, bearers: set[str]) -> bool:
    """Not a country, whose team bears its name, nobody whom the article knows, no nationality, nothing behind *in*."""
    size, first = ent.end - ent.start, spans.words[ent.start]
    before = spans.lower[ent.start - 1] if ent.start else ""
    if size > _LONGEST or before in _LOCATIVES or (size == 1 and first in bearers):
        return False
    if ent.label == "PERSON" and (
        (size > 1 and (first.lower() in given_names() or first in bearers)) or before.rstrip(".") in load_roles().person
    ):
        return False
    places = lookup(spans.text(ent))
    wide = bool(places) and places[0].kind in {Kind.COUNTRY, Kind.CONTINENT}
    return not wide and place_of_demonym(spans.text(ent)) is None


def _stands_like_a_club(spans: SpanList, ent: Ent, *, single: bool) -> bool:
    """``the Comets``, ``signed with Lindos``, ``the Lindos coach``, ``against Lindos``; a person in a duel is no club."""
    words, lower, start, end = load_words(), spans.lower, ent.start, ent.end
    before = lower[start - 1] if start else ""
    after = lower[end] if end < len(lower) else ""
    if before == "the" and end - start == 1 and not lookup(spans.text(ent)):
        plural = lower[start].endswith("s") and ent.label != "FAC"
        alone = ent.label in {"GPE", "PERSON"} and end < len(lower) and spans.tags[end][:2] not in {"NN", "JJ"}
        if plural or alone:
            return True
    if ent.label == "PERSON":
        if before not in words.club_nouns and (after in words.players or after in words.staff):
            return before in _ARTICLES
        if single and (before in _AGAINST or before in _RESULTS_OF):
            return False
        if before in words.join_club:
            return lower[start] not in given_names()
    return stands_for_team(lower, start, end)


_AGAINST = frozenset({"against", "v", "vs", "versus"})
_RESULTS_OF = frozenset({"to", "over", "by"})
_PAIRS = frozenset(
    (verb, with_)
    for with_, verbs in {
        "with": "signed sign signs career contract deal season seasons job debut series trophy",
        "for": "play plays played playing signed sign signs scored appearances debut goals starred",
        "at": "spell spells career contract likes loan",
        "to": "moved move return returned transfer loss losing loaned traded",
    }.items()
    for verb in verbs.split()
)  # fmt: skip


def _in_lists(spans: SpanList, bearers: set[str]) -> None:
    """``Lindos, Juventus, Bayern Munich and Ostby``: two clubs in a row make clubs of the names beside them."""
    for row in rows(spans):
        known = sum(ent.label == "ORG" and not spans.text(ent).isupper() for ent in row)
        if known >= LISTED and 2 * known >= len(row):
            for ent in row:
                if ent.label in _TAKEN_FOR and _may_be_club(spans, ent, bearers):
                    ent.label = "ORG"


def _short_forms(spans: SpanList, bearers: set[str]) -> None:
    """``Comets`` and ``Rosa`` beside ``Lindos Comets`` and ``Rosa Juniors``, whatever the model takes them for or misses them."""
    short = {
        word
        for ent in spans.ents
        if ent.label == "ORG" and ent.end - ent.start > 1
        for word in (spans.words[ent.end - 1], spans.words[ent.start + (spans.lower[ent.start] == "the")])
        if _is_own(word, bearers)
    }
    alone = {spans.words[ent.start] for ent in spans.ents if ent.label == "ORG" and ent.end - ent.start == 1}
    for ent in spans.ents:
        word = spans.words[ent.start]
        player = ent.label == "PERSON" and word not in alone  # whom an organisation is called after
        single = ent.end - ent.start == 1 and ent.label in _TAKEN_FOR
        if single and word in short and not player and not _is_in_town(spans, ent):
            ent.label = "ORG"
    _missed(spans, short)


def _is_in_town(spans: SpanList, ent: Ent) -> bool:
    """``in Rosa``, but not ``in Rosa's case``; large towns are themselves."""
    before = spans.lower[ent.start - 1] if ent.start else ""
    owner = ent.end < len(spans.tags) and spans.tags[ent.end] == "POS"
    return (before in _LOCATIVES and not owner) or _is_large(spans.words[ent.start])


def _missed(spans: SpanList, short: set[str]) -> None:
    """Nicknames, which are plurals, that no name holds."""
    taken = spans.taken()
    for i in spans.capitals:
        if i not in taken and _is_nickname(spans, i, short):
            beside = [j for j in (i - 1, i + 1) if 0 <= j < len(spans.words) and j not in taken and spans.is_proper(j)]
            if not beside:
                spans.ents.append(Ent(i, i + 1, "ORG"))


def _is_nickname(spans: SpanList, i: int, short: set[str]) -> bool:
    """A plural in capitals: of a club that is known by more words, or behind *the* in the middle of a sentence."""
    word, lower = spans.words[i], spans.lower[i]
    if not lower.endswith("s") or spans.tags[i][:2] != "NN" or word.isupper():
        return False
    if word in short:
        return True
    after = spans.lower[i + 1] if i + 1 < len(spans.lower) else ""
    return spans.lower[i - 1] == "the" and i > 0 and (after in {"'", "'s"} or spans.tags[i + 1 : i + 2] == ["VBD"]) and (
        _is_own(word, set())
    )  # fmt: skip


def _is_large(word: str) -> bool:
    return any(place.usual and place.population >= LARGE_TOWN for place in lookup(word))


def _is_own(word: str, bearers: set[str]) -> bool:
    """Whether a club may be called by this word alone."""
    lower, data = word.lower(), load_words()
    known = lower in data.ends or lower in data.generic or lower in given_names() or lower in data.sport
    return word[0].isupper() and word.isalpha() and not known and word not in bearers and place_of_demonym(word) is None

"""People whom a model takes for organisations, by what they say in the article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.entities.known_organisations import known_organisations
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.knowledge.gazetteer import lookup, place_of_demonym
from streamproc.nlp.knowledge.given_names import given_names
from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from streamproc.nlp.doc.entity_spans import Ent
    from streamproc.nlp.entities.span_list import SpanList

_SAYS = frozenset({"said", "says", "added", "explained", "stressed"})
_OFTEN = 2
"""Times that somebody says something under a surname alone."""


def people_who_say(spans: SpanList, named: list[tuple[Ent, str, str]]) -> None:
    """``said Chellam``; ``Kiran Chellam``, whom the article goes on to call ``Chellam``, who says things: firms keep their first word.

    ``named``: the names with their texts and keys. Behind the verb a single word that nobody knows is a person far more
    often than a firm.
    """
    doubtful = [(ent, text) for ent, text, _ in named if ent.label == "ORG" and _may_be_person(text)]
    if not doubtful:
        return
    firms = {text.partition(" ")[0] for ent, text, _ in named if ent.label == "ORG" and " " in text}
    people: set[str] = set()
    for _, text in doubtful:
        first, _, last = text.rpartition(" ")
        if not first and last not in firms and _times_said(spans, last, _SAYS, after=False):
            people.add(last)
        elif first and _times_said(spans, last, load_words().beside_speaker, after=True) >= _OFTEN:
            people.update((text, last))
    for ent, text, _ in named if people else ():
        if ent.label == "ORG" and text in people:
            ent.label = "PERSON"


def _times_said(spans: SpanList, word: str, verbs: frozenset[str], *, after: bool) -> int:
    """How often a word stands alone behind one of the verbs, or also before one."""
    times = 0
    for i in spans.capitals:
        if spans.words[i] == word and i > 0:
            alone = not spans.is_proper(i - 1) and not (i + 1 < len(spans.words) and spans.is_proper(i + 1))
            beside = spans.lower[i - 1] in verbs or (
                after and spans.lower[i + 1 : i + 2] and spans.lower[i + 1] in verbs
            )
            times += bool(alone and beside)
    return times


def _may_be_person(text: str) -> bool:
    words = text.split(" ")
    if len(words) > _OFTEN or text in known_organisations().single:
        return False
    given = words[:-1] if words[0].lower() in given_names() else []
    return all(_may_be_name(word) for word in words if word not in given)


def _may_be_name(word: str) -> bool:
    """Whether a word is nothing that organisations are made of: a place, a people, a kind of body, a plural, letters."""
    if not word.istitle() or word.endswith("s"):
        return False
    lower, words, roles = word.lower(), load_words(), load_roles()
    if any(lower in kinds for kinds in (words.generic, words.ends, roles.organisation, roles.company_suffixes)):
        return False
    return place_of_demonym(word) is None and not any(place.usual and not place.alike for place in lookup(word))

"""People whom a model takes for organisations, by what they say in the article."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from streamproc.nlp.entities.known_organisations import known_organisations
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.knowledge.gazetteer import is_usual, place_of_demonym
from streamproc.nlp.knowledge.given_names import given_names
from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from streamproc.nlp.doc.entity_spans import Ent
    from streamproc.nlp.entities.span_list import SpanList

_SAYS = frozenset({"said", "says", "added", "explained", "stressed"})
_OF_IT = frozenset({"had", "has", "will", "would", "planned", "plans"})
"""Behind ``it``: what a body says of itself."""
_OFTEN = 2
"""Times that somebody says something under a surname alone."""
_LONGEST = 2
"""Words of a person's name that a model takes for a firm's."""


def people_who_say(spans: SpanList, named: list[tuple[Ent, str, str]]) -> None:
    """``said Chellam``; ``Kiran Chellam``, whom the article goes on to call ``Chellam``, who says things: firms keep their first word.

    ``named``: the names with their texts and keys. Behind the verb a single word that nobody knows is a person far more
    often than a firm.
    """
    behind, beside = _said_by(spans)
    names = [(ent, text) for ent, text, _ in named if ent.label == "ORG"] if beside else []
    firms = {text.partition(" ")[0] for _, text in names if " " in text} | (_bodies(spans) if names else set())
    people: set[str] = set()
    for _, text in names:
        first, _, last = text.rpartition(" ")
        says = beside[last] >= _OFTEN if first else behind[last] and last not in firms
        if says and _may_be_person(text):
            people.update((text, last))
    for ent, text in names if people else ():
        if text in people:
            ent.label = "PERSON"


def _said_by(spans: SpanList) -> tuple[Counter[str], Counter[str]]:
    """How often each capitalised word stands alone right behind a verb, and beside one."""
    behind, beside = Counter[str](), Counter[str]()
    lower, last, speaks = spans.lower, len(spans.words) - 1, load_words().beside_speaker
    for i in spans.capitals:
        before, after = lower[i - 1] if i else "", lower[i + 1] if i < last else ""
        if (before in speaks or after in speaks) and not (
            (i and spans.is_proper(i - 1)) or (i < last and spans.is_proper(i + 1))
        ):
            beside[spans.words[i]] += 1
            behind[spans.words[i]] += before in _SAYS
    return behind, beside


def _bodies(spans: SpanList) -> set[str]:
    """Words that the article shows to be a body: ``the charity Medair``, ``Kobani, which``, ``Kobani said it would``."""
    lower, kinds, speaks = spans.lower, load_roles().organisation, load_words().beside_speaker
    found = set()
    for i in spans.capitals:
        behind = lower[i + 1 : i + 4]
        said = behind[1:2] == ["it"] and behind[0] in speaks and not _OF_IT.isdisjoint(behind[2:])
        if said or behind[:2] == [",", "which"] or (i and lower[i - 1] in kinds):
            found.add(spans.words[i])
    return found


def _may_be_person(text: str) -> bool:
    words = text.split(" ")
    if len(words) > _LONGEST or text in known_organisations().listed or text in load_words().firms:
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
    return place_of_demonym(word) is None and not is_usual(word)

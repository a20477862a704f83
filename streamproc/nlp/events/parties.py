"""Can it take part? People, groups and states can; dates, sums, weapons, papers and talks can't."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from spacy.strings import get_string_id

from streamproc.nlp.events.noun_phrases import looked_through

if TYPE_CHECKING:
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

PARTY = frozenset({"@actor", "@person", "@org", "@gpe", "@norp", "@civilian", "@crowd", "@pronoun", "@leader", "@peacekeeper",
                   "@captive", "@public_victim", "himself", "herself", "themselves"})  # fmt: skip
NAMED = frozenset({"@org", "@gpe", "@person", "@norp"})
PLACE = frozenset({"@loc", "@fac", "@place", "@gpe"})
FORCES = frozenset({"@armed", "@troops", "@peacekeeper", "@weapon"})
"""What is sent and withdrawn: no side of its own there."""
THING = frozenset(
    {"@instrument", "@weapon", "@demand", "@deal", "@talks", "@restriction", "@violence", "@aidgoods", "@document"}
)
MEANS = frozenset({"@instrument", "@weapon", "@violence"})
NO_DOER = THING | {"@abstract", "@event_head", "@measure", "@weather", "@place", "@disease"}
_EPIDEMICS = frozenset({"@disease", "@weather"})
_NO_NOUN = frozenset({"RB", "RBR", "IN", "TO", "WRB", "EX"})
_EMPTY = frozenset(
    {"part", "it", "itself", "this", "that", "which", "there", "what", "these", "those", "amount", "sum", "power"}
)
TIMES = frozenset({"period", "future", "past", "moment", "time", "hour", "day", "week", "month", "year", "decade", "century", "morning",
                    "afternoon", "evening", "night", "weekend", "season", "spring", "summer", "autumn", "winter"})  # fmt: skip
"""``for the coming period``."""
_OF_MANY = frozenset({"the", "these", "those", "many", "some", "other", "a", "an"})
"""``the wounded``, ``an illegal``."""
_CLOCK = re.compile(r"\d{1,2}(?:[.:]\d\d)?[ap]\.?m\.?")
_NO_SIDE = frozenset(map(get_string_id, ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL")))


def is_no_participant(syntax: ArgumentFrames, head: int) -> bool:
    """Whether a word can't be a participant whatever its relation: an adverb, ``it``, a date, a sum."""
    word = syntax.words[head]
    if word.is_verb or word.tag in _NO_NOUN or _names_nothing(word.lower):
        return True
    if syntax.words[looked_through(syntax, head)].lemma in TIMES:
        return True  # ``stabbed him a number of times``
    if word.tag == "JJ" and not word.is_quantity and syntax.mentions[head] is None and not syntax.is_somebody(head):
        return not any(syntax.words[child].lower in _OF_MANY for child in syntax.children(head))
    return syntax.entity_type[head] in _NO_SIDE and not syntax.is_somebody(head)


@lru_cache(maxsize=20_000)
def _names_nothing(lower: str) -> bool:
    """``it``, a time of day, what has neither letters nor digits."""
    return lower in _EMPTY or not any(map(str.isalnum, lower)) or _CLOCK.fullmatch(lower) is not None


def is_party(syntax: ArgumentFrames, head: int) -> bool:
    """Whether a noun phrase is of those who can act or be acted upon."""
    labels = syntax.labels(head)
    if not labels.isdisjoint(_EPIDEMICS):
        return False
    if not labels.isdisjoint(NAMED) or (syntax.words[head].tag == "CD" and not syntax.is_date(head)):
        return True  # ``two were held``
    if syntax.words[head].is_quantity:
        inner = looked_through(syntax, head)
        return inner == head or is_party(syntax, inner)
    if "@person_role" in labels:
        return True  # ``donors``, though money is a donor's too
    return labels.isdisjoint(THING) and (not labels.isdisjoint(PARTY) or _is_named_so(syntax, head))


def _is_named_so(syntax: ArgumentFrames, head: int) -> bool:
    """A noun that no class knows, with a name beside it, or a name together with a party."""
    together = syntax.conjuncts(head)[1:] if syntax.words[head].tag == "NNP" else ()
    return apposed_name(syntax, head) is not None or any(not syntax.labels(j).isdisjoint(PARTY) for j in together)


def apposed_name(syntax: ArgumentFrames, head: int) -> int | None:
    """``their alleged sponsor, Chad``: the name that stands beside one noun and says who it is."""
    if syntax.words[head].tag != "NN":
        return None
    for child in syntax.children(head):
        if syntax.dep[child] == "appos" and not syntax.labels(child).isdisjoint(NAMED):
            mention = syntax.mentions[child]
            return child if mention is not None and mention.kind == "name" else None
    return None


def is_place(syntax: ArgumentFrames, head: int) -> bool:
    return not syntax.labels(head).isdisjoint(PLACE)


def is_denied(syntax: ArgumentFrames, noun: int, verb: int) -> bool:
    """``denied that rebels held the port``: who takes part in what is denied takes no part in denying it."""
    for child, head in syntax.root_path(noun):
        if syntax.dep[child] == "ccomp" and any(syntax.dep[c] == "nsubj" for c in syntax.children(child)):
            return head == verb
        if head == verb:
            return False
    return False

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
_THOSE = frozenset({"those"})
_SUFFERERS = frozenset({"injured", "wounded", "displaced", "accused", "deceased", "detained", "disabled", "infected"})
"""Participles that are nouns after ``the`` or a number."""
_OCCASIONS = frozenset({"summit", "agreement", "treaty", "accord", "accords", "protocol", "pact", "games", "olympics", "cup", "festival",
                        "championship", "championships", "prize", "award", "referendum"})  # fmt: skip
_ASSEMBLIES = frozenset({"conference", "convention", "forum", "congress", "session", "dialogue", "committee"})
_HELD = frozenset(
    {"host", "attend", "hold", "open", "close", "boycott", "miss", "skip", "join", "leave", "organise", "organize"}
)
"""What is done with a conference, not with a body called so."""
_GOODS = frozenset({"security"})
"""``water security``; alone and as ``a security guard`` it is somebody."""
_EMPTY = frozenset(
    {"part", "it", "itself", "this", "that", "which", "there", "what", "these", "those", "amount", "sum", "power"}
)
TIMES = frozenset({"period", "future", "past", "moment", "time", "hour", "day", "week", "month", "year", "decade", "century", "morning",
                    "afternoon", "evening", "night", "weekend", "season", "spring", "summer", "autumn", "winter"})  # fmt: skip
"""``for the coming period``."""
_OF_MANY = frozenset({"the", "these", "those", "many", "some", "other", "a", "an"})
"""``the wounded``, ``an illegal``."""
_NOUNS_PLACE = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj"})
_PIECES = frozenset({"piece", "part", "round", "spate", "series", "type"})
_CLOCK = re.compile(r"\d{1,2}(?:[.:]\d\d)?[ap]\.?m\.?")
_NO_SIDE = frozenset(map(get_string_id, ("DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL")))


def is_no_participant(syntax: ArgumentFrames, head: int) -> bool:
    """Whether a word can't be a participant whatever its relation: an adverb, ``it``, a date, a sum."""
    word = syntax.words[head]
    if is_those(syntax, head) or is_sufferer(syntax, head):
        return False
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
    if not labels.isdisjoint(_EPIDEMICS) or _is_occasion(syntax, head) or _is_good(syntax, head):
        return False
    if is_those(syntax, head) or is_sufferer(syntax, head):
        return True
    if not labels.isdisjoint(NAMED) or (syntax.words[head].tag == "CD" and not syntax.is_date(head)):
        return True  # ``two were held``
    if syntax.words[head].is_quantity:
        inner = looked_through(syntax, head)
        return is_party(syntax, inner) if inner != head else _counts_somebody(syntax, head)
    if "@person_role" in labels:
        return True  # ``donors``, though money is a donor's too
    return labels.isdisjoint(THING) and (not labels.isdisjoint(PARTY) or _is_named_so(syntax, head))


def is_those(syntax: ArgumentFrames, head: int) -> bool:
    """``those arrested``, ``those who fled``: people of whom is said what became of them."""
    if syntax.words[head].lower not in _THOSE:
        return False
    return any(
        syntax.dep[c] in {"acl", "relcl"} and (syntax.words[c].tag == "VBN" or _is_who(syntax, c))
        for c in syntax.children(head)
    )


def _is_who(syntax: ArgumentFrames, verb: int) -> bool:
    return any(syntax.words[child].lower in {"who", "whom"} for child in syntax.children(verb))


def is_sufferer(syntax: ArgumentFrames, head: int) -> bool:
    """``evacuated the injured``, ``hundreds of wounded``."""
    if syntax.words[head].lower not in _SUFFERERS or syntax.dep[head] not in _NOUNS_PLACE:
        return False
    many = syntax.words[syntax.head[syntax.head[head]]].is_quantity
    return many or any(syntax.dep[child] in {"det", "nummod"} for child in syntax.children(head))


def _is_occasion(syntax: ArgumentFrames, head: int) -> bool:
    """``the Horn Africa Summit``, ``host the Conference of the Parties``: a name, but of no body."""
    lower = syntax.words[head].lower
    mention = syntax.mentions[head]
    if mention is None or mention.entity is None or mention.entity.type == "EVENT":
        return mention is not None and mention.entity is not None
    verb = syntax.words[syntax.head[head]].lemma
    if lower in _OCCASIONS or lower not in _ASSEMBLIES:
        return lower in _OCCASIONS
    of_talks = syntax.dep[head] == "pobj" and "@talks" in syntax.words[syntax.head[syntax.head[head]]].labels
    return of_talks or (syntax.dep[head] == "dobj" and verb in _HELD)  # ``the last session of the Conference``


def _is_good(syntax: ArgumentFrames, head: int) -> bool:
    """``Chad's water security``."""
    if syntax.words[head].lower not in _GOODS or syntax.mentions[head] is not None:
        return False
    return any(syntax.dep[child] in {"poss", "compound", "amod"} for child in syntax.children(head))


def _counts_somebody(syntax: ArgumentFrames, head: int) -> bool:
    """Not ``200 jewelry pieces``, nor ``a total of 10 rounds``."""
    if syntax.words[head].lemma in _PIECES and any(syntax.dep[c] == "compound" for c in syntax.children(head)):
        return False
    below = (j for child in syntax.children(head) if syntax.words[child].lower == "of" for j in syntax.children(child))
    counted = next((j for j in below if syntax.dep[j] == "pobj"), head)
    return counted == head or THING.isdisjoint(syntax.labels(counted))


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

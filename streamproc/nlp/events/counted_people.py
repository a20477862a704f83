"""Does a number count people? Ages, years, sums, house numbers and names of firms don't."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamproc.nlp.doc.number_phrases import Number
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

PEOPLE = frozenset({"@countable", "@household", "@civilian", "@crowd", "@armed", "@insurgent", "@police", "@leader", "@captive", "@person",
                    "@norp", "@actor"})  # fmt: skip
_NO_PEOPLE = frozenset({"@weapon", "@measure"})
_SUPPLIES = frozenset({"power", "electricity", "water", "gas", "heating", "internet", "phone", "signal", "service"})
"""Who is left without is not driven out."""
_YEAR_LIKE = range(1900, 2100)
_OLDEST = 120
_BEFORE_NO_COUNT = frozenset({"$", "\u20ac", "\u00a3", "rs", "rs.", "us$", "#", "magnitude", "no", "age", "aged"})
"""Before a sum, an age, a magnitude, and ``no one``."""
_AFTER_NO_COUNT = frozenset({"%", "percent", "per", "pct", "-", "km", "p.m.", "a.m."})
_NAMES = frozenset({"ORG", "FAC", "PERSON", "PRODUCT", "WORK_OF_ART"})
_DONE_TO_OTHERS = frozenset({"@suffered", "@harm"})
_ENDS_AGE = frozenset({",", ".", ")", ";"})


def counts_people(syntax: ArgumentFrames, number: Number, noun: int, end: int) -> bool:  # noqa: PLR0911 - one line per reason
    """Whether a number counts people or households. ``noun``: what it counts; ``end``: of the sentence."""
    words = syntax.words
    labels = words[noun].labels
    is_none = not labels.isdisjoint(_NO_PEOPLE) or ("@place" in labels and "@household" not in labels)
    if is_none and household_beside(syntax, noun) is None:
        return False  # ``slept in three schools``
    if number.end < end and words[number.end].lower in _AFTER_NO_COUNT:
        return False
    if (number.start and words[number.start - 1].lower in _BEFORE_NO_COUNT) or _is_in_name(syntax, number, noun):
        return False
    if words[number.start].lower == "one" and number.start and words[number.start - 1].lower in {"the", "this", "that"}:
        return False  # ``to be the one announcing his death``
    if syntax.dep[noun] == "pobj" and words[syntax.head[syntax.head[noun]]].lower == "exchange":
        return False  # ``freed 40 soldiers in exchange for two officers``
    if number.start <= noun < number.end:
        if syntax.dep[noun] == "pobj" and words[syntax.head[noun]].lower == "for":
            return False  # ``jailed for ten``
        return not (_is_date(syntax, number, noun) or _is_age(syntax, number, noun, end))
    is_year = number.value in _YEAR_LIKE and words[noun].tag in {"NNP", "NNPS"}  # ``the 1991 Harbour Deaths Inquiry``
    if is_year or (number.value > 1 and words[noun].tag == "NN" and "@person_role" in labels):
        return False  # ``Ann Lee, 47 cameraman Dan Mott, 53``: one has no plural
    if not syntax.labels(noun).isdisjoint(PEOPLE) or household_beside(syntax, noun) is not None:
        return True
    return syntax.dep[noun] in {"nsubj", "nsubjpass", "dobj"} and "@befalls_people" in words[syntax.head[noun]].labels


def household_beside(syntax: ArgumentFrames, noun: int) -> int | None:
    """``damaged houses/shelter 412``: the household that a noun is named together with."""
    below = (child for child in syntax.children(noun) if syntax.dep[child] == "nmod" and child < noun)
    return next((child for child in below if "@household" in syntax.labels(child)), None)


def _is_in_name(syntax: ArgumentFrames, number: Number, noun: int) -> bool:
    """``Nine Radio``."""
    mention = syntax.mentions[number.start]
    if mention is None or syntax.mentions[noun] is not mention:
        return False
    return number.start == noun or (mention.entity is not None and mention.entity.type in _NAMES)


def _is_date(syntax: ArgumentFrames, number: Number, noun: int) -> bool:
    """A bare number that is a year, a day of the month, a share, a sum."""
    token = syntax.doc[number.start]
    if token.ent_type_ in {"PERCENT", "MONEY"}:
        return True
    if number.value < _YEAR_LIKE.stop and token.ent_type_ in {"DATE", "TIME"}:
        return True
    return number.value in _YEAR_LIKE and "," not in token.text and syntax.dep[noun] in {"pobj", "npadvmod", "nummod"}


def _is_age(syntax: ArgumentFrames, number: Number, noun: int, end: int) -> bool:
    """``Ana Kovac, also 19, died``."""
    if syntax.dep[noun] != "appos" or number.value > _OLDEST:
        return False
    return number.end >= end or syntax.words[number.end].lower in _ENDS_AGE


def is_cut_off(syntax: ArgumentFrames, noun: int) -> bool:
    """``left hundreds of thousands without power``."""
    above = syntax.head[noun]
    for child in (*syntax.children(noun), *(syntax.children(above) if syntax.is_verb(above) else ())):
        if syntax.words[child].lower == "without" and any(
            syntax.words[j].lemma in _SUPPLIES for j in syntax.children(child)
        ):
            return True
    return False


def are_people(syntax: ArgumentFrames, noun: int) -> bool:
    return not syntax.labels(noun).isdisjoint(PEOPLE) or syntax.words[noun].tag == "CD"


def does_it_to_others(syntax: ArgumentFrames, noun: int, verb: int) -> bool:
    """``Two gunmen killed five people``: what the verb says befell others."""
    if syntax.dep[verb] in {"acomp", "oprd"}:  # ``three soldiers shot dead two boys``
        verb = syntax.head[verb]
    word = syntax.words[verb]
    if (
        not word.is_verb
        or word.lemma == "displace"
        or (word.labels.isdisjoint(_DONE_TO_OTHERS) and word.lemma != "shoot")
    ):
        return False
    frame = syntax.frame(verb)
    return noun in frame.subjects and bool(frame.objects) and noun not in frame.objects

"""Dates that are those of another clause than the trigger's, or no dates of a deed at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_BEFORE_OR_AFTER = frozenset({"since", "after", "before", "until", "till"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_YEAR = re.compile(r"(?:19|20)\d\d")
_TOLD_BY_DAYS = frozenset({"see", "witness", "bring", "mark", "be", "begin", "end"})
"""``Monday saw clashes``: what days do."""
_SPANS = frozenset({"day", "week", "month", "year", "decade"})
_ONE_OF_THEM = frozenset({"next", "this", "later"})


def in_other_clause(syntax: ArgumentFrames, trigger: int, date: int) -> bool:
    """``killed 61 since floods came in January``, ``met on Monday after rebels attacked``: one of the two is told as earlier or later.

    ``trigger``, ``date``: the head tokens of both.
    """
    return _clause_around(syntax, trigger) != _clause_around(syntax, date)


def _clause_around(syntax: ArgumentFrames, token: int) -> int | None:
    """The verb of the innermost clause with ``since``, ``after``, ``before`` or ``until``."""
    for child, above in syntax.root_path(token):
        if syntax.dep[child] == "pcomp" and syntax.words[above].lower in _BEFORE_OR_AFTER:
            return child  # ``marched after waiting for weeks``
        if syntax.dep[child] == "advcl" and any(
            syntax.words[c].lower in _BEFORE_OR_AFTER for c in syntax.children(child)
        ):
            return child
    return None


def does_something(syntax: ArgumentFrames, date: int) -> bool:
    """``before the winter makes this worse``, ``ahead of Easter Sunday``: a season that acts, a day to come, say not when."""
    before = (
        syntax.words[syntax.head[syntax.head[date]]].lower == "ahead" and syntax.words[syntax.head[date]].lower == "of"
    )
    return before or (syntax.dep[date] in _SUBJECTS and syntax.words[syntax.head[date]].lemma not in _TOLD_BY_DAYS)


def is_of_object(syntax: ArgumentFrames, date: int) -> bool:
    """``called off Tuesday's strike``: the day of the strike."""
    noun = syntax.head[date]
    return syntax.dep[date] == "poss" and syntax.dep[noun] in {"dobj", "nsubjpass", "pobj"}


def says_more_of(syntax: ArgumentFrames, clause: int, noun: int) -> bool:
    """``the man who killed``, ``the man accused``, ``jailed journalists``; not ``a rally demanding``."""
    dep, tag = syntax.dep[clause], syntax.words[clause].tag
    told = dep == "relcl" or (dep in {"acl", "amod"} and tag == "VBN") or (dep == "amod" and tag == "VBG")
    return told and syntax.words[noun].is_noun


def is_in_document(syntax: ArgumentFrames, noun: int) -> bool:
    """``unveiled a report on the killing of nine villagers``: what stands before it dates the report."""
    if not syntax.words[noun].is_noun or syntax.dep[noun] != "pobj":
        return False
    document = syntax.head[syntax.head[noun]]
    return syntax.dep[document] == "dobj" and "@document" in syntax.words[document].labels


def is_span(syntax: ArgumentFrames, date: int) -> bool:
    """``for almost the past 80 days``: how long, not when; ``called a strike for next week``."""
    head = syntax.entity_head(date)
    if syntax.words[head].lemma not in _SPANS or syntax.words[syntax.head[head]].lower != "for":
        return False
    beside = [syntax.words[child] for child in syntax.children(head)]
    return any(word.tag == "CD" for word in beside) or all(word.lower not in _ONE_OF_THEM for word in beside)


def year_beside(syntax: ArgumentFrames, date: int) -> str | None:
    """``the July unrest in 2021``, ``the riots of July in 2021``: the year that stands apart from its month. ``date``: its head."""
    noun = syntax.head[date]
    if syntax.words[noun].lower == "of":
        noun = date
    follows = noun + 1
    if follows + 1 >= len(syntax.words) or syntax.words[follows].lower != "in" or not syntax.words[noun].is_noun:
        return None
    year = syntax.words[follows + 1].lower
    return year if syntax.dep[follows + 1] == "pobj" and _YEAR.fullmatch(year) else None


def is_house_number(syntax: ArgumentFrames, date: int) -> bool:
    """``1909 Harbour Drive``."""
    head = syntax.head[date]
    named = syntax.words[head].tag in {"NNP", "NNPS"} and not syntax.is_date(head)
    return named and head > date and syntax.dep[date] == "nummod" and syntax.doc[date].like_num


def is_cut_off(syntax: ArgumentFrames, date: int) -> bool:
    """``the end of long`` of *the end of long talks*."""
    end = syntax.entity_end(date)
    return syntax.words[end - 1].tag == "JJ" and syntax.head[end - 1] >= end

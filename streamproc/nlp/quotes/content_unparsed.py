"""Complements that the parser missed: what begins with *that* behind a cue, or has quoted words in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.quotes.quoted_text import FINITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.nlp.quotes.cue_clause import CueClause
    from streamproc.nlp.quotes.quoted_text import Range

OWN_WORDS = frozenset(["maintain", "continue", "conclude"])
"""Their object is no content: ``maintained a "zero tolerance" policy``."""
REACH = 20
"""Words after a cue or a complement in which quoted words still belong to it."""

_WHERE = frozenset(["at", "on", "in", "during", "before", "to", "with"])
"""``predicted at the debate that …``."""
_WHEN = frozenset(["time", "day", "week", "month", "year", "morning", "evening", "night", "afternoon"])
"""``reported at the time that …``: what was said begins behind them."""

_SAID_ALREADY = (["this"], ["that"], ["so"])
_CIRCUMSTANCES = (["while"], ["when"], ["as"], ["after"], ["at"], ["during"], ["in"], ["on"], ["before"])
"""Behind ``said this``: what was said stands elsewhere."""
_INSIDE = frozenset(["csubj", "csubjpass", "relcl", "acl", "pcomp"])
"""Roles of a cue's clause inside another: ``What she said in May was wrong``."""

_CLEFT = frozenset(["when", "after", "because"])
_OF_MANY = frozenset(["board", "house", "chamber", "people", "members", "member", "committee", "residents", "families",
                      "group", "ministry", "chief"])  # fmt: skip
"""Listeners that are such of something: ``the board of directors``."""


def unparsed_complement(clause: CueClause) -> Iterator[Range]:
    """The complement that the parser missed: it begins with ``that``, or quoted words stand in it."""
    doc, verb = clause.doc, clause.verb
    if "clause" not in clause.cue.takes or doc.tag[verb] == "VB" or doc.dep[verb] == "amod":
        return
    end = doc.trim(clause.sentence.start, clause.sentence.end)
    if doc.lower[verb + 1 : verb + 2] in _SAID_ALREADY and doc.lower[verb + 2 : verb + 3] in _CIRCUMSTANCES:
        return
    for i in range(verb + 1, min(end, verb + REACH)):
        if is_elsewhere(clause, i):
            return
        if is_relative(clause, i):
            yield from of_what(clause, i, end)
            return
        if doc.quoted_at[i] is not None or (doc.lower[i] == "that" and doc.tag[i] in {"IN", "WDT"}):
            yield i, end
            return
        if doc.tag[i] in FINITE or i in doc.cues or doc.words[i] in {";", ":"}:
            if is_clause_without_that(clause, i):
                yield verb + 1, end
            return


def is_elsewhere(clause: CueClause, i: int) -> bool:
    """``answering questions about "The Bridge"``, ``maintained a "zero tolerance" policy``: nothing that is said follows."""
    doc, cue = clause.doc, clause.cue
    questions = doc.lower[i] == "questions" and cue.cue_class == "replying"
    return questions or (doc.quoted_at[i] is not None and cue.lemma in OWN_WORDS)


def is_relative(clause: CueClause, i: int) -> bool:
    """``offers a mix of stocks that …``: the word belongs to the noun before it, which is not said."""
    doc = clause.doc
    if doc.lower[i] != "that" or doc.tag[i] != "WDT" or doc.dep[doc.head[i]] != "relcl" or clause.cue.listener:
        return False
    noun = doc.head[doc.head[i]]
    circumstance = doc.head[doc.head[noun]] == clause.verb and doc.lower[doc.head[noun]] in _WHERE
    return (
        clause.verb < noun
        and not circumstance
        and doc.quoted_at[i] is None
        and doc.lower[noun] not in doc.cue_words.texts | _WHEN
    )


def of_what(clause: CueClause, relative: int, end: int) -> Iterator[Range]:
    """``warned the people of Lindos of storms that …``: the preposition before the noun of a relative clause says of what."""
    doc = clause.doc
    preposition = doc.head[doc.head[doc.head[relative]]]
    if clause.verb < preposition and doc.lower[preposition] in clause.cue.takes:
        yield preposition + 1, end


def is_clause_without_that(clause: CueClause, finite: int) -> bool:
    """``Lee said up and coming actors should wait``: a noun and its finite verb right behind *said*."""
    doc, verb = clause.doc, clause.verb
    if doc.lower[verb] not in {"said", "says"} or doc.dep[verb] in _INSIDE or clause.subject is None:
        return False
    begins = doc.tag[verb + 1] not in {"IN", "TO", ",", ":"} or doc.lower[verb + 1] == "up"
    if not {",", "WRB", "WP", "WDT"}.isdisjoint(doc.tag[verb + 1 : finite]):
        return False
    has_noun = any(doc.tag[i] in {"NN", "NNS", "NNP", "NNPS", "PRP"} for i in range(verb + 1, finite))
    return begins and has_noun and clause.subject < verb and doc.tag[finite] in FINITE and finite not in doc.cues


def of_behind_listener(clause: CueClause, listener: int) -> int | None:
    """``informed the visiting delegation | of the repairs``: the preposition that the parser has for the listener's."""
    doc = clause.doc
    if "of" not in clause.cue.takes or doc.lower[listener] in _OF_MANY:
        return None
    if any(doc.dep[c] in {"ccomp", "xcomp"} or doc.lower[c] == "of" for c in doc.rights(clause.verb)):
        return None
    of = next((c for c in doc.rights(listener) if doc.lower[c] == "of"), None)
    return None if of is None or doc.mentions[of] is not None else of


def before_cleft(clause: CueClause, start: int, end: int) -> int:
    """``It was only when Lee called for a new vote | that the crowd left``: what follows is not said."""
    lower, first = clause.doc.lower, clause.sentence.start
    if lower[first : first + 2] != ["it", "was"] or _CLEFT.isdisjoint(lower[first + 2 : first + 4]):
        return end
    thats = [i for i in range(start + 1, end) if lower[i] == "that" and clause.doc.tag[i] == "IN"]
    return thats[-1] if thats else end

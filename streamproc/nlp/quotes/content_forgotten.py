"""Content before a cue whose comma was forgotten.

- ``Peace takes patience said Ann Lee``: there is none (``without_comma``)
- ``Peace takes patience. Ann Lee said.``: a full stop stands where it should be (``after_stop``)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamproc.nlp.quotes.cue_clause import CueClause
    from streamproc.nlp.quotes.quoted_text import Range

_LONGEST_CUE_CLAUSE = 10


def without_comma(clause: CueClause) -> list[Range]:
    """``Peace takes patience said Ann Lee``: a whole clause, *said*, and a name behind it."""
    doc, verb, sentence = clause.doc, clause.verb, clause.sentence
    if clause.start != verb or not clause.inverted or doc.lower[verb] not in {"said", "says"}:
        return []
    before = any(doc.dep[c] == "ccomp" for c in doc.lefts(verb)) and doc.tag[verb - 1] not in {"CC", ","}
    named = verb + 1 < sentence.end and doc.tag[verb + 1] == "NNP"
    return [(sentence.start, verb)] if before and named and doc.has_finite_verb(sentence.start, verb) else []


def after_stop(clause: CueClause) -> list[Range]:
    """``The book is timely. The reviewer said.``: a full stop where a comma should be; the sentence before is what was said."""
    doc, verb, sentence = clause.doc, clause.verb, clause.sentence
    alone = verb + 1 == doc.trim(sentence.start, sentence.end) and verb - sentence.start <= _LONGEST_CUE_CLAUSE
    if not alone or doc.lower[verb] not in {"said", "says"} or clause.subject is None or clause.subject > verb:
        return []
    before = doc.sentence_before(sentence)
    if before is None or before.paragraph != sentence.paragraph or not doc.has_finite_verb(before.start, before.end):
        return []
    if doc.has_finite_verb(sentence.start, clause.start) or doc.turns_in(before.start, before.end):
        return []
    return [] if doc.quoted_in(before.start, before.end) else [(before.start, doc.trim(before.start, before.end))]

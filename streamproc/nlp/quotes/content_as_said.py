"""Content of ``As the mayor said, the bridge will reopen``: a comparison with what somebody said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.quotes.cue_clause import COMMAS
from streamproc.nlp.quotes.quotation_marks import DASHES
from streamproc.nlp.quotes.quoted_text import FINITE

if TYPE_CHECKING:
    from streamproc.nlp.quotes.cue_clause import CueClause
    from streamproc.nlp.quotes.quoted_doc import QuotedDoc
    from streamproc.nlp.quotes.quoted_text import Range

CAUSES = frozenset(["because", "since"])
"""Behind them the source of the reason is named, not of what stands before: ``left because, as the mayor said, …``."""
_SKIPPED = 3
"""Words between *as* and its cue, at most."""


def as_said(clause: CueClause) -> list[Range]:
    """``As the mayor said, the bridge will reopen.``."""
    doc, verb, sentence = clause.doc, clause.verb, clause.sentence
    mark = next((c for c in doc.lefts(verb) if doc.lower[c] == "as"), None)
    if mark is None or "clause" not in clause.cue.takes or not mark < clause.start <= mark + _SKIPPED:
        return []
    if doc.tag[verb] == "VBN" and not any(doc.dep[c] in {"agent", "nsubj", "aux", "prep"} for c in doc.children(verb)):
        return []  # "as outlined" says who did as little as what
    if clause.cue.lemma != "put it" and any(
        doc.dep[c] in {"ccomp", "xcomp"} or (doc.dep[c] == "dobj" and not clause.cue.listener) for c in doc.rights(verb)
    ):
        return []
    end = doc.trim(sentence.start, sentence.end)
    comma = next((i for i in range(verb + 1, end) if doc.words[i] in {",", ":", *DASHES}), end)
    comma = past_name(doc, comma, end)
    right = [(comma + 1, end)] if comma + 1 < end else []
    if mark <= sentence.start + 1 or (reason := reason_named(clause, mark, comma, end)):
        return right if mark <= sentence.start + 1 else reason
    left = (sentence.start, mark)
    if doc.words[mark - 1] not in COMMAS:
        return []
    torn = comma + 1 < end and doc.tag[comma + 1] in {"VB", "VBP"}  # …, as her agent said, | fail to pay
    return [left] if doc.has_finite_verb(*left) and not torn else [left, *right]


def past_name(doc: QuotedDoc, comma: int, end: int) -> int:
    """``as stated by the mayor, Ann Lee, | the roof leaks``: the comma behind a name that is set off."""
    mention = doc.mentions[comma + 1] if comma + 1 < end else None
    if mention is None or mention.entity is None or mention.entity.type != "PERSON" or mention.span.start != comma + 1:
        return comma
    after = mention.span.end
    role = doc.tag[comma - 1] in {"NN", "NNS", "NNP"}
    return after if role and (after >= end or doc.words[after] == ",") else comma


def reason_named(clause: CueClause, mark: int, comma: int, end: int) -> list[Range]:
    """``left because, as stated by the mayor, after a long night, | the roof leaks``: what is said is the reason."""
    doc = clause.doc
    if doc.lower[mark - 1 - (doc.words[mark - 1] == ",")] not in CAUSES or not doc.has_finite_verb(comma, end):
        return []
    finite = next(i for i in range(comma, end) if doc.tag[i] in FINITE)
    last = next(i for i in range(finite, comma - 1, -1) if doc.words[i] in COMMAS)
    return [(last + 1, end)]

"""Content around a cue: quotations beside it, announced by it, and clauses it interrupts.

- ``"…," she said.``, ``"…," said the mayor, "…"``: the cue stands beside a quotation (``beside``)
- ``The mayor said: "…"``, ``She told reporters, "…"``: the cue leads in (``lead_in``, ``announced``)
- ``The bridge, he said, will reopen.``: the cue comes in passing (``in_passing``)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.quotes.cue_clause import COMMAS
from streamproc.nlp.quotes.quotation_marks import CLAUSE_END, DASHES
from streamproc.nlp.quotes.quoted_text import FINITE
from streamproc.nlp.quotes.subjects import torn_from

if TYPE_CHECKING:
    from streamproc.nlp.quotes.cue_clause import CueClause
    from streamproc.nlp.quotes.quoted_doc import QuotedDoc
    from streamproc.nlp.quotes.quoted_text import QuotedSpan, Range

LEAD_IN = frozenset([",", ":", *DASHES])
TITLE_WORDS = 6
"""So few quoted words, marks and comma included, may be a title."""

_OPENS_ADJUNCT = frozenset(["IN", "VBG", "VBN", "TO", "WRB"])
_SKIPPED = 3
_REACH = 40
"""A quotation this many tokens after its cue is not introduced by it."""


def beside(clause: CueClause) -> list[Range]:
    """``"…," she said.``, also with more of the quotation after the cue."""
    left, doc, sentence = clause.left, clause.doc, clause.sentence
    if left is None:
        return []
    colon = left.start > sentence.start and doc.words[left.start - 1] == ":"
    first = (left.start if colon else min(left.start, sentence.start), left.end)
    right = right_quoted(clause, past_cues=doc.last_character(left) == ",")
    if right is not None:
        return [first, (right.start, rest_of_quotation(clause, right))]
    after = range(clause.verb + 1, min(clause.verb + 3, doc.tokens.size))
    comma = bool(after) and doc.words[after[0]][0] == ","
    if comma and doc.lower[after[-1]] in {"and", "but"} and (other := goes_on_quoted(clause, after[-1])) is not None:
        return [first, (after[-1], other)]
    if comma and doc.tag[after[-1]] in FINITE and not doc.has_finite_verb(*first):
        return [first, (clause.verb + 2, doc.trim(sentence.start, sentence.end))]
    return [first]


def goes_on_quoted(clause: CueClause, i: int) -> int | None:
    """The end of ``but "when it rains …"`` behind ``"…," she said,``: quoted words, and no other verb or cue before them."""
    doc = clause.doc
    quoted = doc.quoted_from(i)
    if quoted is None or not i < quoted.start < min(clause.sentence.end, i + _SKIPPED + 1):
        return None
    return None if doc.has_finite_verb(i, quoted.start) else rest_of_quotation(clause, quoted)


def lead_in(clause: CueClause) -> list[Range]:
    """``The mayor said: "…"``; with words before the cue when they are part of it: ``That, he said, "is over."``."""
    right = right_quoted(clause) if "quote" in clause.cue.takes else None
    if right is None:
        return []
    doc, sentence, start = clause.doc, clause.sentence, clause.start
    if is_clause_with_quotation(clause, right):
        return []
    split = (
        start > sentence.start + 1
        and doc.words[start - 1] in COMMAS
        and doc.words[right.start - 1] == ","
        and (doc.tag[sentence.start] not in _OPENS_ADJUNCT or doc.has_finite_verb(sentence.start, start))
    )
    end = rest_of_quotation(clause, right)
    if split and doc.tag[clause.verb] != "VBG" and not doc.begins_upper(right):
        return [(sentence.start, start - 1), (right.start, end)]
    return [(right.start, end)]


def is_clause_with_quotation(clause: CueClause, right: QuotedSpan) -> bool:
    """``said that most stayed, because, "…"``: the clause before the quotation is said as well."""
    doc, verb = clause.doc, clause.verb
    told = any(doc.dep[c] == "ccomp" and c < right.start for c in doc.rights(verb))
    return told and "clause" in clause.cue.takes and doc.has_finite_verb(verb + 1, right.start)


def rest_of_quotation(clause: CueClause, quoted: QuotedSpan) -> int:
    """The end of a quotation in mid-sentence: of the sentence when it runs on without a pause, or its own."""
    doc, sentence = clause.doc, clause.sentence
    runs_on = (
        quoted.end < sentence.end
        and doc.words[quoted.end] not in LEAD_IN
        and doc.tag[quoted.end] != "CC"
        and doc.last_character(quoted) not in CLAUSE_END
    )
    return doc.trim(quoted.end, sentence.end) if runs_on else quoted.end


def right_quoted(clause: CueClause, *, past_cues: bool = False) -> QuotedSpan | None:
    """The quotation after the cue that a comma, a colon or its capital letter announces.

    ``past_cues``: the words before broke off in a comma, so that they may go on even after another cue word.
    """
    doc, verb, passed = clause.doc, clause.verb, False
    end = min(clause.sentence.end, verb + _REACH)
    if not clause.has_quotation((verb + 1, end)):
        return None
    for i in range(verb + 1, end):
        quoted = doc.quoted_at[i]
        if quoted is not None:
            if passed and doc.begins_upper(quoted):
                return None
            announced = doc.words[i - 1] in LEAD_IN or (i - 1 == verb and doc.begins_upper(quoted))
            return quoted if announced and (past_cues or not may_be_title(doc, quoted)) else None
        passed = passed or i in doc.cues
        if (passed and not past_cues) or doc.words[i] == ";":
            return None
    return None


def may_be_title(doc: QuotedDoc, quoted: QuotedSpan) -> bool:
    """Are the quoted words few, no sentence, and not announced by a colon?"""
    return doc.words[quoted.start - 1] != ":" and has_form_of_title(doc, quoted)


def has_form_of_title(doc: QuotedDoc, quoted: QuotedSpan) -> bool:
    return quoted.end - quoted.start <= TITLE_WORDS and doc.last_character(quoted) not in ".?!"


def announced(clause: CueClause) -> list[Range]:
    """``The mayor said:`` or ``said,`` at the end of a paragraph; the quotation makes up the next."""
    doc, sentence = clause.doc, clause.sentence
    if doc.words[sentence.end - 1] not in {":", ","} or any(
        i in doc.cues for i in range(clause.verb + 1, sentence.end)
    ):
        return []
    if doc.words[sentence.end - 1] == "," and doc.has_finite_verb(clause.verb + 1, sentence.end):
        return []  # it has said what it tells, and broke off
    following = doc.next_sentence(sentence)
    quoted = doc.quoted_at[following.start] if following else None
    if quoted is None or (clause.subject is None and has_form_of_title(doc, quoted)):  # "Read on:"
        return []
    return [(quoted.start, quoted.end)]


def in_passing(clause: CueClause) -> list[Range]:
    """``The bridge, he said, will reopen.``."""
    doc, verb, sentence, start = clause.doc, clause.verb, clause.sentence, clause.start
    if "clause" not in clause.cue.takes or doc.tag[verb] in {"VBG", "VB"} or start <= sentence.start:
        return []
    if (
        doc.words[start - 1] not in COMMAS
        or (clause.cue.lemma == "conclude" and doc.tag[verb] == "VBN")
        or torn_from(doc, verb)
    ):
        return []
    left, end = (sentence.start, start - 1), doc.trim(sentence.start, sentence.end)
    comma = next((i for i in range(verb + 1, end) if doc.words[i] in COMMAS), end)
    is_whole = doc.has_finite_verb(*left)
    if not (clause.inverted or comma == verb + 1 or verb + 1 >= end or content_came_before(clause)):
        return []
    if doc.tag[start - 2] in {"WDT", "WP"} and comma == verb + 1 < end:
        left, is_whole = (start, start), False  # an agreement which, she said, will hold
    if clause.inverted or comma >= end:
        return [left] if is_whole else []
    noting = comma + 1 < end and doc.tag[comma + 1] == "VBG" and comma + 1 in doc.cues  # …, she said, noting that
    over = noting or comma + 1 >= end or (is_whole and not goes_on_after(clause, comma + 1))
    if over or (is_whole and is_circumstance(clause, end)):
        return [left]
    return [left, (comma + 1, end)]


def is_circumstance(clause: CueClause, end: int) -> bool:
    """``…, Ann Lee said in Oslo, Norway Thursday.``: where and when it was said, and nothing more."""
    doc, verb = clause.doc, clause.verb
    inside = set(range(verb + 1, end))
    behind = [c for c in doc.rights(verb) if c < end]
    for c in behind:
        if doc.dep[c] in {"prep", "npadvmod", "advmod", "punct"}:
            inside.difference_update(range(doc.tokens.left_edge(c), doc.tokens.right_edge(c) + 1))
    return bool(behind) and not inside


def content_came_before(clause: CueClause) -> bool:
    """Does the parse put the content before the cue, and nothing that could be content after it?"""
    doc, verb = clause.doc, clause.verb
    before = doc.dep[verb] == "parataxis" or any(is_content(doc, c) and c < clause.start for c in doc.lefts(verb))
    return before and not any(
        doc.dep[c] in {"ccomp", "xcomp"} or (doc.dep[c] == "dobj" and not clause.cue.listener) for c in doc.rights(verb)
    )


def is_content(doc: QuotedDoc, child: int) -> bool:
    """A clause of its own before the cue; not ``When he arrived, …``."""
    if doc.dep[child] == "advcl":
        return doc.tag[child] not in {"VBG", "VBN"} and not any(
            doc.dep[c] == "mark" or doc.tag[c] in {"WRB", "TO"} for c in doc.lefts(child)
        )
    return doc.dep[child] == "ccomp"


def goes_on_after(clause: CueClause, i: int) -> bool:
    """After ``the bridge is safe, he said,``: does the content go on (``and will reopen``)?"""
    doc, verb = clause.doc, clause.verb
    if doc.lower[i] in {"and", "but", "or", "nor", "because", "so", "yet"}:
        return not any(j in doc.cues for j in range(i + 1, i + 3))
    return doc.dep[verb] == "parataxis" and doc.tokens.right_edge(doc.head[verb]) > i and doc.tag[i] != "VBG"

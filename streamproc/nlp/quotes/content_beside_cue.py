"""Content around a cue: quotations beside it, announced by it, and clauses it interrupts.

- ``"…," she said.``, ``"…," said the mayor, "…"``: the cue stands beside a quotation (``beside``)
- ``The mayor said: "…"``, ``She told reporters, "…"``: the cue leads in (``lead_in``, ``announced``)
- ``The bridge, he said, will reopen.``: the cue comes in passing (``in_passing``)
- ``As the mayor said, …``: a comparison with what somebody said (``as_said``)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.quotes.cue_clause import COMMAS
from streamproc.nlp.quotes.quotation_marks import CLAUSE_END, DASHES
from streamproc.nlp.quotes.quoted_doc import FINITE

if TYPE_CHECKING:
    from streamproc.nlp.quotes.cue_clause import CueClause
    from streamproc.nlp.quotes.quoted_doc import Page, Range, Region

LEAD_IN = frozenset([",", ":", *DASHES])
TITLE_WORDS = 6
"""So few quoted words, marks and comma included, may be a title."""

_OPENS_ADJUNCT = frozenset(["IN", "VBG", "VBN", "TO", "WRB"])
_SKIPPED = 3
_REACH = 40
"""A quotation this many tokens after its cue is not introduced by it."""


def beside(clause: CueClause) -> list[Range]:
    """``"…," she said.``, also with more of the quotation after the cue."""
    left, page, sentence = clause.left, clause.page, clause.sentence
    if left is None:
        return []
    colon = left.start > sentence.start and page.words[left.start - 1] == ":"
    first = (left.start if colon else min(left.start, sentence.start), left.end)
    right = right_region(clause, past_cues=page.last_character(left) == ",")
    if right is not None:
        return [first, (right.start, rest_of_quotation(clause, right))]
    after = range(clause.verb + 1, min(clause.verb + 3, page.tokens.size))
    comma = bool(after) and page.words[after[0]][0] == ","
    if comma and page.tag[after[-1]] in FINITE and not page.has_finite_verb(*first):
        return [first, (clause.verb + 2, page.trim(sentence.start, sentence.end))]
    return [first]


def lead_in(clause: CueClause) -> list[Range]:
    """``The mayor said: "…"``; with words before the cue when they are part of it: ``That, he said, "is over."``."""
    right = right_region(clause) if "quote" in clause.cue.takes else None
    if right is None:
        return []
    page, sentence, start = clause.page, clause.sentence, clause.start
    split = (
        start > sentence.start + 1
        and page.words[start - 1] in COMMAS
        and page.words[right.start - 1] == ","
        and (page.tag[sentence.start] not in _OPENS_ADJUNCT or page.has_finite_verb(sentence.start, start))
    )
    end = rest_of_quotation(clause, right)
    if split and page.tag[clause.verb] != "VBG" and not page.begins_upper(right):
        return [(sentence.start, start - 1), (right.start, end)]
    return [(right.start, end)]


def rest_of_quotation(clause: CueClause, region: Region) -> int:
    """The end of a quotation in mid-sentence: of the sentence when it runs on without a pause, or its own."""
    page, sentence = clause.page, clause.sentence
    runs_on = (
        region.end < sentence.end
        and page.words[region.end] not in LEAD_IN
        and page.tag[region.end] != "CC"
        and page.last_character(region) not in CLAUSE_END
    )
    return page.trim(region.end, sentence.end) if runs_on else region.end


def right_region(clause: CueClause, *, past_cues: bool = False) -> Region | None:
    """The quotation after the cue that a comma, a colon or its capital letter announces.

    ``past_cues``: the words before broke off in a comma, so that they may go on even after another cue word.
    """
    page, verb, passed = clause.page, clause.verb, False
    end = min(clause.sentence.end, verb + _REACH)
    if not clause.has_quotation((verb + 1, end)):
        return None
    for i in range(verb + 1, end):
        region = page.region_at[i]
        if region is not None:
            if passed and page.begins_upper(region):
                return None
            announced = page.words[i - 1] in LEAD_IN or (i - 1 == verb and page.begins_upper(region))
            return region if announced and (past_cues or not may_be_title(page, region)) else None
        passed = passed or i in page.cues
        if (passed and not past_cues) or page.words[i] == ";":
            return None
    return None


def may_be_title(page: Page, region: Region) -> bool:
    """Are the quoted words few, no sentence, and not announced by a colon?"""
    few = region.end - region.start <= TITLE_WORDS
    return few and page.words[region.start - 1] != ":" and page.last_character(region) not in ".?!"


def announced(clause: CueClause) -> list[Range]:
    """``The mayor said:`` at the end of a paragraph; the quotation makes up the next."""
    page, sentence = clause.page, clause.sentence
    if page.words[sentence.end - 1] != ":" or any(i in page.cues for i in range(clause.verb + 1, sentence.end)):
        return []
    following = page.next_sentence(sentence)
    region = page.region_at[following.start] if following else None
    return [(region.start, region.end)] if region else []


def in_passing(clause: CueClause) -> list[Range]:
    """``The bridge, he said, will reopen.``."""
    page, verb, sentence, start = clause.page, clause.verb, clause.sentence, clause.start
    if "clause" not in clause.cue.takes or page.tag[verb] in {"VBG", "VB"} or start <= sentence.start:
        return []
    if page.words[start - 1] not in COMMAS:
        return []
    left, end = (sentence.start, start - 1), page.trim(sentence.start, sentence.end)
    comma = next((i for i in range(verb + 1, end) if page.words[i] in COMMAS), end)
    is_whole = page.has_finite_verb(*left)
    if not (clause.inverted or comma == verb + 1 or verb + 1 >= end or content_came_before(clause)):
        return []
    if clause.inverted or comma >= end:
        return [left] if is_whole else []
    if comma + 1 >= end or (is_whole and not goes_on_after(clause, comma + 1)):
        return [left]
    return [left, (comma + 1, end)]


def content_came_before(clause: CueClause) -> bool:
    """Does the parse put the content before the cue, and nothing that could be content after it?"""
    page, verb = clause.page, clause.verb
    before = page.dep[verb] == "parataxis" or any(is_content(page, c) and c < clause.start for c in page.lefts(verb))
    return before and not any(
        page.dep[c] in {"ccomp", "xcomp"} or (page.dep[c] == "dobj" and not clause.cue.listener)
        for c in page.rights(verb)
    )


def is_content(page: Page, child: int) -> bool:
    """A clause of its own before the cue; not ``When he arrived, …``."""
    if page.dep[child] == "advcl":
        return page.tag[child] not in {"VBG", "VBN"} and not any(
            page.dep[c] == "mark" or page.tag[c] in {"WRB", "TO"} for c in page.lefts(child)
        )
    return page.dep[child] == "ccomp"


def goes_on_after(clause: CueClause, i: int) -> bool:
    """After ``the bridge is safe, he said,``: does the content go on (``and will reopen``)?"""
    page, verb = clause.page, clause.verb
    if page.lower[i] in {"and", "but", "or", "nor", "because", "so", "yet"}:
        return not any(j in page.cues for j in range(i + 1, i + 3))
    return page.dep[verb] == "parataxis" and page.tokens.right_edge(page.head[verb]) > i and page.tag[i] != "VBG"


def as_said(clause: CueClause) -> list[Range]:
    """``As the mayor said, the bridge will reopen.``."""
    page, verb, sentence = clause.page, clause.verb, clause.sentence
    mark = next((c for c in page.lefts(verb) if page.lower[c] == "as"), None)
    if mark is None or "clause" not in clause.cue.takes or not mark < clause.start <= mark + _SKIPPED:
        return []
    if any(
        page.dep[c] in {"ccomp", "xcomp"} or (page.dep[c] == "dobj" and not clause.cue.listener)
        for c in page.rights(verb)
    ):
        return []
    end = page.trim(sentence.start, sentence.end)
    comma = next((i for i in range(verb + 1, end) if page.words[i] in {",", ":", *DASHES}), end)
    right = [(comma + 1, end)] if comma + 1 < end else []
    if mark <= sentence.start + 1:
        return right
    left = (sentence.start, mark)
    if page.words[mark - 1] not in COMMAS:
        return []
    return [left] if page.has_finite_verb(*left) else [left, *right]

"""Complements: ``said that the bridge "will never" reopen``, ``criticised the plan``, ``called it "a disaster"``.

The parse tells where a complement begins and ends; full stops, quotation marks and the next cue correct it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.quotes.cue_clause import is_joined
from streamproc.nlp.quotes.quoted_doc import CONCEDES, FINITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.nlp.quotes.cue_clause import CueClause
    from streamproc.nlp.quotes.quoted_doc import Page, Range

_REACH = 20
"""Words after a cue or a complement in which quoted words still belong to it."""

_COMPLEMENTS = {
    "ccomp": frozenset(["clause", "named"]),
    "xcomp": frozenset(["infinitive", "named"]),
    "dobj": frozenset(["object", "named"]),
    "oprd": frozenset(["object", "named"]),
    "attr": frozenset(["object", "named"]),
    "acomp": frozenset(["object", "named"]),
}


def complement(clause: CueClause) -> list[Range]:
    """What follows the cue as its clause, infinitive, object or prepositional object."""
    page, verb, sentence = clause.page, clause.verb, clause.sentence
    parts = list(complement_parts(clause)) or list(unparsed_complement(clause))
    if not parts:
        return []
    start = max(parts[0][0], verb + 1)
    end = min(max(end for _, end in parts), sentence.end)
    parse_end = page.tokens.sentence_end(verb)
    if parse_end - 1 <= end and parse_end < sentence.end:
        end = sentence.end  # the parser ended the sentence at a quotation mark
    end = page.whole_regions(end)
    end = cut(clause, start, with_later_quotation(clause, end))
    lone = end - start == 1 and page.region_at[start] is None
    return [(start, end)] if start < end and not lone else []


def complement_parts(clause: CueClause) -> Iterator[Range]:
    """The dependents of the cue that are content, by what the cue takes."""
    page, takes, found = clause.page, clause.cue.takes, False
    if page.dep[clause.verb] in {"acl", "relcl"} and page.tag[clause.verb] == "VBN" and "named" in takes:
        return  # "a man called Smith"
    for child in page.rights(clause.verb):
        if child >= clause.sentence.end:
            return
        dep = page.dep[child]
        if dep == "prep":
            if page.lower[child] in takes and ("quoted" not in takes or is_quoting(clause)):
                found = True
                start, end = subtree(page, child)
                yield start + 1, end
            elif found and page.lower[child] in {"as", "of", "for"}:
                yield subtree(page, child)
        elif dep in _COMPLEMENTS and (not takes.isdisjoint(_COMPLEMENTS[dep]) or is_quoted_object(clause, child)):
            found = True
            yield subtree(page, child)


def subtree(page: Page, i: int) -> Range:
    return page.tokens.left_edge(i), page.tokens.right_edge(i) + 1


def is_quoting(clause: CueClause) -> bool:
    """Do quoted words follow the cue?"""
    return clause.has_quotation((clause.verb, min(clause.sentence.end, clause.verb + _REACH)))


def is_quoted_object(clause: CueClause, child: int) -> bool:
    """``announced "a new dawn"``: an object counts for any cue when words in it are quoted."""
    page = clause.page
    quotable = page.dep[child] != "ccomp" and "quote" in clause.cue.takes and not clause.cue.listener
    return quotable and clause.has_quotation(subtree(page, child))


def unparsed_complement(clause: CueClause) -> Iterator[Range]:
    """The complement that the parser missed: it begins with ``that``, or quoted words stand in it."""
    page, verb = clause.page, clause.verb
    if "clause" not in clause.cue.takes or page.tag[verb] == "VB":
        return
    end = page.trim(clause.sentence.start, clause.sentence.end)
    for i in range(verb + 1, min(end, verb + _REACH)):
        if page.region_at[i] is not None or (page.lower[i] == "that" and page.tag[i] in {"IN", "WDT"}):
            yield i, end
            return
        if page.tag[i] in FINITE or i in page.cues or page.words[i] in {";", ":"}:
            return


def with_later_quotation(clause: CueClause, end: int) -> int:
    """The end of the content, quoted words later in the sentence included when no other cue comes before them."""
    page, sentence = clause.page, clause.sentence
    if "clause" not in clause.cue.takes:
        return end
    high = min(sentence.end, end + _REACH)
    region = page.region_from(end)
    if region is None or max(region.start, end) >= high:
        return end
    ends_before = any(i in page.cues or page.lower[i] in CONCEDES for i in page.turns_in(end, region.start))
    return end if ends_before else region.end


def cut(clause: CueClause, start: int, end: int) -> int:
    """The end of the content before the next cue that has the same speaker: ``…, adding that``, ``… and said``."""
    page, tag = clause.page, clause.page.tag[clause.verb]
    for i in page.turns_in(start + 2, end):
        if page.lower[i] in CONCEDES and page.words[i - 1] == ",":
            return i - 1
        if page.lower[i] == "while" and page.words[i - 1] == "," and any(j in page.cues for j in page.turns_in(i, end)):
            return i - 1
        if i in page.cues and (joined := is_joined(page, i, tag)) is not None and page.tag[i] in {tag, "VBG"}:
            return max(joined, start)
    if page.tag[clause.verb] == "VBN" and clause.verb == clause.sentence.start:  # "Asked whether …, she said …"
        return next((i for i in range(start, end) if page.words[i] == ","), end)
    return end

"""Complements: ``said that the bridge "will never" reopen``, ``criticised the plan``, ``called it "a disaster"``.

The parse tells where a complement begins and ends; full stops, quotation marks and the next cue correct it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.strings import get_string_id

from streamproc.nlp.cue_clause import is_joined
from streamproc.nlp.page import FINITE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from streamproc.nlp.cue_clause import CueClause
    from streamproc.nlp.page import Range

_CONCEDES = frozenset(get_string_id(word) for word in ("although", "though", "whereas"))
_WHILE = get_string_id("while")
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
    start = max(parts[0][0], verb.i + 1)
    end = min(max(end for _, end in parts), sentence.end)
    parse_end = verb.sent.end
    if parse_end - 1 <= end and parse_end < sentence.end:
        end = sentence.end  # the parser ended the sentence at a quotation mark
    end = page.whole_regions(end)
    end = cut(clause, start, with_later_quotation(clause, end))
    lone = end - start == 1 and page.region_at[start] is None
    return [(start, end)] if start < end and not lone else []


def complement_parts(clause: CueClause) -> Iterator[Range]:
    """The dependents of the cue that are content, by what the cue takes."""
    takes, found = clause.cue.takes, False
    quoted = clause.has_quotation((clause.verb.i, min(clause.sentence.end, clause.verb.i + _REACH)))
    if clause.verb.dep_ in {"acl", "relcl"} and clause.verb.tag_ == "VBN" and "named" in takes:
        return  # "a man called Smith"
    for child in clause.verb.rights:
        if child.i >= clause.sentence.end:
            return
        span = child.left_edge.i, child.right_edge.i + 1
        if takes & _COMPLEMENTS.get(child.dep_, frozenset()) or is_quoted_object(clause, child, span):
            found = True
            yield span
        elif child.dep_ == "prep" and child.lower_ in takes and ("quoted" not in takes or quoted):
            found = True
            yield span[0] + 1, span[1]
        elif found and child.dep_ == "prep" and child.lower_ in {"as", "of", "for"}:
            yield span


def is_quoted_object(clause: CueClause, child: Token, span: Range) -> bool:
    """``announced "a new dawn"``: an object counts for any cue when words in it are quoted."""
    quotable = child.dep_ in {"dobj", "xcomp", "oprd", "attr", "acomp"} and "quote" in clause.cue.takes
    return quotable and not clause.cue.listener and clause.has_quotation(span)


def unparsed_complement(clause: CueClause) -> Iterator[Range]:
    """The complement that the parser missed: it begins with ``that``, or quoted words stand in it."""
    page, verb = clause.page, clause.verb
    if "clause" not in clause.cue.takes or verb.tag_ == "VB":
        return
    end = page.trim(clause.sentence.start, clause.sentence.end)
    for i in range(verb.i + 1, min(end, verb.i + _REACH)):
        token = page.doc[i]
        if page.region_at[i] is not None or (token.lower_ == "that" and token.tag_ in {"IN", "WDT"}):
            yield i, end
            return
        if token.tag_ in FINITE or i in page.cues or token.text in {";", ":"}:
            return


def with_later_quotation(clause: CueClause, end: int) -> int:
    """The end of the content, quoted words later in the sentence included when no other cue comes before them."""
    page, sentence = clause.page, clause.sentence
    if "clause" not in clause.cue.takes:
        return end
    for i in range(end, min(sentence.end, end + _REACH)):
        region = page.region_at[i]
        if region is not None:
            return region.end
        if i in page.cues or page.lower_ids[i] in _CONCEDES:
            return end
    return end


def cut(clause: CueClause, start: int, end: int) -> int:
    """The end of the content before the next cue that has the same speaker: ``…, adding that``, ``… and said``."""
    page, tag = clause.page, clause.verb.tag_
    for i in range(start + 2, end):
        if page.lower_ids[i] in _CONCEDES and page.doc[i - 1].text == ",":
            return i - 1
        if page.lower_ids[i] == _WHILE and page.doc[i - 1].text == "," and any(j in page.cues for j in range(i, end)):
            return i - 1
        if i in page.cues and (joined := is_joined(page, i, tag)) is not None and page.doc[i].tag_ in {tag, "VBG"}:
            return max(joined, start)
    if clause.verb.tag_ == "VBN" and clause.verb.i == clause.sentence.start:  # "Asked whether …, she said …"
        return next((i for i in range(start, end) if page.doc[i].text == ","), end)
    return end

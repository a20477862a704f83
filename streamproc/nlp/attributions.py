"""Attributions: what one cue attributes, and to whom.

News attributes words in a handful of ways, and each is a function here:

- ``"…," she said.``, ``"…," said the mayor, "…"``: the cue stands beside a quotation (``beside``)
- ``The mayor said: "…"``, ``She told reporters, "…"``: the cue leads in (``lead_in``)
- ``The bridge, he said, will reopen.``: the cue comes in passing (``in_passing``)
- ``As the mayor said, …``: a comparison with what somebody said (``as_said``)
- ``He said that the bridge "will never" reopen``: the cue's complement (``complement``)
- ``According to the ministry, …`` (``according_to``)

The parse is evidence, not truth: near quotation marks it often errs, so what the characters say goes first.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from streamproc.nlp.marks import CLAUSE_END, DASHES
from streamproc.nlp.speakers import noun_after, noun_before, noun_phrase, subject_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from streamproc.nlp.cues import Cue
    from streamproc.nlp.page import Page, Range, Region, Sentence

COMMAS = frozenset([",", *DASHES])
LEAD_IN = frozenset([",", ":", *DASHES])
_REACH = 40
"""A quotation this many tokens after its cue is not introduced by it."""


@dataclass(slots=True)
class Attribution:
    """A cue with the words it attributes, as token ranges, and the words that name the speaker."""

    cue: Range
    cue_class: str
    content: list[Range]
    speaker: Range | None
    rule: str
    sentence: Sentence


@dataclass(slots=True)
class CueClause:
    """A cue verb in its sentence with its subject; ``start``: where the words that belong to the cue begin."""

    page: Page
    verb: Token
    cue: Cue
    sentence: Sentence
    subject: Token | None
    start: int
    left: Region | None = field(default=None)


def attribution(page: Page, verb: Token, cue: Cue) -> Attribution | None:
    """What a cue verb attributes, or None."""
    clause = cue_clause(page, verb, cue)
    for rule, finds in RULES.items():
        content = finds(clause)
        if content:
            return Attribution(
                cue=(verb.i, verb.i + 1),
                cue_class=cue.cue_class,
                content=content,
                speaker=speaker(clause),
                rule=rule,
                sentence=clause.sentence,
            )
    return None


def speaker(clause: CueClause) -> Range | None:
    """The words that name who says it."""
    if clause.subject is None:
        return None
    low = clause.sentence.start
    found = noun_phrase(clause.page, clause.subject, low, clause.sentence.end)
    return None if clause.page.region_at[found[0]] else found


def cue_clause(page: Page, verb: Token, cue: Cue) -> CueClause:
    """Subject and beginning of the cue's clause; an inverted subject (``said NAME``) comes after the verb."""
    sentence = page.sentence_of(verb.i)
    subject = subject_of(verb)
    if subject is not None and not (sentence.start <= subject.i < sentence.end):
        subject = None
    start = clause_start(page, verb, subject, sentence)
    clause = CueClause(page, verb, cue, sentence, subject, start)
    clause.left = left_region(clause)
    after_content = clause.left is not None or (sentence.start < start and page.doc[start - 1].text == ",")
    if start == verb.i and after_content and verb.tag_ != "VBG":
        clause.subject = noun_after(page, verb.i + 1, sentence.end) or subject
    if clause.subject is None and clause.left is not None:
        clause.subject = noun_before(page, verb.i, sentence.start)
    return clause


def clause_start(page: Page, verb: Token, subject: Token | None, sentence: Sentence) -> int:
    """Where the words that belong to the cue begin: its subject, auxiliaries and adverbs."""
    start = verb.i
    for child in verb.lefts:
        if child.dep_ in {"aux", "auxpass", "neg", "advmod"} and child.i >= verb.i - 3:
            start = min(start, child.i)
    noun = subject if subject is not None and subject.i < verb.i and subject.head.i == verb.i else None
    if noun is None and start == verb.i:
        noun = noun_before(page, start, sentence.start)
    if noun is not None:
        edge = noun.left_edge.i
        while edge < noun.i and (page.region_at[edge] is not None or edge < sentence.start):
            edge += 1
        start = min(start, edge)
    while start < verb.i and page.doc[start].text in COMMAS:
        start += 1
    return start


def left_region(clause: CueClause) -> Region | None:
    """The quotation that ends right before the cue clause."""
    page, low = clause.page, clause.sentence.start
    i = clause.start - 1
    while i > low and page.doc[i].text in COMMAS:
        i -= 1
    region = page.region_at[i] if i >= low else None
    if region is None or region.end != i + 1:
        return None
    closes_clause = page.last_character(region) in CLAUSE_END or i < clause.start - 1
    return region if closes_clause else None


# -- rules, by falling strength of evidence ------------------------------------------------------------------------


def beside(clause: CueClause) -> list[Range]:
    """``"…," she said.``, also with more of the quotation after the cue."""
    if clause.left is None or clause.verb.tag_ == "VBG":
        return []
    right = right_region(clause)
    first = (min(clause.left.start, clause.sentence.start), clause.left.end)
    return [first, (right.start, right.end)] if right else [first]


def lead_in(clause: CueClause) -> list[Range]:
    """``The mayor said: "…"``."""
    right = right_region(clause) if "quote" in clause.cue.takes else None
    return [(right.start, right.end)] if right else []


def right_region(clause: CueClause) -> Region | None:
    """The quotation after the cue that a comma, a colon or its capital letter announces."""
    page, verb = clause.page, clause.verb
    for i in range(verb.i + 1, min(clause.sentence.end, verb.i + _REACH)):
        region = page.region_at[i]
        if region is not None:
            announced = page.doc[i - 1].text in LEAD_IN or (i - 1 == verb.i and page.begins_upper(region))
            return region if announced else None
        if i in page.cues or page.doc[i].text == ";":
            return None
    return None


def in_passing(clause: CueClause) -> list[Range]:
    """``The bridge, he said, will reopen.``."""
    page, verb, sentence = clause.page, clause.verb, clause.sentence
    start = clause.start
    if "clause" not in clause.cue.takes or verb.tag_ == "VBG" or start <= sentence.start:
        return []
    if page.doc[start - 1].text not in COMMAS:
        return []
    content_before = verb.dep_ == "parataxis" or any(c.dep_ == "ccomp" and c.i < start for c in verb.lefts)
    subject = clause.subject
    after = (subject.right_edge.i if subject is not None and subject.i > verb.i else verb.i) + 1
    if not content_before or any(c.dep_ in {"ccomp", "dobj"} and c.i > after for c in verb.rights):
        return []
    end = page.trim(sentence.start, sentence.end)
    comma = next((i for i in range(after, end) if page.doc[i].text == ","), end)
    if comma < end and verb.dep_ == "parataxis" and verb.head.right_edge.i > comma:
        return [(sentence.start, start - 1), (comma + 1, end)]
    return [(sentence.start, start - 1)]


def as_said(clause: CueClause) -> list[Range]:
    """``As the mayor said, the bridge will reopen.``."""
    page, verb, sentence = clause.page, clause.verb, clause.sentence
    mark = next((c for c in verb.lefts if c.lower_ == "as"), None)
    if mark is None or "clause" not in clause.cue.takes or mark.i > clause.start:
        return []
    end = page.trim(sentence.start, sentence.end)
    if mark.i > sentence.start + 1:
        return [(sentence.start, mark.i)] if page.doc[mark.i - 1].text in COMMAS else []
    comma = next((i for i in range(verb.i + 1, end) if page.doc[i].text in {",", ":"}), end)
    return [(comma + 1, end)] if comma + 1 < end else []


def complement(clause: CueClause) -> list[Range]:
    """What follows the cue as its clause, infinitive, object or prepositional object."""
    page, verb, sentence = clause.page, clause.verb, clause.sentence
    parts = list(complement_parts(clause))
    if not parts:
        return []
    start = max(parts[0][0], verb.i + 1)
    end = min(max(end for _, end in parts), sentence.end)
    parse_end = verb.sent.end
    if parse_end - 1 <= end and parse_end < sentence.end:
        end = sentence.end  # the parser ended the sentence at a quotation mark
    if end < sentence.end and (region := page.region_at[end]) is not None:
        end = region.end
    if (region := page.region_at[end - 1]) is not None:
        end = max(end, region.end)
    return [(start, end)] if start < end else []


def complement_parts(clause: CueClause) -> Iterator[Range]:
    """The dependents of the cue that are content, by what the cue takes."""
    takes, found = clause.cue.takes, False
    for child in clause.verb.rights:
        if child.i >= clause.sentence.end:
            return
        if takes & _COMPLEMENTS.get(child.dep_, frozenset()) or (
            child.dep_ == "dobj" and not clause.cue.listener and "quote" in takes
        ):
            found = True
            yield child.left_edge.i, child.right_edge.i + 1
        elif child.dep_ == "prep" and child.lower_ in takes:
            found = True
            yield child.i + 1, child.right_edge.i + 1
        elif found and child.dep_ == "prep" and child.lower_ in {"as", "of", "for"}:
            yield child.i, child.right_edge.i + 1


_COMPLEMENTS = {
    "ccomp": frozenset(["clause", "quote", "named"]),
    "xcomp": frozenset(["infinitive", "named"]),
    "dobj": frozenset(["object", "named"]),
    "oprd": frozenset(["object", "named"]),
    "attr": frozenset(["object", "named"]),
    "acomp": frozenset(["object", "named"]),
}

RULES = {
    "beside": beside,
    "lead-in": lead_in,
    "as-said": as_said,
    "in-passing": in_passing,
    "complement": complement,
}


def according_to(page: Page) -> Iterator[Attribution]:
    """``According to the ministry, the bridge will reopen.``."""
    doc = page.doc
    for i in page.indices_of("according"):
        if page.region_at[i] is not None or i + 2 >= len(doc) or doc[i + 1].lower_ != "to":
            continue
        sentence = page.sentence_of(i)
        noun = noun_after(page, i + 2, sentence.end)
        if noun is None:
            continue
        named = noun_phrase(page, noun, i + 2, sentence.end)
        end = page.trim(sentence.start, sentence.end)
        content = (sentence.start, i)
        if i <= sentence.start + 1:
            comma = next((j for j in range(named[1], end) if doc[j].text == ","), end)
            content = (comma + 1, end)
        if content[0] < content[1]:
            yield Attribution((i, i + 2), "neutral", [content], named, "according-to", sentence)

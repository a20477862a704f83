"""The cue's clause: its subject, where its words begin, and the quotation right before them.

The parse is evidence, not truth: near quotation marks it often errs, so what the characters say goes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.nlp.marks import CLAUSE_END, DASHES
from streamproc.nlp.page import FINITE
from streamproc.nlp.speakers import last_noun, noun_after, noun_before, noun_set_off, subject_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from streamproc.nlp.cues import Cue
    from streamproc.nlp.page import Page, Range, Region, Sentence

COMMAS = frozenset([",", *DASHES])
BREAKS_CLAUSE = FINITE | {":"}
NAME_BEGINS = frozenset(["NNP", "PRP", "DT", "PRP$", "NN", "NNS", "JJ", "CD"])
_LONGEST_SPEAKER = 25
_SKIPPED = 3
"""Adverbs and auxiliaries between a conjunction and its cue."""


@dataclass(slots=True)
class CueClause:
    """A cue verb in its sentence with its subject; ``start``: where the words that belong to the cue begin.

    ``left``: the quotation right before them.
    """

    page: Page
    verb: Token
    cue: Cue
    sentence: Sentence
    subject: Token | None
    start: int
    left: Region | None = None

    def has_quotation(self, span: Range) -> bool:
        return any(self.page.region_at[i] is not None for i in range(*span))

    @property
    def inverted(self) -> bool:
        return self.subject is not None and self.subject.i > self.verb.i


def cue_clause(page: Page, verb: Token, cue: Cue) -> CueClause:
    """Subject and beginning of the cue's clause; an inverted subject (``said NAME``) comes after the verb."""
    sentence = page.sentence_of(verb.i)
    subject = subject_of(page, verb)
    if subject is not None and not (sentence.start <= subject.i < sentence.end):
        subject = None
    left = left_region(page, verb, subject, sentence)
    start = after_commas(page, left.end, verb.i) if left else clause_start(page, verb, subject, sentence)
    clause = CueClause(page, verb, cue, sentence, subject, start, left)
    if verb.tag_ != "VBG" and start == verb.i and (left is not None or is_inverted(page, verb, sentence)):
        clause.subject = noun_after(page, verb.i + 1, sentence.end) or subject
    elif left and (subject is None or not start <= subject.i < verb.i):
        clause.subject = last_noun(page, start, verb.i) or subject
    elif subject is None and verb.i == sentence.start:
        clause.subject = noun_after(page, verb.i + 1, sentence.end) if verb.tag_ != "VBG" else None
    elif subject is None and verb.tag_ in FINITE:
        clause.subject = noun_before(page, verb.i, sentence.start) or noun_set_off(page, verb.i, sentence.start)
    elif asks_without_asker(verb, cue):
        clause.subject = None
    return clause


def is_inverted(page: Page, verb: Token, sentence: Sentence) -> bool:
    """``The bridge is safe, said Lee.``: after a comma, with a name and nothing more after it."""
    before = page.doc[verb.i - 1].text in COMMAS and page.has_finite_verb(sentence.start, verb.i)
    if verb.i == sentence.start or not before or verb.i + 1 >= sentence.end:
        return False
    return page.doc[verb.i + 1].tag_ in NAME_BEGINS and not any(c.dep_ in {"ccomp", "dobj"} for c in verb.rights)


def asks_without_asker(verb: Token, cue: Cue) -> bool:
    """``Asked about the bridge, she …``: somebody asked, but the text does not say who."""
    agent = any(c.dep_ in {"agent", "nsubj", "aux"} for c in verb.children)
    return cue.listener and verb.tag_ == "VBN" and verb.dep_ in {"advcl", "acl", "amod", "prep"} and not agent


def after_commas(page: Page, i: int, high: int) -> int:
    while i < high and page.doc[i].text in COMMAS:
        i += 1
    return i


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
    return after_commas(page, start, verb.i)


def left_region(page: Page, verb: Token, subject: Token | None, sentence: Sentence) -> Region | None:
    """The quotation before the cue with nothing but the speaker between them: ``"…," the mayor, Ann Lee, said``."""
    if verb.tag_ in {"VBG", "VB"}:
        return None
    region = page.region_before(verb.i, sentence.start)
    if region is None or verb.i - region.end > _LONGEST_SPEAKER or page.doc[verb.i - 1].tag_ == "CC":
        return None
    between = set(range(region.end, verb.i))
    if subject is not None and region.end <= subject.i < verb.i:
        between.difference_update(range(subject.left_edge.i, subject.right_edge.i + 1))
    if any(breaks_clause(page, i, verb) for i in between):
        return None
    separate = page.last_character(region) in CLAUSE_END or page.doc[region.end].text in COMMAS
    return (
        region
        if separate and not (region.start > sentence.start and is_complete(page, verb, subject, region))
        else None
    )


def is_complete(page: Page, verb: Token, subject: Token | None, region: Region) -> bool:
    """Does the cue have its subject and its content elsewhere? Then words quoted in passing before it are not its."""
    content_follows = any(c.dep_ in {"ccomp", "xcomp", "dobj"} for c in verb.rights) and verb.lower_ not in {
        "told",
        "tells",
    }
    subject_precedes = subject is not None and subject.i < region.start and page.doc[verb.i - 1].text in COMMAS
    return content_follows or subject_precedes


def breaks_clause(page: Page, i: int, verb: Token) -> bool:
    """Does another clause begin with this token, between a quotation and its cue?"""
    token = page.doc[i]
    if token.tag_ in {"WDT", "WP"}:
        return True
    return (i in page.cues or token.tag_ in BREAKS_CLAUSE or token.dep_ == "mark") and token.head.i != verb.i


def is_joined(page: Page, cue: int, tag: str) -> int | None:
    """Where ``and said`` or ``, adding`` begins, if a cue is joined to an earlier one with that tag."""
    before = cue - 1
    while before > 0 and page.doc[before].tag_ in {"RB", "MD", "VBP", "VBZ"} and cue - before <= _SKIPPED:
        before -= 1
    word, region = page.doc[before], page.region_at[before]
    comma = word.text in COMMAS or (region is not None and page.last_character(region) == ",")
    if word.lower_ in {"and", "but"} and page.doc[cue].tag_ in {tag, "VBN", "VBG"}:
        return before - 1 if page.doc[before - 1].text in COMMAS else before
    return before + (region is not None) if page.doc[cue].tag_ == "VBG" and comma else None

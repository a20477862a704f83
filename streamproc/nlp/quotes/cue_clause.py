"""The cue's clause: its subject, where its words begin, and the quotation right before them.

The parse is evidence, not truth: near quotation marks it often errs, so what the characters say goes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.nlp.quotes.cue_words import Cue
from streamproc.nlp.quotes.quotation_marks import CLAUSE_END, DASHES
from streamproc.nlp.quotes.quoted_doc import FINITE, Page, Region, Sentence
from streamproc.nlp.quotes.speaker_phrases import last_noun, noun_after, noun_before, noun_set_off, subject_of

if TYPE_CHECKING:
    from streamproc.nlp.quotes.quoted_doc import Range

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
    verb: int
    cue: Cue
    sentence: Sentence
    subject: int | None
    start: int
    left: Region | None = None

    def has_quotation(self, span: Range) -> bool:
        start, end = span
        return start < end and bool(self.page.regions_in(start, end))

    @property
    def inverted(self) -> bool:
        return self.subject is not None and self.subject > self.verb


def cue_clause(page: Page, verb: int, cue: Cue) -> CueClause:
    """Subject and beginning of the cue's clause; an inverted subject (``said NAME``) comes after the verb."""
    sentence = page.sentence_of(verb)
    subject = subject_of(page, verb)
    if subject is not None and not (sentence.start <= subject < sentence.end):
        subject = None
    left = left_region(page, verb, subject, sentence)
    start = after_commas(page, left.end, verb) if left else clause_start(page, verb, subject, sentence)
    clause = CueClause(page, verb, cue, sentence, subject, start, left)
    if page.tag[verb] != "VBG" and start == verb and (left is not None or is_inverted(page, verb, sentence)):
        clause.subject = either(noun_after(page, verb + 1, sentence.end), subject)
    elif left and (subject is None or not start <= subject < verb):
        clause.subject = either(last_noun(page, start, verb), subject)
    elif subject is None and verb == sentence.start:
        clause.subject = noun_after(page, verb + 1, sentence.end) if page.tag[verb] != "VBG" else None
    elif subject is None and page.tag[verb] in FINITE:
        noun = noun_before(page, verb, sentence.start)
        clause.subject = noun_set_off(page, verb, sentence.start) if noun is None else noun
    elif asks_without_asker(page, verb, cue):
        clause.subject = None
    return clause


def either(found: int | None, otherwise: int | None) -> int | None:
    return otherwise if found is None else found


def is_inverted(page: Page, verb: int, sentence: Sentence) -> bool:
    """``The bridge is safe, said Lee.``: after a comma, with a name and nothing more after it."""
    before = page.words[verb - 1] in COMMAS and page.has_finite_verb(sentence.start, verb)
    if verb == sentence.start or not before or verb + 1 >= sentence.end:
        return False
    return page.tag[verb + 1] in NAME_BEGINS and not any(page.dep[c] in {"ccomp", "dobj"} for c in page.rights(verb))


def asks_without_asker(page: Page, verb: int, cue: Cue) -> bool:
    """``Asked about the bridge, she …``: somebody asked, but the text does not say who."""
    agent = any(page.dep[c] in {"agent", "nsubj", "aux"} for c in page.children(verb))
    return cue.listener and page.tag[verb] == "VBN" and page.dep[verb] in {"advcl", "acl", "amod", "prep"} and not agent


def after_commas(page: Page, i: int, high: int) -> int:
    while i < high and page.words[i] in COMMAS:
        i += 1
    return i


def clause_start(page: Page, verb: int, subject: int | None, sentence: Sentence) -> int:
    """Where the words that belong to the cue begin: its subject, auxiliaries and adverbs."""
    start = verb
    for child in page.lefts(verb):
        if page.dep[child] in {"aux", "auxpass", "neg", "advmod"} and child >= verb - 3:
            start = min(start, child)
    noun = subject if subject is not None and subject < verb and page.head[subject] == verb else None
    if noun is None and start == verb:
        noun = noun_before(page, start, sentence.start)
    if noun is not None:
        edge = page.tokens.left_edge(noun)
        while edge < noun and (page.region_at[edge] is not None or edge < sentence.start):
            edge += 1
        start = min(start, edge)
    return after_commas(page, start, verb)


def left_region(page: Page, verb: int, subject: int | None, sentence: Sentence) -> Region | None:
    """The quotation before the cue with nothing but the speaker between them: ``"…," the mayor, Ann Lee, said``."""
    if page.tag[verb] in {"VBG", "VB"}:
        return None
    region = page.region_before(verb, sentence.start)
    if region is None or verb - region.end > _LONGEST_SPEAKER or page.tag[verb - 1] == "CC":
        return None
    between = set(range(region.end, verb))
    if subject is not None and region.end <= subject < verb:
        between.difference_update(range(page.tokens.left_edge(subject), page.tokens.right_edge(subject) + 1))
    if any(breaks_clause(page, i, verb) for i in between):
        return None
    separate = page.last_character(region) in CLAUSE_END or page.words[region.end] in COMMAS
    return (
        region
        if separate and not (region.start > sentence.start and is_complete(page, verb, subject, region))
        else None
    )


def is_complete(page: Page, verb: int, subject: int | None, region: Region) -> bool:
    """Does the cue have its subject and its content elsewhere? Then words quoted in passing before it are not its."""
    content_follows = any(page.dep[c] in {"ccomp", "xcomp", "dobj"} for c in page.rights(verb)) and page.lower[
        verb
    ] not in {
        "told",
        "tells",
    }
    subject_precedes = subject is not None and subject < region.start and page.words[verb - 1] in COMMAS
    return content_follows or subject_precedes


def breaks_clause(page: Page, i: int, verb: int) -> bool:
    """Does another clause begin with this token, between a quotation and its cue?"""
    if page.tag[i] in {"WDT", "WP"}:
        return True
    return (i in page.cues or page.tag[i] in BREAKS_CLAUSE or page.dep[i] == "mark") and page.head[i] != verb


def is_joined(page: Page, cue: int, tag: str) -> int | None:
    """Where ``and said`` or ``, adding`` begins, if a cue is joined to an earlier one with that tag."""
    before = cue - 1
    while before > 0 and page.tag[before] in {"RB", "MD", "VBP", "VBZ"} and cue - before <= _SKIPPED:
        before -= 1
    region = page.region_at[before]
    comma = page.words[before] in COMMAS or (region is not None and page.last_character(region) == ",")
    if page.lower[before] in {"and", "but"} and page.tag[cue] in {tag, "VBN", "VBG"}:
        return before - 1 if page.words[before - 1] in COMMAS else before
    return before + (region is not None) if page.tag[cue] == "VBG" and comma else None

"""Attributions: what a cue verb attributes, and to whom.

The ways in which news does so are rules, tried by falling strength of evidence: what stands between quotation marks
beside the cue, what the cue announces, what it interrupts, and what is its complement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.nlp.quotes.content_as_complement import complement
from streamproc.nlp.quotes.content_beside_cue import announced, as_said, beside, in_passing, lead_in
from streamproc.nlp.quotes.cue_clause import cue_clause, is_joined
from streamproc.nlp.quotes.quoted_doc import Range, Sentence
from streamproc.nlp.quotes.speaker_phrases import addressee_of, noun_phrase, own_subject

if TYPE_CHECKING:
    from streamproc.nlp.quotes.cue_clause import CueClause
    from streamproc.nlp.quotes.cue_words import Cue
    from streamproc.nlp.quotes.quoted_doc import Page

RULES = {
    "beside": beside,
    "lead-in": lead_in,
    "announced": announced,
    "as-said": as_said,
    "in-passing": in_passing,
    "complement": complement,
}


@dataclass(slots=True)
class Attribution:
    """A cue with the words it attributes, as token ranges, and the words that name the speaker."""

    cue: Range
    cue_class: str
    content: list[Range]
    speaker: Range | None
    rule: str
    sentence: Sentence
    start: int
    addressee: Range | None = None


def attribution(page: Page, verb: int, cue: Cue, previous: Attribution | None = None) -> Attribution | None:
    """What a cue verb attributes, or None; ``previous`` is the attribution before it in the text."""
    clause = cue_clause(page, verb, cue)
    for rule, finds in RULES.items():
        found = finds(clause)
        content = [(start, end) for start, end in found if start < end] if found else found
        if content:
            shared = previous is not None and shares_speaker(clause, previous)
            return Attribution(
                cue=(verb, verb + 1),
                cue_class=cue.cue_class,
                content=content,
                speaker=previous.speaker if shared and previous else speaker(clause),
                rule=rule,
                sentence=clause.sentence,
                start=min(clause.start, verb),
                addressee=addressee(clause, content),
            )
    return None


def speaker(clause: CueClause) -> Range | None:
    """The words that name who says it."""
    if clause.subject is None:
        return None
    found = noun_phrase(clause.page, clause.subject, clause.sentence.start, clause.sentence.end)
    return None if clause.page.region_at[found[0]] else found


def addressee(clause: CueClause, content: list[Range]) -> Range | None:
    """The words that name to whom it is said."""
    noun = addressee_of(clause.page, clause.verb, listener=clause.cue.listener)
    sentence = clause.sentence
    if noun is None or not sentence.start <= noun < sentence.end or clause.page.region_at[noun]:
        return None
    if any(start <= noun < end for start, end in content):
        return None
    return noun_phrase(clause.page, noun, sentence.start, sentence.end)


def shares_speaker(clause: CueClause, previous: Attribution) -> bool:
    """``X said … and added``, ``X said …, adding``: the second cue has the speaker of the first."""
    page, verb = clause.page, clause.verb
    if previous.sentence != clause.sentence or own_subject(page, verb) is not None or clause.left is not None:
        return False
    return is_joined(page, verb, page.tag[previous.cue[0]]) is not None

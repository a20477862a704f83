"""Attributions: what a cue verb attributes, and to whom.

The ways in which news does so are rules, tried by falling strength of evidence: what stands between quotation marks
beside the cue, what the cue announces, what it interrupts, and what is its complement.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.nlp.doc.drafts import EntityDraft
from streamproc.nlp.quotes.content_as_complement import complement
from streamproc.nlp.quotes.content_as_said import as_said
from streamproc.nlp.quotes.content_beside_cue import announced, beside, in_passing, lead_in
from streamproc.nlp.quotes.content_forgotten import after_stop, without_comma
from streamproc.nlp.quotes.cue_clause import cue_clause, is_joined
from streamproc.nlp.quotes.quoted_text import Range
from streamproc.nlp.quotes.sentences import Sentence
from streamproc.nlp.quotes.speaker_phrases import noun_phrase
from streamproc.nlp.quotes.speaking_subjects import is_nobodys
from streamproc.nlp.quotes.subjects import addressee_of, own_subject, torn_from

if TYPE_CHECKING:
    from streamproc.nlp.quotes.cue_clause import CueClause
    from streamproc.nlp.quotes.cue_words import Cue
    from streamproc.nlp.quotes.quoted_doc import QuotedDoc

RULES = {
    "beside": beside,
    "lead-in": lead_in,
    "announced": announced,
    "as-said": as_said,
    "in-passing": in_passing,
    "without-comma": without_comma,
    "complement": complement,
    "after-stop": after_stop,
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
    entity: EntityDraft | None = None
    """The speaker, where more than the words that name them says who it is."""


def attribution(doc: QuotedDoc, verb: int, cue: Cue, previous: Attribution | None = None) -> Attribution | None:
    """What a cue verb attributes, or None; ``previous`` is the attribution before it in the text."""
    clause = cue_clause(doc, verb, cue)
    if is_nobodys(clause):
        return None
    for rule, finds in RULES.items():
        found = finds(clause)
        content = [(start, end) for start, end in found if start < end] if found else found
        if content and rule == "complement" and says_itself(clause, content[0]):
            return None
        if content:
            shared = previous is not None and (
                shares_speaker(clause, previous) or is_said_of_what_was_said(clause, previous)
            )
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


def says_itself(clause: CueClause, content: Range) -> bool:
    """``an operation, called a deep cleaning``: who seems to speak is what is said."""
    doc, verb, subject = clause.doc, clause.verb, clause.subject
    if subject is None or "named" not in clause.cue.takes or clause.has_quotation(content):
        return False
    return content[0] <= subject < content[1] and not any(doc.dep[c] == "agent" for c in doc.children(verb))


def speaker(clause: CueClause) -> Range | None:
    """The words that name who says it."""
    if clause.subject is None:
        return None
    found = noun_phrase(clause.doc, clause.subject, clause.sentence.start, clause.sentence.end)
    return None if clause.doc.quoted_at[found[0]] else found


def addressee(clause: CueClause, content: list[Range]) -> Range | None:
    """The words that name to whom it is said."""
    noun = addressee_of(clause.doc, clause.verb, listener=clause.cue.listener)
    sentence = clause.sentence
    if noun is None or not sentence.start <= noun < sentence.end or clause.doc.quoted_at[noun]:
        return None
    if any(start <= noun < end for start, end in content):
        return None
    return noun_phrase(clause.doc, noun, sentence.start, sentence.end)


def is_said_of_what_was_said(clause: CueClause, previous: Attribution) -> bool:
    """``Sources said …. This caused a stir, adding that``: not *this* adds, but who spoke before."""
    doc, subject = clause.doc, clause.subject
    near = clause.sentence.paragraph == previous.sentence.paragraph
    return (
        near
        and doc.tag[clause.verb] == "VBG"
        and subject is not None
        and doc.lower[subject] in {"this", "that", "which"}
    )


def shares_speaker(clause: CueClause, previous: Attribution) -> bool:
    """``X said … and added``, ``X said …, adding``: the second cue has the speaker of the first."""
    doc, verb = clause.doc, clause.verb
    if previous.sentence != clause.sentence or own_subject(doc, verb) is not None or clause.left is not None:
        return False
    if torn_from(doc, doc.head[verb]) is not None:
        return False  # said that … , | advised her, saying
    return is_joined(doc, verb, doc.tag[previous.cue[0]]) is not None

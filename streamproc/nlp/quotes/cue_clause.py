"""The cue's clause: its subject, where its words begin, and the quotation right before them.

The parse is evidence, not truth: near quotation marks it often errs, so what the characters say goes first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.nlp.quotes.cue_words import Cue
from streamproc.nlp.quotes.names_behind import name_behind
from streamproc.nlp.quotes.quotation_marks import CLAUSE_END, DASHES
from streamproc.nlp.quotes.quoted_doc import QuotedDoc
from streamproc.nlp.quotes.quoted_text import FINITE, QuotedSpan
from streamproc.nlp.quotes.reading_out import read_out
from streamproc.nlp.quotes.sentences import Sentence
from streamproc.nlp.quotes.speaker_phrases import last_noun, noun_after, noun_before, noun_set_off
from streamproc.nlp.quotes.subjects import subject_of, text_set_off

if TYPE_CHECKING:
    from streamproc.nlp.quotes.quoted_text import Range

COMMAS = frozenset([",", *DASHES])
BREAKS_CLAUSE = FINITE | {":"}
NAME_BEGINS = frozenset(["NNP", "PRP", "DT", "PRP$", "NN", "NNS", "JJ", "CD"])
_LONGEST_SPEAKER = 25
_TOWN, _LONGEST_DATELINE = 4, 8
"""Letters of a town in capitals, at least; words of a dateline, at most."""
_WEEKDAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
_SKIPPED = 3
"""Adverbs and auxiliaries between a conjunction and its cue."""


@dataclass(slots=True)
class CueClause:
    """A cue verb in its sentence with its subject; ``start``: where the words that belong to the cue begin.

    ``left``: the quotation right before them.
    """

    doc: QuotedDoc
    verb: int
    cue: Cue
    sentence: Sentence
    subject: int | None
    start: int
    left: QuotedSpan | None = None

    def has_quotation(self, span: Range) -> bool:
        start, end = span
        return start < end and bool(self.doc.quoted_in(start, end))

    @property
    def inverted(self) -> bool:
        return self.subject is not None and self.subject > self.verb


def cue_clause(doc: QuotedDoc, verb: int, cue: Cue) -> CueClause:
    """Subject and beginning of the cue's clause; an inverted subject (``said NAME``) comes after the verb."""
    sentence = doc.sentence_of(verb)
    subject = either(text_set_off(doc, verb), subject_of(doc, verb))
    if subject is not None and not (sentence.start <= subject < sentence.end):
        subject = None
    if subject is not None and is_dateline(doc, subject, verb):
        subject = noun_before(doc, verb, sentence.start)
    left = left_quoted(doc, verb, subject, sentence)
    start = after_commas(doc, left.end, verb) if left else clause_start(doc, verb, subject, sentence)
    clause = CueClause(doc, verb, cue, sentence, subject, start, left)
    if doc.tag[verb] != "VBG" and start == verb and (left is not None or is_inverted(doc, verb, sentence)):
        clause.subject = either(noun_after(doc, verb + 1, sentence.end), subject)
    elif left and (subject is None or not start <= subject < verb):
        clause.subject = either(last_noun(doc, start, verb), subject)
    elif subject is None and verb == sentence.start:
        clause.subject = noun_after(doc, verb + 1, sentence.end) if doc.tag[verb] != "VBG" else None
    elif subject is None and (doc.tag[verb] in FINITE or has_had(doc, verb)):
        noun = noun_before(doc, verb, sentence.start)
        clause.subject = noun_set_off(doc, verb, sentence.start) if noun is None else noun
    elif asks_without_asker(doc, verb, cue):
        clause.subject = None
    elif subject is not None and subject < verb:
        clause.subject = either(name_behind(doc, subject, verb), other_person(doc, subject, verb))
    read = read_out(doc, verb, clause.subject, sentence.start)
    clause.subject = clause.subject if read is None else read
    return clause


def other_person(doc: QuotedDoc, subject: int, verb: int) -> int:
    """``Speaking with the mayor, Ann Lee, Hart, who was in Oslo, said``: of two people in apposition the last one speaks."""
    first = doc.mentions[subject]
    if first is None or first.entity is None or first.entity.type != "PERSON" or first.kind != "name":
        return subject
    for child in doc.rights(subject):
        other = doc.mentions[child] if child < verb and doc.dep[child] == "appos" else None
        if other is None or other.entity is None or other.entity is first.entity or other.entity.type != "PERSON":
            continue
        if other.span.start == first.span.end + 1 and doc.words[first.span.end] == ",":
            return child
    return subject


def has_had(doc: QuotedDoc, verb: int) -> bool:
    """``had argued``."""
    return doc.tag[verb] == "VBN" and doc.lower[verb - 1] in {"had", "has", "have"}


def is_dateline(doc: QuotedDoc, subject: int, verb: int) -> bool:
    """``LIMA, Peru - Last week Ann Lee urged``: a town in capitals with a dash behind it is where it was written."""
    word = doc.words[subject]
    place = word.isupper() and len(word) >= _TOWN and not (subject and doc.words[subject - 1][-1:].isalnum())
    dash = next((i for i in range(subject + 1, min(subject + _LONGEST_DATELINE, verb)) if doc.words[i] in DASHES), None)
    mention = doc.mentions[subject]
    is_place = mention is not None and mention.entity is not None and mention.entity.type == "GPE"
    return place and is_place and dash is not None and dash + 1 < verb


def either(found: int | None, otherwise: int | None) -> int | None:
    return otherwise if found is None else found


def is_inverted(doc: QuotedDoc, verb: int, sentence: Sentence) -> bool:
    """``The bridge is safe, said Lee.``: after a comma, with a name and nothing more after it."""
    before = doc.words[verb - 1] in COMMAS and doc.has_finite_verb(sentence.start, verb)
    if verb == sentence.start or not before or verb + 1 >= sentence.end or doc.lower[verb + 1] in _WEEKDAYS:
        return False
    told = [c for c in doc.rights(verb) if doc.dep[c] in {"ccomp", "dobj"}]
    return doc.tag[verb + 1] in NAME_BEGINS and (not told or is_reporter(doc, verb, told, sentence))


def is_reporter(doc: QuotedDoc, verb: int, told: list[int], sentence: Sentence) -> bool:
    """``…, reported the State Police.``: a name that ends the sentence is who said it, though the parse has it for the object."""
    text = doc.lower[told[0]] in doc.cue_words.texts and doc.tag[verb + 1] == "DT"  # states the release
    if len(told) > 1 or not (text or doc.tag[told[0]] in {"NNP", "NNPS"}) or doc.cues[verb].listener:
        return False
    ends = doc.tokens.right_edge(told[0]) + 1 >= doc.trim(sentence.start, sentence.end)
    return ends and "clause" in doc.cues[verb].takes and "object" not in doc.cues[verb].takes


def asks_without_asker(doc: QuotedDoc, verb: int, cue: Cue) -> bool:
    """``Asked about the bridge, she …``: somebody asked, but the text does not say who."""
    agent = any(doc.dep[c] in {"agent", "nsubj", "aux"} for c in doc.children(verb))
    return cue.listener and doc.tag[verb] == "VBN" and doc.dep[verb] in {"advcl", "acl", "amod", "prep"} and not agent


def after_commas(doc: QuotedDoc, i: int, high: int) -> int:
    while i < high and doc.words[i] in COMMAS:
        i += 1
    return i


def clause_start(doc: QuotedDoc, verb: int, subject: int | None, sentence: Sentence) -> int:
    """Where the words that belong to the cue begin: its subject, auxiliaries and adverbs."""
    start = verb
    for child in doc.lefts(verb):
        if doc.dep[child] in {"aux", "auxpass", "neg", "advmod"} and child >= verb - 3:
            start = min(start, child)
    own = subject is not None and (doc.head[subject] == verb or text_set_off(doc, verb) == subject)
    noun = subject if own and subject is not None and subject < verb else None
    behind = subject is not None and subject > verb and doc.head[subject] == verb
    if noun is None and start == verb and not behind:
        noun = noun_before(doc, start, sentence.start)
    if noun is not None:
        edge = doc.tokens.left_edge(noun)
        while edge < noun and (doc.quoted_at[edge] is not None or edge < sentence.start):
            edge += 1
        start = min(start, edge)
    return after_commas(doc, start, verb)


def left_quoted(doc: QuotedDoc, verb: int, subject: int | None, sentence: Sentence) -> QuotedSpan | None:
    """The quotation before the cue with nothing but the speaker between them: ``"…," the mayor, Ann Lee, said``."""
    if doc.tag[verb] in {"VBG", "VB"}:
        return None
    quoted = doc.quoted_before(verb, sentence.start)
    if quoted is None or verb - quoted.end > _LONGEST_SPEAKER or doc.tag[verb - 1] == "CC":
        return None
    between = set(range(quoted.end, verb))
    if subject is not None and quoted.end <= subject < verb:
        between.difference_update(range(doc.tokens.left_edge(subject), doc.tokens.right_edge(subject) + 1))
    if any(breaks_clause(doc, i, verb) for i in between):
        return None
    separate = doc.last_character(quoted) in CLAUSE_END or doc.words[quoted.end] in COMMAS
    return (
        quoted if separate and not (quoted.start > sentence.start and is_complete(doc, verb, subject, quoted)) else None
    )


def is_complete(doc: QuotedDoc, verb: int, subject: int | None, quoted: QuotedSpan) -> bool:
    """Does the cue have its subject and its content elsewhere? Then words quoted in passing before it are not its."""
    content_follows = any(doc.dep[c] in {"ccomp", "xcomp", "dobj"} for c in doc.rights(verb)) and doc.lower[
        verb
    ] not in {
        "told",
        "tells",
    }
    comma = doc.words[verb - 1] in COMMAS or (quoted.end == verb and doc.last_character(quoted) == ",")
    subject_precedes = subject is not None and subject < quoted.start and comma
    return content_follows or subject_precedes


def breaks_clause(doc: QuotedDoc, i: int, verb: int) -> bool:
    """Does another clause begin with this token, between a quotation and its cue?"""
    if doc.tag[i] in {"WDT", "WP"}:
        return True
    return (i in doc.cues or doc.tag[i] in BREAKS_CLAUSE or doc.dep[i] == "mark") and doc.head[i] != verb


def is_joined(doc: QuotedDoc, cue: int, tag: str) -> int | None:
    """Where ``and said`` or ``, adding`` begins, if a cue is joined to an earlier one with that tag."""
    before = cue - 1
    while before > 0 and doc.tag[before] in {"RB", "MD", "VBP", "VBZ"} and cue - before <= _SKIPPED:
        before -= 1
    quoted = doc.quoted_at[before]
    comma = doc.words[before] in COMMAS or (quoted is not None and doc.last_character(quoted) == ",")
    if doc.lower[before] in {"and", "but"} and doc.tag[cue] in {tag, "VBN", "VBG"}:
        return before - 1 if doc.words[before - 1] in COMMAS else before
    return before + (quoted is not None) if doc.tag[cue] == "VBG" and comma else None

"""Complements: ``said that the bridge "will never" reopen``, ``criticised the plan``, ``called it "a disaster"``.

The parse tells where a complement begins and ends; full stops, quotation marks and the next cue correct it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.quotes.content_unparsed import (
    OWN_WORDS,
    REACH,
    before_cleft,
    of_behind_listener,
    unparsed_complement,
)
from streamproc.nlp.quotes.cue_clause import COMMAS, is_joined
from streamproc.nlp.quotes.mere_objects import is_mere_object
from streamproc.nlp.quotes.quoted_doc import CONCEDES
from streamproc.nlp.quotes.subjects import is_somebody, own_subject, torn_from

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.nlp.quotes.cue_clause import CueClause
    from streamproc.nlp.quotes.quoted_doc import QuotedDoc
    from streamproc.nlp.quotes.quoted_text import Range
    from streamproc.nlp.quotes.sentences import Sentence

_BEFORE_THAT = 6
_BEGINS_SUBJECT = frozenset(["DT", "PRP$", "JJ", "NNS"])
_HE_SHE_THEY = frozenset(["he", "she", "they", "it", "i", "we"])

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
    doc, verb, sentence = clause.doc, clause.verb, clause.sentence
    parts = list(complement_parts(clause)) or list(unparsed_complement(clause))
    if not parts:
        return []
    start = after_phrase(clause, max(parts[0][0], verb + 1))
    if not clause.cue.listener and begins_before(clause, start):
        start = verb + 1
    end = min(max(end for _, end in parts), sentence.end)
    end = max([end, *(subtree(doc, c)[1] for c in doc.rights(verb) if is_torn_off(clause, c, end))])
    parse_end = doc.tokens.sentence_end(verb)
    if parse_end - 1 <= end and parse_end < sentence.end:
        end = sentence.end  # the parser ended the sentence at a quotation mark
    end = past_preposition(doc, past_hyphen(doc, end, sentence.end), sentence)
    end = doc.whole_quoted(end)
    end = cut(clause, start, with_later_quotation(clause, end))
    end = before_cleft(clause, start, end)
    lone = end - start == 1 and doc.quoted_at[start] is None
    return [(start, end)] if start < end and not lone and not is_mere_object(clause, (start, end)) else []


def past_hyphen(doc: QuotedDoc, end: int, high: int) -> int:
    """An end that tears no word in two: ``co | -operating with us``."""
    hyphen = end - (doc.words[end - 1] == "-")
    after = hyphen + 1
    if after >= high or doc.words[hyphen] != "-" or doc.offsets[hyphen] + 1 != doc.offsets[after]:
        return end
    return max(end, min(doc.tokens.right_edge(after) + 1, high))


def past_preposition(doc: QuotedDoc, end: int, sentence: Sentence) -> int:
    """An end that leaves no preposition alone: ``discussing a contract for | future champion Ann Lee``."""
    high = doc.trim(sentence.start, sentence.end)
    if (
        doc.tag[end - 1] != "IN"
        or doc.dep[end - 1] != "prep"
        or end >= high
        or doc.tag[end][:2] not in {"JJ", "NN", "DT"}
    ):
        return end
    if doc.quoted_at[end] is not None or any(doc.dep[c] in {"pobj", "pcomp"} for c in doc.children(end - 1)):
        return end
    return next((i for i in range(end, high) if doc.words[i] in COMMAS or i in doc.cues), high)


def begins_before(clause: CueClause, start: int) -> bool:
    """``said | the last time he came was in May``, ``said | single people - old and young - would qualify``: its subject is torn off."""
    doc, verb = clause.doc, clause.verb
    if doc.tag[verb + 1] in {"DT", "PRP$"} and doc.has_finite_verb(verb + 1, start):
        return True
    told = next((c for c in doc.rights(verb) if doc.dep[c] == "ccomp"), None)
    if (
        told is None
        or doc.tokens.left_edge(told) != start
        or start - verb <= 1
        or doc.tag[verb + 1] not in _BEGINS_SUBJECT
    ):
        return False
    return not any(doc.dep[c] in {"nsubj", "nsubjpass", "expl", "csubj", "attr"} for c in doc.lefts(told))


def complement_parts(clause: CueClause) -> Iterator[Range]:
    """The dependents of the cue that are content, by what the cue takes."""
    doc, takes, found = clause.doc, clause.cue.takes, False
    if doc.dep[clause.verb] in {"acl", "relcl"} and doc.tag[clause.verb] == "VBN" and "named" in takes:
        return  # "a man called Smith"
    for child in doc.rights(clause.verb):
        if child >= clause.sentence.end:
            return
        dep = doc.dep[child]
        if dep == "prep":
            if is_address(clause, child):
                continue
            if doc.lower[child] in takes and ("quoted" not in takes or is_quoting(clause)):
                found = True
                start, end = subtree(doc, child)
                yield start + 1, end
            elif found and doc.lower[child] in {"as", "of", "for"}:
                yield subtree(doc, child)
            elif doc.lower[child] == "as" and "named" in takes and clause.has_quotation(subtree(doc, child)):
                found = True  # described as "sad" what …
                yield child + 1, subtree(doc, child)[1]
        elif (first := content_start(clause, child)) is not None:
            found = True
            yield first, subtree(doc, child)[1]


def content_start(clause: CueClause, child: int) -> int | None:
    """Where a dependent that is no preposition begins, if it is content."""
    doc, takes, dep = clause.doc, clause.cue.takes, clause.doc.dep[child]
    start = doc.tokens.left_edge(child)
    if clause.cue.listener and dep == "dobj" and (of := of_behind_listener(clause, child)) is not None:
        return of + 1
    if "for" in takes and dep in {"advcl", "ccomp", "xcomp"} and doc.lower[start] == "for":
        return start + 1  # called for more people to join
    gerund = dep == "xcomp" and doc.tag[child] == "VBG" and "object" in takes  # proposed dropping the toll
    said = dep in _COMPLEMENTS and (not takes.isdisjoint(_COMPLEMENTS[dep]) or is_quoted_object(clause, child))
    return start if gerund or said else None


def after_phrase(clause: CueClause, start: int) -> int:
    """``made it clear (that …)``: what is said begins after the words of the cue."""
    _, _, after = clause.cue.lemma.partition(" ")
    if not after:
        return start
    lower, end = clause.doc.lower, clause.sentence.end
    at = next((i for i in range(clause.verb + 1, min(clause.verb + 3, end)) if lower[i] == after), None)
    if at is None or at + 1 < start:
        return start
    that = next((i for i in range(at + 1, min(at + _BEFORE_THAT, end)) if lower[i] == "that"), at + 1)
    return max(start, at + 1 if clause.doc.has_finite_verb(at + 1, that) else that)


def is_torn_off(clause: CueClause, child: int, end: int) -> bool:
    """The rest of what is said, for the parser another part of the cue: ``the owners' | attempts to leave``, ``but would cost more``."""
    doc = clause.doc
    if doc.dep[child] == "dobj":
        return doc.tokens.left_edge(child) <= end <= child
    if torn_from(doc, child) is not None:
        return True
    if doc.dep[child] != "conj" or doc.tag[clause.verb] == "VBN" or "clause" not in clause.cue.takes:
        return False
    kin = doc.children(child)
    subjects = [doc.lower[c] for c in kin if doc.dep[c] in {"nsubj", "nsubjpass"}]
    now = doc.tag[child] in {"VBZ", "VBP"} and doc.tag[clause.verb] == "VBD" and child not in doc.cues
    if now and _HE_SHE_THEY.issuperset(subjects):
        return True  # added that the food is good, and he loves the tea
    return any(doc.tag[c] == "MD" for c in kin) and not subjects


def subtree(doc: QuotedDoc, i: int) -> Range:
    return doc.tokens.left_edge(i), doc.tokens.right_edge(i) + 1


def is_quoting(clause: CueClause) -> bool:
    """Do quoted words follow the cue, before another's: not in ``Speaking to reporters, she said: "…"``?"""
    doc, verb = clause.doc, clause.verb
    end = min(clause.sentence.end, verb + REACH)
    end = next((i for i in doc.turns_in(verb + 1, end) if i in doc.cues), end)
    return clause.has_quotation((verb, end))


def is_address(clause: CueClause, preposition: int) -> bool:
    """``spoke to Ann Lee``: whom somebody spoke to, where words can be spoken to as well (``to "fears" of a strike``)."""
    doc = clause.doc
    if doc.lower[preposition] != "to" or "quoted" not in clause.cue.takes:
        return False
    return any(doc.dep[c] == "pobj" and is_somebody(doc, c) for c in doc.children(preposition))


def is_quoted_object(clause: CueClause, child: int) -> bool:
    """``announced "a new dawn"``: an object counts for any cue when words in it are quoted."""
    doc = clause.doc
    quotable = (
        doc.dep[child] != "ccomp"
        and doc.lower[child] != "questions"
        and "quote" in clause.cue.takes
        and clause.cue.lemma not in OWN_WORDS
        and not clause.cue.listener
    )
    return quotable and clause.has_quotation(subtree(doc, child))


def with_later_quotation(clause: CueClause, end: int) -> int:
    """The end of the content, quoted words later in the sentence included when no other cue comes before them."""
    doc, sentence = clause.doc, clause.sentence
    if "clause" not in clause.cue.takes:
        return end
    high = min(sentence.end, end + REACH)
    quoted = doc.quoted_from(end)
    if quoted is None or max(quoted.start, end) >= high:
        return end
    ends_before = any(i in doc.cues or doc.lower[i] in CONCEDES for i in doc.turns_in(end, quoted.start))
    return end if ends_before else quoted.end


def cut(clause: CueClause, start: int, end: int) -> int:
    """The end of the content before the next cue that has the same speaker: ``…, adding that``, ``… and said``."""
    doc, tag = clause.doc, clause.doc.tag[clause.verb]
    for i in doc.turns_in(start + 2, end):
        if doc.lower[i] in CONCEDES and doc.words[i - 1] == ",":
            return i - 1
        if doc.lower[i] == "while" and doc.words[i - 1] == "," and any(j in doc.cues for j in doc.turns_in(i, end)):
            return i - 1
        if i in doc.cues and (others := others_say(clause, i)) is not None:
            return max(others, start)
        if i in doc.cues and (joined := is_joined(doc, i, tag)) is not None and doc.tag[i] in {tag, "VBG"}:
            return max(joined, start)
    if tag == "VBN" and clause.verb == clause.sentence.start:  # "Asked whether …, she said …"
        return next((i for i in range(start, end) if doc.words[i] == "," and doc.quoted_at[i] is None), end)
    return end


def others_say(clause: CueClause, cue: int) -> int | None:
    """Where ``, and the union warned that …`` begins: the next one speaks, by a cue of the same tense with a clause of its own."""
    doc, tag = clause.doc, clause.doc.tag[clause.verb]
    subject = own_subject(doc, cue, passive=False)
    if subject is None or subject > cue or doc.tag[cue] != tag or "clause" not in doc.cues[cue].takes:
        return None
    begins = doc.tokens.left_edge(subject) - 1
    joined = begins > clause.verb + 1 and doc.lower[begins] in {"and", "but"} and doc.words[begins - 1] in COMMAS
    tells = any(doc.dep[c] == "ccomp" for c in doc.rights(cue))
    return begins - 1 if joined and tells else None

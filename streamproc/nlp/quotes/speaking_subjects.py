"""Subjects that can say something: people, bodies and those who speak for them, but no storm and no crack in a wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.knowledge.roles import load_roles
from streamproc.nlp.quotes.mentions import SPEAKERS
from streamproc.nlp.quotes.role_nouns import BODIES_UNNAMED, OF_ANYBODY, SPOKES

if TYPE_CHECKING:
    from streamproc.nlp.quotes.cue_clause import CueClause
    from streamproc.nlp.quotes.quoted_doc import QuotedDoc

_PEOPLE = frozenset(["he", "she", "they", "we", "i", "who", "experts", "analysts", "researchers", "residents", "jury", "judges", "insiders", "sources",
                     "speakers", "participants", "rebels", "protesters", "parents", "students", "workers", "farmers"])  # fmt: skip

_PEOPLES = frozenset(["highlight", "underscore", "underline", "threaten", "indicate", "reaffirm"])
"""Verbs of people, but also of things: ``the crack threatens to close the road``."""
_WRITERS_OWN = frozenset(["should", "must", "can", "may", "could", "might"])
_COUNTED = frozenset(
    ["thousand", "thousands", "hundred", "hundreds", "many", "several", "countless", "few", "million", "dozen"]
)


def is_nobodys(clause: CueClause) -> bool:
    """Is its subject nobody who says such a thing?"""
    doc, verb, cue, subject = clause.doc, clause.verb, clause.cue, clause.subject
    word = doc.lower[subject] if subject is not None else ""
    if cue.subjects and word not in cue.subjects:
        return True
    if cue.texts_only and word not in doc.cue_words.texts:
        return True
    if (
        cue.lemma in _PEOPLES
        and (subject is not None or cue.lemma == "indicate")
        and word not in doc.cue_words.texts
        and not can_speak(doc, subject)
    ):
        return doc.quoted_from(clause.start) is None or not clause.has_quotation((clause.start, clause.sentence.end))
    if cue.lemma == "begin" and verb + 1 in doc.cues and doc.tag[verb + 1] == "VBG":
        return True  # began chanting “…”
    return is_chanted_name(clause) or is_writers_own(clause) or is_counted_noun(clause) or opens_topic(clause)


def is_chanted_name(clause: CueClause) -> bool:
    """``chanting “Ruiz”``: a name that is called out tells nothing."""
    doc = clause.doc
    quoted = doc.quoted_at[clause.verb + 1] if clause.verb + 1 < doc.tokens.size else None
    if clause.cue.cue_class != "manner" or quoted is None:
        return False
    return quoted.end - quoted.start == len(("“", "Ruiz", "”")) and doc.tag[quoted.start + 1] in {"NNP", "NN"}


def is_writers_own(clause: CueClause) -> bool:
    """``It should be noted that …``: nobody says it but the writer."""
    doc = clause.doc
    before = doc.lefts(clause.verb)
    passive = any(doc.dep[c] == "auxpass" for c in before) and doc.tag[clause.verb] == "VBN"
    it = any(doc.dep[c] in {"nsubjpass", "nsubj", "expl"} and doc.lower[c] == "it" for c in before)
    return passive and it and clause.subject is None and any(doc.lower[c] in _WRITERS_OWN for c in before)


def is_counted_noun(clause: CueClause) -> bool:
    """``a thousand jokes that …``: a plural noun that the tagger takes for a verb."""
    doc, subject = clause.doc, clause.subject
    if subject is None or subject + 1 != clause.verb or doc.tag[clause.verb] != "VBZ":
        return False
    counted = doc.lower[doc.tokens.left_edge(subject) : subject]
    return doc.tag[subject] in {"NN", "NNP"} and not _COUNTED.isdisjoint(counted)


def opens_topic(clause: CueClause) -> bool:
    """``Speaking of the harbour, the minister stressed that …``: what comes next is said, by another cue."""
    doc, verb, sentence = clause.doc, clause.verb, clause.sentence
    if clause.cue.cue_class != "topic" or doc.tag[verb] != "VBG" or verb != sentence.start:
        return False
    comma = next((i for i in range(verb + 1, sentence.end) if doc.words[i] == ","), sentence.end)
    quoted = clause.has_quotation((verb, comma)) if comma > verb else False
    return not quoted and any(i in doc.cues for i in doc.turns_in(comma, sentence.end))


def can_speak(doc: QuotedDoc, noun: int | None) -> bool:
    """Is this a person, a body, a role or a pronoun for one?"""
    if noun is None:
        return False
    if doc.lower[noun] in {"which", "that"} and doc.dep[doc.head[noun]] == "relcl":
        noun = doc.head[doc.head[noun]]
    mention = doc.mentions[noun]
    if mention is not None and mention.entity is not None:
        return mention.entity.type in SPEAKERS
    if doc.spacy_doc[noun].ent_type_ in SPEAKERS:
        return True
    word, roles = doc.lower[noun], load_roles()
    known = _PEOPLE | SPOKES | OF_ANYBODY | BODIES_UNNAMED
    return word in known or word in roles.heads or word.removesuffix("s") in known | roles.heads

"""Mentions that may be a speaker: their grammatical role, who owns them, what a relative pronoun means, bodies without a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Span

    from streamproc.nlp.doc.drafts import EntityDraft, MentionDraft
    from streamproc.nlp.quotes.quoted_doc import QuotedDoc

_MARKS = frozenset(['"', "“", "'", ","])
_ANIMALS = frozenset(["mare", "horse", "stallion", "foal", "filly", "colt", "pony", "gelding", "racehorse", "dog", "puppy", "cat", "kitten", "bear",
                      "elephant", "lion", "lioness", "tiger", "panda", "gorilla", "whale", "dolphin", "orca", "bull", "cow", "parrot", "tortoise"])  # fmt: skip
SPEAKERS = frozenset(["PERSON", "ORG", "GPE", "NORP"])


def is_person(draft: MentionDraft) -> bool:
    """Is somebody named there?"""
    return draft.entity is not None and draft.entity.type == "PERSON"


def root(mention: MentionDraft) -> int:
    """The head word of a mention."""
    head: int = mention.span.root.i
    return head


def is_brand(doc: QuotedDoc, mention: Span) -> bool:
    """``Swissport said``: one word that the tagger has for a noun, and that has its capital elsewhere in the article, too."""
    word = doc.words[mention.start]
    if len(mention) > 1 or doc.tag[mention.start] != "NN" or not word[0].isupper():
        return False
    return bool(re.search(rf"[a-z,] {re.escape(word)}\b", doc.text))


def is_animal(doc: QuotedDoc, entity: EntityDraft) -> bool:
    """``the mare “Luna”``: one that is called an animal right before its name says nothing."""
    return entity.type == "PERSON" and any(
        doc.lower[i - (doc.words[i - 1] in _MARKS) - 1] in _ANIMALS
        for i in (draft.span.start for draft in entity.mentions)
        if i > 1
    )


def is_possessor(doc: QuotedDoc, i: int, end: int) -> bool:
    """In ``Lee's lawyer`` and ``the Lee campaign`` it is not Lee who speaks."""
    draft = doc.mentions[i]
    after = draft.span.end if draft is not None else i + 1
    if after >= end:
        return False
    return doc.tag[after] in {"POS", "NN", "NNS"} or doc.tag[after - 1] == "POS"


def antecedent(doc: QuotedDoc, pronoun: Span) -> EntityDraft | None:
    """``Smith, who said``: the noun before the relative clause."""
    verb = doc.head[pronoun.root.i]
    heads = [doc.head[verb]] if doc.dep[verb] == "relcl" else []
    for i in (*heads, *range(pronoun.start - 1, max(pronoun.start - 3, -1), -1)):
        draft: MentionDraft | None = doc.mentions[i]
        entity = draft.entity if draft is not None else None
        if draft is not None and entity is not None and entity.type in SPEAKERS:
            return (served(doc, draft) or entity) if pronoun.text.lower() == "who" else entity
    return None


def served(doc: QuotedDoc, draft: MentionDraft) -> EntityDraft | None:
    """``Ann Lee of the Herald, who said``: the person behind whose name a body stands."""
    start = draft.span.start
    prep = start - 1 - (doc.tag[start - 1] == "DT")
    person = doc.mentions[prep - 1] if prep > 0 and doc.lower[prep] in {"of", "for", "at", "from", "in"} else None
    body = draft.entity is not None and draft.entity.type in {"ORG", "NORP", "GPE"}
    return person.entity if body and person is not None and is_person(person) else None


def grammatical_role(doc: QuotedDoc, draft: MentionDraft) -> str:
    """The grammatical role of a name; in apposition (``his assistant, Ann Lee, did``) it has that of its noun.

    What begins a sentence is its subject, also where the verb is taken for a noun: ``Lee shrugs.``.
    """
    i = draft.span.root.i
    if doc.dep[i] == "compound" and draft.span.start == doc.sentence_of(i).start:
        return "nsubj"
    while doc.dep[i] == "appos" and doc.head[i] != i:
        i = doc.head[i]
    if doc.dep[i] == "poss" and doc.lower[doc.head[i]] in doc.cue_words.texts:
        i = doc.head[i]  # Lee's article attacked
    return doc.dep[i]

"""Speakers: the words that name who said it, and those that name to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.annotations import mentions_by_token
from streamproc.nlp.cues import texts
from streamproc.nlp.marks import DASHES

if TYPE_CHECKING:
    from spacy.tokens import Token

    from streamproc.nlp.page import Page, Range

NOUN_TAGS = frozenset(["NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT", "WP"])
_PREMODIFIERS = frozenset(["det", "compound", "amod", "nmod", "poss", "nummod", "quantmod", "case", "advmod"])


_SHARES_SUBJECT = frozenset(["conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep"])
_CARRIED = frozenset(["dobj", "pobj", "prep", "appos", "attr", "conj"])
_STEPS_UP = 5
_SET_OFF = 30
"""Words between a subject and its verb that commas set off, at most."""


def subject_of(page: Page, verb: Token) -> Token | None:
    """The head word of the one who speaks: the verb's own subject, or the one it shares with the verb above it."""
    token = verb
    for _ in range(_STEPS_UP):
        if (own := own_subject(page, token, passive=token is verb)) is not None:
            return antecedent(verb) if own.lower_ == "that" else own
        head = token.head
        if head is token or any(child.dep_ == "nsubjpass" for child in verb.children):
            return None
        if token.dep_ in {"acl", "relcl"} or (token.dep_ in _SHARES_SUBJECT and head.tag_[:1] == "N"):
            return author(page, head)
        if token.dep_ not in _SHARES_SUBJECT:
            return None
        if token.dep_ == "xcomp" and token.tag_ == "VB":
            asked = next((c for c in head.rights if c.dep_ == "dobj" and c.i < token.i), None)
            if asked is not None:
                return asked
        token = head
    return None


def own_subject(page: Page, verb: Token, *, passive: bool = True) -> Token | None:
    """The subject among a verb's dependents. In the passive (``was told by X``) it is the agent who speaks."""
    found: Token | None = None
    for child in verb.children:
        if child.dep_ in {"nsubj", "csubj"} or (child.dep_ == "nsubjpass" and not passive):
            nearer = found is None or abs(child.i - verb.i) < abs(found.i - verb.i)
            if nearer and (page.region_at[child.i] is None or page.region_at[verb.i] is not None):
                found = child
        elif child.dep_ == "agent" and passive:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return found


def antecedent(verb: Token) -> Token | None:
    """The noun that a relative clause belongs to."""
    return verb.head if verb.dep_ == "relcl" else None


def author(page: Page, noun: Token) -> Token:
    """``She released a statement saying``: of a text it is its author who speaks."""
    if noun.lower_ not in texts():
        return noun
    token = noun
    for _ in range(_STEPS_UP):
        if token.dep_ not in _CARRIED:
            break
        token = token.head
    return (own_subject(page, token) if token is not noun else None) or noun


def author_of_noun(page: Page, noun: Token) -> Token | None:
    """Whose claim it is: ``her claim``, ``the claim by Lee``, ``Lee made the claim``."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.lower_ in {"by", "from"}:
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    if noun.dep_ == "dobj" and noun.head.lower_ in {"made", "make", "makes", "making", "issued", "repeated", "voiced"}:
        return own_subject(page, noun.head)
    return None


def last_noun(page: Page, start: int, end: int) -> Token | None:
    """The last name or noun between two tokens."""
    for i in range(end - 1, start - 1, -1):
        if page.doc[i].tag_ in NOUN_TAGS:
            mention = mentions_by_token(page.doc)[i]
            return mention.span.root if mention is not None else page.doc[i]
    return page.doc[start] if start + 1 == end else None


def noun_phrase(page: Page, head: Token, low: int, high: int) -> Range:
    """The words of a speaker without apposition and relative clause: name or noun with what stands before it.

    Of ``a spokesman for the club, Tom Reyes,`` it is the name.
    """
    name = name_in_apposition(page, head, low, high)
    if name is not None:
        return name
    start = end = head.i
    for child in head.children:
        if child.dep_ in _PREMODIFIERS or (child.i < head.i and child.dep_ in {"appos", "nmod"}):
            start = min(start, child.left_edge.i)
    mention = mentions_by_token(page.doc)[head.i]
    end += 1
    if mention is not None:
        start, end = min(start, mention.span.start), max(end, mention.span.end)
    return max(start, low), min(end, high)


def name_in_apposition(page: Page, head: Token, low: int, high: int) -> Range | None:
    """The person that a role is explained by."""
    if head.tag_ not in {"NN", "NNS"} or head.i + 1 >= high:
        return None
    for child in head.rights:
        mention = mentions_by_token(page.doc)[child.i] if child.dep_ == "appos" else None
        entity = mention.entity if mention is not None and mention.kind == "name" else None
        if mention is not None and entity is not None and entity.type == "PERSON":
            start, end = mention.span.start, mention.span.end
            return (start, end) if low <= start and end <= high else None
    return None


def noun_before(page: Page, i: int, low: int) -> Token | None:
    """The noun that ends right before token ``i``, adverbs and auxiliaries skipped."""
    j = i - 1
    while j >= low and page.doc[j].tag_ in {"RB", "MD", "VBZ", "VBD", "VBP", "VBN", "VB"} and i - j < _STEPS_UP:
        j -= 1
    if j >= low and page.doc[j].tag_ in NOUN_TAGS and page.region_at[j] is None:
        return page.doc[j]
    return None


def noun_set_off(page: Page, i: int, low: int) -> Token | None:
    """``Ann Lee, who runs the club, said``: the name or noun before what is set off by commas from its verb."""
    j = i - 1
    while j > low and page.doc[j].tag_ == "RB":
        j -= 1
    if j <= low or page.doc[j].text not in {",", *DASHES}:
        return None
    found: Token | None = None
    for k in range(j - 1, max(low, j - _SET_OFF) - 1, -1):
        token, mention = page.doc[k], mentions_by_token(page.doc)[k]
        if page.region_at[k] is not None:
            return found
        if mention is not None and mention.kind == "name" and token.ent_type_ == "PERSON" and is_set_off(page, k + 1):
            return mention.span.root
        if token.tag_ in NOUN_TAGS and token.tag_ != "DT" and is_set_off(page, k + 1):
            found = token
    return found if found is not None and found.i < j - 1 else None


def is_set_off(page: Page, i: int) -> bool:
    return page.doc[i].text in {",", "(", *DASHES}


def leading_subject(page: Page, start: int, end: int) -> Token | None:
    """The subject of the first finite verb between two tokens."""
    for token in page.doc[start:end]:
        if token.dep_ == "nsubj" and page.region_at[token.i] is None:
            return token
    return None


def last_name(page: Page, start: int, end: int) -> Token | None:
    """The person or organisation named last between two tokens."""
    for i in range(end - 1, start - 1, -1):
        mention = mentions_by_token(page.doc)[i]
        if mention is not None and mention.entity is not None and mention.entity.type in {"PERSON", "ORG"}:
            return mention.span.root
    return None


def noun_after(page: Page, i: int, high: int) -> Token | None:
    """The head of the noun phrase that begins at token ``i``."""
    last = None
    for j in range(i, min(high, i + 15)):
        token = page.doc[j]
        if page.region_at[j] is not None or (token.is_punct and token.text not in {"-", "."}) or token.tag_ == "WP":
            break
        if token.tag_ in NOUN_TAGS and token.tag_ != "DT":
            last = token
            mention = mentions_by_token(page.doc)[j]
            after = mention.span.end if mention is not None else high
            if mention is not None and not (after < high and page.doc[after].tag_[:2] == "NN"):
                return page.doc[min(mention.span.end, high) - 1] if mention.span.root.i < i else mention.span.root
            continue
        if token.tag_[:2] in {"JJ", "DT", "PR", "PO", "CD", "VB", "NN", "HY"} or token.text == "-":
            if token.tag_[:2] == "VB" and last is not None:
                break
            continue
        break
    return last


def addressee_of(verb: Token, *, listener: bool) -> Token | None:
    """The head word of the one it is said to: ``told reporters``, ``said to Smith``."""
    for child in verb.children:
        if child.dep_ == "dative" and child.tag_[:2] in {"NN", "PR"}:
            return child
        if child.dep_ in {"dative", "prep"} and child.lower_ == "to":
            return next((c for c in child.children if c.dep_ == "pobj" and is_somebody(c)), None)
        if listener and child.dep_ == "dobj" and child.i > verb.i:
            return child
    return None


def is_somebody(noun: Token) -> bool:
    """A name or a pronoun can be spoken to; of other nouns it isn't known."""
    return noun.tag_ == "PRP" or noun.ent_type_ in {"PERSON", "ORG"}

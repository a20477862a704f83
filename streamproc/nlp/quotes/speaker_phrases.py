"""Speakers: the words that name who said it, and those that name to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.lang.lex_attrs import is_punct

from streamproc.nlp.quotes.mentions import root
from streamproc.nlp.quotes.names_behind import name_after_roles, name_after_title
from streamproc.nlp.quotes.quotation_marks import DASHES

if TYPE_CHECKING:
    from streamproc.nlp.doc.drafts import MentionDraft
    from streamproc.nlp.quotes.quoted_doc import QuotedDoc
    from streamproc.nlp.quotes.quoted_text import Range

NOUN_TAGS = frozenset(["NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT", "WP"])
_PREMODIFIERS = frozenset(["det", "compound", "amod", "nmod", "poss", "nummod", "quantmod", "case", "advmod"])


_ROLE_TAGS = frozenset(["NN", "NNS", "CD"])
_CALLED = frozenset(["surnamed", "named"])
_TIES = frozenset(["appos", "conj", "prep", "pobj", "compound", "nmod"])
_STEPS = 6
_LONGEST_ROLE = 16
"""Words from a role to the name that explains it, at most."""
_LONGEST_PHRASE = 15
_AUXILIARIES = 5
"""Adverbs and auxiliaries between a noun and its verb, at most, and one."""
_SET_OFF = 30
"""Words between a subject and its verb that commas set off, at most."""


def last_noun(doc: QuotedDoc, start: int, end: int) -> int | None:
    """The last name or noun between two tokens."""
    for i in range(end - 1, start - 1, -1):
        if doc.tag[i] in NOUN_TAGS:
            mention = doc.mentions[i]
            return root(mention) if mention is not None else i
    return start if start + 1 == end else None


def noun_phrase(doc: QuotedDoc, head: int, low: int, high: int) -> Range:
    """The words of a speaker without apposition and relative clause: name or noun with what stands before it.

    Of ``a spokesman for the club, Tom Reyes,`` it is the name.
    """
    name = name_in_apposition(doc, head, low, high)
    if name is not None:
        return name
    if head + 2 < high and doc.lower[head + 1] == "and" and doc.tag[head] in _ROLE_TAGS:
        other = name_after_roles(doc, head + 2, high)  # party chief and acting minister Ann Lee
        head = head if other is None or other >= high else other
    start = end = head
    for child in doc.children(head):
        if doc.dep[child] in _PREMODIFIERS or (child < head and doc.dep[child] in {"appos", "nmod"}):
            start = min(start, doc.tokens.left_edge(child))
    mention = doc.mentions[head]
    end += 1
    if mention is not None:
        start, end = min(start, mention.span.start), max(end, mention.span.end)
    return max(start, low), min(end, high)


def name_in_apposition(doc: QuotedDoc, head: int, low: int, high: int) -> Range | None:
    """The person that a role is explained by."""
    if doc.tag[head] not in _ROLE_TAGS or head + 1 >= high:
        return None
    called = doc.mentions[head + 2] if head + 2 < high and is_called(doc, head + 1) else None
    if called is not None and called.kind == "name" and called.span.start == head + 2 and called.span.end <= high:
        return called.span.start, called.span.end
    seen = None
    for i in range(head + 1, min(doc.tokens.right_edge(head) + 1, high, head + _LONGEST_ROLE)):
        if doc.tag[i] == "WP" or doc.quoted_at[i] is not None:
            return None
        mention = doc.mentions[i]
        if mention is None or mention is seen or mention.kind != "name" or mention.entity is None:
            continue
        seen = mention
        start, end = mention.span.start, mention.span.end
        body = mention.entity.type == "ORG" and start == head + 1  # the television channel El-Nahar TV
        behind = behind_body(doc, mention)
        if (
            (mention.entity.type == "PERSON" or body)
            and start > head
            and explains(doc, root(mention), head, apposition=behind)
        ):
            return (start, end) if low <= start and end <= high else None
    return None


def is_called(doc: QuotedDoc, i: int) -> bool:
    """``a resident surnamed Chan``, but not ``the board named Chan``."""
    return doc.lower[i] in _CALLED and doc.tag[i] == "VBN" and doc.dep[i] == "acl"


def behind_body(doc: QuotedDoc, mention: MentionDraft) -> bool:
    """``the envoy at FAO Tomas Reyes``: a person's name right behind a body's."""
    before = doc.mentions[mention.span.start - 1]
    return before is not None and before.entity is not None and before.entity.type == "ORG"


def explains(doc: QuotedDoc, name: int, head: int, *, apposition: bool) -> bool:
    """Is a name tied to a role by apposition: ``the mayor of Lindos, Eleni Vassou``, ``the engineer and writer Ann Lee``?"""
    i = name
    for _ in range(_STEPS):
        if i == head:
            return apposition
        if doc.dep[i] not in _TIES:
            return False
        apposition = apposition or doc.dep[i] == "appos"
        i = doc.head[i]
    return False


def noun_before(doc: QuotedDoc, i: int, low: int) -> int | None:
    """The noun that ends right before token ``i``, adverbs and auxiliaries skipped."""
    j = i - 1
    while j >= low and doc.tag[j] in {"RB", "MD", "VBZ", "VBD", "VBP", "VBN", "VB"} and i - j < _AUXILIARIES:
        j -= 1
    if j >= low and doc.tag[j] in NOUN_TAGS and doc.quoted_at[j] is None:
        return j
    return None


def noun_set_off(doc: QuotedDoc, i: int, low: int) -> int | None:
    """``Ann Lee, who runs the club, said``: the name or noun before what is set off by commas from its verb."""
    j = i - 1
    while j > low and (doc.tag[j] == "RB" or doc.lower[j] in {"had", "has", "have"}):
        j -= 1
    if j <= low or doc.words[j] not in {",", *DASHES}:
        return None
    found: int | None = None
    for k in range(j - 1, max(low, j - _SET_OFF) - 1, -1):
        mention = doc.mentions[k]
        if doc.quoted_at[k] is not None:
            return found
        if (
            mention is not None
            and mention.kind == "name"
            and "PERSON" in {doc.spacy_doc[k].ent_type_, mention.entity.type if mention.entity is not None else None}
            and is_set_off(doc, k + 1)
        ):
            return root(mention)
        if doc.tag[k] in NOUN_TAGS and doc.tag[k] != "DT" and is_set_off(doc, k + 1):
            found = k
    return found if found is not None and found < j - 1 else None


def is_set_off(doc: QuotedDoc, i: int) -> bool:
    return doc.words[i] in {",", "(", *DASHES}


def leading_subject(doc: QuotedDoc, start: int, end: int) -> int | None:
    """The subject of the first finite verb between two tokens."""
    for token in range(start, end):
        if doc.dep[token] == "nsubj" and doc.quoted_at[token] is None:
            return token
    return None


def last_name(doc: QuotedDoc, start: int, end: int) -> int | None:
    """The person or organisation named last between two tokens."""
    for i in range(end - 1, start - 1, -1):
        mention = doc.mentions[i]
        if mention is not None and mention.entity is not None and mention.entity.type in {"PERSON", "ORG"}:
            return root(mention)
    return None


def noun_after(doc: QuotedDoc, i: int, high: int) -> int | None:
    """The head of the noun phrase that begins at token ``i``."""
    last = None
    for j in range(i, min(high, i + _LONGEST_PHRASE)):
        if last is not None and doc.tag[j] == "CC" and (name := name_after_roles(doc, j + 1, high)) is not None:
            return name
        if ends_phrase(doc, j, has_noun=last is not None):
            break
        if is_noun(doc, j):
            last = j
            mention = doc.mentions[j]
            if mention is not None and (named := named_by(doc, mention, i, high)) is not None:
                return named
    return last


def named_by(doc: QuotedDoc, mention: MentionDraft, i: int, high: int) -> int | None:
    """The head of a mention that the phrase ends with, or of the name behind it: ``FBC convenor Thabo Ndlovu``."""
    after = mention.span.end
    body = mention.entity is not None and mention.entity.type in {"ORG", "GPE", "NORP"}
    if body and (name := name_after_title(doc, after, high)) is not None:
        return name
    if after < high and (doc.tag[after][:2] == "NN" or doc.tag[after] == "POS"):
        return None
    return min(after, high) - 1 if root(mention) < i else root(mention)


def is_noun(doc: QuotedDoc, i: int) -> bool:
    if doc.tag[i] == "ADD":
        return True  # reports example.com
    return doc.tag[i] in NOUN_TAGS and doc.tag[i] != "DT"


def ends_phrase(doc: QuotedDoc, i: int, *, has_noun: bool) -> bool:
    """Whether a token is no part of the noun phrase before it."""
    word, tag = doc.words[i], doc.tag[i]
    if doc.quoted_at[i] is not None or (is_punct(word) and word not in {"-", "."}) or tag == "WP":
        return True
    if is_noun(doc, i):
        return False
    if tag[:2] == "VB":
        return has_noun
    return tag[:2] not in {"JJ", "DT", "PR", "PO", "CD", "NN", "HY"} and word != "-"

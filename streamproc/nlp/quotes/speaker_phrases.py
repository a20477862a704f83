"""Speakers: the words that name who said it, and those that name to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.lang.lex_attrs import is_punct

from streamproc.nlp.quotes.cue_words import texts
from streamproc.nlp.quotes.quotation_marks import DASHES

if TYPE_CHECKING:
    from streamproc.nlp.doc.drafts import MentionDraft
    from streamproc.nlp.quotes.quoted_doc import Page, Range

NOUN_TAGS = frozenset(["NN", "NNS", "NNP", "NNPS", "PRP", "CD", "DT", "WP"])
_PREMODIFIERS = frozenset(["det", "compound", "amod", "nmod", "poss", "nummod", "quantmod", "case", "advmod"])


_SHARES_SUBJECT = frozenset(["conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep"])
_CARRIED = frozenset(["dobj", "pobj", "prep", "appos", "attr", "conj"])
_STEPS_UP = 5
_SET_OFF = 30
"""Words between a subject and its verb that commas set off, at most."""


def subject_of(page: Page, verb: int) -> int | None:
    """The head word of the one who speaks: the verb's own subject, or the one it shares with the verb above it."""
    token = verb
    for _ in range(_STEPS_UP):
        if (own := own_subject(page, token, passive=token == verb)) is not None:
            return antecedent(page, verb) if page.lower[own] == "that" else own
        head = page.head[token]
        if head == token or any(page.dep[child] == "nsubjpass" for child in page.children(verb)):
            return None
        if page.dep[token] in {"acl", "relcl"} or (page.dep[token] in _SHARES_SUBJECT and page.tag[head][:1] == "N"):
            return author(page, head)
        if page.dep[token] not in _SHARES_SUBJECT:
            return None
        if page.dep[token] == "xcomp" and page.tag[token] == "VB":
            asked = next((c for c in page.rights(head) if page.dep[c] == "dobj" and c < token), None)
            if asked is not None:
                return asked
        token = head
    return None


def own_subject(page: Page, verb: int, *, passive: bool = True) -> int | None:
    """The subject among a verb's dependents. In the passive (``was told by X``) it is the agent who speaks."""
    found: int | None = None
    for child in page.children(verb):
        if page.dep[child] in {"nsubj", "csubj"} or (page.dep[child] == "nsubjpass" and not passive):
            nearer = found is None or abs(child - verb) < abs(found - verb)
            if nearer and (page.region_at[child] is None or page.region_at[verb] is not None):
                found = child
        elif page.dep[child] == "agent" and passive:
            return next((c for c in page.children(child) if page.dep[c] == "pobj"), None)
    return found


def antecedent(page: Page, verb: int) -> int | None:
    """The noun that a relative clause belongs to."""
    return page.head[verb] if page.dep[verb] == "relcl" else None


def author(page: Page, noun: int) -> int:
    """``She released a statement saying``: of a text it is its author who speaks."""
    if page.lower[noun] not in texts():
        return noun
    token = noun
    for _ in range(_STEPS_UP):
        if page.dep[token] not in _CARRIED:
            break
        token = page.head[token]
    subject = own_subject(page, token) if token != noun else None
    return noun if subject is None else subject


def author_of_noun(page: Page, noun: int) -> int | None:
    """Whose claim it is: ``her claim``, ``the claim by Lee``, ``Lee made the claim``."""
    for child in page.children(noun):
        if page.dep[child] == "poss":
            return child
        if page.dep[child] == "prep" and page.lower[child] in {"by", "from"}:
            return next((c for c in page.children(child) if page.dep[c] == "pobj"), None)
    if page.dep[noun] == "dobj" and page.lower[page.head[noun]] in {
        "made",
        "make",
        "makes",
        "making",
        "issued",
        "repeated",
        "voiced",
    }:
        return own_subject(page, page.head[noun])
    return None


def last_noun(page: Page, start: int, end: int) -> int | None:
    """The last name or noun between two tokens."""
    for i in range(end - 1, start - 1, -1):
        if page.tag[i] in NOUN_TAGS:
            mention = page.mentions[i]
            return root(mention) if mention is not None else i
    return start if start + 1 == end else None


def root(mention: MentionDraft) -> int:
    """The head word of a mention."""
    head: int = mention.span.root.i
    return head


def noun_phrase(page: Page, head: int, low: int, high: int) -> Range:
    """The words of a speaker without apposition and relative clause: name or noun with what stands before it.

    Of ``a spokesman for the club, Tom Reyes,`` it is the name.
    """
    name = name_in_apposition(page, head, low, high)
    if name is not None:
        return name
    start = end = head
    for child in page.children(head):
        if page.dep[child] in _PREMODIFIERS or (child < head and page.dep[child] in {"appos", "nmod"}):
            start = min(start, page.tokens.left_edge(child))
    mention = page.mentions[head]
    end += 1
    if mention is not None:
        start, end = min(start, mention.span.start), max(end, mention.span.end)
    return max(start, low), min(end, high)


def name_in_apposition(page: Page, head: int, low: int, high: int) -> Range | None:
    """The person that a role is explained by."""
    if page.tag[head] not in {"NN", "NNS"} or head + 1 >= high:
        return None
    for child in page.rights(head):
        mention = page.mentions[child] if page.dep[child] == "appos" else None
        entity = mention.entity if mention is not None and mention.kind == "name" else None
        if mention is not None and entity is not None and entity.type == "PERSON":
            start, end = mention.span.start, mention.span.end
            return (start, end) if low <= start and end <= high else None
    return None


def noun_before(page: Page, i: int, low: int) -> int | None:
    """The noun that ends right before token ``i``, adverbs and auxiliaries skipped."""
    j = i - 1
    while j >= low and page.tag[j] in {"RB", "MD", "VBZ", "VBD", "VBP", "VBN", "VB"} and i - j < _STEPS_UP:
        j -= 1
    if j >= low and page.tag[j] in NOUN_TAGS and page.region_at[j] is None:
        return j
    return None


def noun_set_off(page: Page, i: int, low: int) -> int | None:
    """``Ann Lee, who runs the club, said``: the name or noun before what is set off by commas from its verb."""
    j = i - 1
    while j > low and page.tag[j] == "RB":
        j -= 1
    if j <= low or page.words[j] not in {",", *DASHES}:
        return None
    found: int | None = None
    for k in range(j - 1, max(low, j - _SET_OFF) - 1, -1):
        mention = page.mentions[k]
        if page.region_at[k] is not None:
            return found
        if (
            mention is not None
            and mention.kind == "name"
            and page.doc[k].ent_type_ == "PERSON"
            and is_set_off(page, k + 1)
        ):
            return root(mention)
        if page.tag[k] in NOUN_TAGS and page.tag[k] != "DT" and is_set_off(page, k + 1):
            found = k
    return found if found is not None and found < j - 1 else None


def is_set_off(page: Page, i: int) -> bool:
    return page.words[i] in {",", "(", *DASHES}


def leading_subject(page: Page, start: int, end: int) -> int | None:
    """The subject of the first finite verb between two tokens."""
    for token in range(start, end):
        if page.dep[token] == "nsubj" and page.region_at[token] is None:
            return token
    return None


def last_name(page: Page, start: int, end: int) -> int | None:
    """The person or organisation named last between two tokens."""
    for i in range(end - 1, start - 1, -1):
        mention = page.mentions[i]
        if mention is not None and mention.entity is not None and mention.entity.type in {"PERSON", "ORG"}:
            return root(mention)
    return None


def noun_after(page: Page, i: int, high: int) -> int | None:
    """The head of the noun phrase that begins at token ``i``."""
    last = None
    for j in range(i, min(high, i + 15)):
        word, tag = page.words[j], page.tag[j]
        if page.region_at[j] is not None or (is_punct(word) and word not in {"-", "."}) or tag == "WP":
            break
        if tag in NOUN_TAGS and tag != "DT":
            last = j
            mention = page.mentions[j]
            after = mention.span.end if mention is not None else high
            if mention is not None and not (after < high and page.tag[after][:2] == "NN"):
                return min(mention.span.end, high) - 1 if root(mention) < i else root(mention)
            continue
        if tag[:2] in {"JJ", "DT", "PR", "PO", "CD", "VB", "NN", "HY"} or word == "-":
            if tag[:2] == "VB" and last is not None:
                break
            continue
        break
    return last


def addressee_of(page: Page, verb: int, *, listener: bool) -> int | None:
    """The head word of the one it is said to: ``told reporters``, ``said to Smith``."""
    for child in page.children(verb):
        if page.dep[child] == "dative" and page.tag[child][:2] in {"NN", "PR"}:
            return child
        if page.dep[child] in {"dative", "prep"} and page.lower[child] == "to":
            return next((c for c in page.children(child) if page.dep[c] == "pobj" and is_somebody(page, c)), None)
        if listener and page.dep[child] == "dobj" and child > verb:
            return child
    return None


def is_somebody(page: Page, noun: int) -> bool:
    """A name or a pronoun can be spoken to; of other nouns it isn't known."""
    return page.tag[noun] == "PRP" or page.doc[noun].ent_type_ in {"PERSON", "ORG"}

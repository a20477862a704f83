"""Names behind roles: ``(said FBC) convenor Thabo Ndlovu``, ``(civil rights and) labour lawyer Ann Lee``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.knowledge.roles import load_roles
from streamproc.nlp.quotes.mentions import root
from streamproc.nlp.quotes.role_nouns import BODIES

if TYPE_CHECKING:
    from streamproc.nlp.quotes.quoted_doc import QuotedDoc

_NO_ROLE = frozenset(["IN", "CC", "DT", "TO", "RB", "VBD", "VBZ", "WP", "WDT", "WRB", "PRP", "PRP$", "MD"])
_LONGEST_ROLE = 16
"""Words from a role to the name that explains it, at most."""
_BEFORE_NAME = 6
"""Words of a second role (``civil rights and labour lawyer Ann Lee``), at most."""
_FIRST_AND_LAST = 2


def name_after_roles(doc: QuotedDoc, i: int, high: int) -> int | None:
    """``(civil rights and) labour lawyer Ann Lee``: the head of a person's name that only nouns stand before."""
    for j in range(i, min(high, i + _BEFORE_NAME)):
        mention = doc.mentions[j]
        entity = mention.entity if mention is not None and mention.kind == "name" else None
        if mention is not None and entity is not None and entity.type == "PERSON":
            return root(mention) if j > i else None
        if mention is not None and entity is not None and entity.type == "ORG" and doc.lower[j - 1] in BODIES:
            return root(mention) if j > i else None  # according to investment and research firm Norvik
        if doc.tag[j] not in {"NN", "NNS", "JJ", "NNP", "VBG"}:
            return None
    return None


def name_after_title(doc: QuotedDoc, i: int, high: int) -> int | None:
    """``(said FBC) convenor Thabo Ndlovu``: the head of a person's name that one role stands before, whatever its tag."""
    name = doc.mentions[i + 1] if i + 1 < min(high, len(doc.words)) else None
    if i >= high or not doc.words[i].isalpha() or not doc.words[i].islower() or doc.tag[i] in _NO_ROLE:
        return None
    if name is not None and name.entity is not None and name.kind == "name" and name.entity.type == "PERSON":
        return root(name) if name.span.start == i + 1 else None
    end = next((j for j in range(i + 1, min(high, i + _BEFORE_NAME)) if doc.tag[j] not in {"NNP", "NNPS"}), high)
    ends = end >= high or doc.words[end] in {",", "."}
    return end - 1 if ends and end - i > _FIRST_AND_LAST and doc.lower[i] in load_roles().heads else None


def name_behind(doc: QuotedDoc, subject: int, verb: int) -> int | None:
    """``FBF convenor Thabo Ndlovu said``, ``Study co-author and professor in Lund Ann Lee said``: the name right before the verb.

    It is who speaks where the subject is no noun for the parser, or a thing, and only roles stand between the two.
    """
    mention = doc.mentions[verb - 1]
    if mention is None or mention.entity is None or mention.entity.type != "PERSON" or mention.kind != "name":
        return None
    start = mention.span.start
    if mention.span.end != verb or not subject < start <= subject + _LONGEST_ROLE or doc.tag[start - 1] in _NO_ROLE:
        return None
    torn = any(doc.dep[c] == "dobj" for c in doc.children(subject)) or not doc.words[subject][0].isalnum()
    wrong = (
        torn or doc.tag[subject][:1] in {"V", "H", ":"} or (doc.tag[subject] == "NNP" and doc.mentions[subject] is None)
    )
    return root(mention) if wrong and not doc.has_finite_verb(subject + 1, start) else None

"""Whose words are read out: ``Quoting the report by Ann Lee, the mayor read: "…"``, ``read from a letter by Lee, saying …``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamproc.nlp.quotes.quoted_doc import QuotedDoc

_READ = frozenset(["read", "reads", "reading", "quoting", "quoted", "cited", "citing"])
_READS_OUT = frozenset(["read", "reads", "quoted", "cited"])
_HE_OR_SHE = frozenset(["he", "she"])
_FINITE = frozenset(["VBD", "VBZ"])
_BY = 8
"""Words from a text to *by*, at most."""


def read_out(doc: QuotedDoc, verb: int, subject: int | None, start: int) -> int | None:
    """The head word of who wrote what is read out, or of the one who did something, *admitting* it; None elsewhere.

    ``verb``: the cue; ``subject``: its own; ``start``: where its sentence begins.
    """
    if doc.tag[verb] == "VBG" and doc.words[verb - 1] == "," and subject is not None and subject < verb:
        read = next((i for i in range(subject + 1, min(subject + _BY, verb)) if doc.lower[i] in _READS_OUT), None)
        inner = _did_it_too(doc, subject, verb)
        return inner if inner is not None or read is None else _author(doc, read, verb)
    if doc.lower[verb] in {"read", "reads"} and subject is not None and doc.lower[start] in _READ:
        return _author(doc, start, subject)
    return None


def _author(doc: QuotedDoc, start: int, end: int) -> int | None:
    """``a report issued by Ann Lee``: who is named behind *by*, the text before it."""
    texts = doc.cue_words.texts
    for i in range(start + 1, end):
        if doc.lower[i] in texts:
            by = next((j for j in range(i + 1, min(i + _BY, end)) if doc.lower[j] in {"by", "from"}), None)
            return next((c for c in doc.children(by) if doc.dep[c] == "pobj" and c < end), None) if by else None
    return None


def _did_it_too(doc: QuotedDoc, subject: int, verb: int) -> int | None:
    """``… in which she took the blame, admitting that she …``: the pronoun right before is the one who admits."""
    said = next((w for w in doc.lower[verb + 1 : verb + 3] if w in _HE_OR_SHE), None)
    if said is None:
        return None
    for i in range(verb - 2, subject + 1, -1):
        if doc.tag[i] in _FINITE:
            return i - 1 if doc.lower[i - 1] == said else None
    return None

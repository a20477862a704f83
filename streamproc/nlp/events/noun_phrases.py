"""The noun phrase around a head: what a participant is called in the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Span

if TYPE_CHECKING:
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_LEFT = frozenset({"compound", "amod", "det", "nummod", "poss", "nmod", "predet"})
_NESTED = 3
"""``of`` phrases inside each other; a longer chain is an enumeration."""


def noun_phrase(syntax: ArgumentFrames, head: int) -> Span:
    """The phrase with what stands before its noun, its name, and its ``of`` phrases; clauses and other phrases not."""
    start, end = _extent(syntax, head, _NESTED)
    return Span(syntax.doc, start, end)


def _extent(syntax: ArgumentFrames, head: int, nested: int) -> tuple[int, int]:
    start, end = head, head + 1
    mention = syntax.mentions[head]
    if mention is not None and mention.kind == "name":
        start, end = min(start, mention.span.start), max(end, mention.span.end)
    for child in syntax.children(head):
        if child < head:
            if syntax.dep[child] in _LEFT:
                start = min(start, syntax.tokens.left_edge(child))
        elif nested and syntax.dep[child] == "prep" and syntax.words[child].lower == "of":
            for grandchild in syntax.children(child):
                if syntax.dep[grandchild] == "pobj" and not _is_deed_of(syntax, head, grandchild):
                    end = max(end, _extent(syntax, grandchild, nested - 1)[1])
    return start, end


def _is_deed_of(syntax: ArgumentFrames, head: int, noun: int) -> bool:
    """``accused the army of slaughter``: what somebody is accused of belongs to no name."""
    return "@violence" in syntax.words[noun].labels and "@actor" in syntax.labels(head)


def looked_through(syntax: ArgumentFrames, head: int) -> int:
    """``dozens of rebels`` are rebels."""
    if syntax.words[head].is_quantity:
        for child in syntax.children(head):
            if syntax.words[child].lower == "of":
                for grandchild in syntax.children(child):
                    if syntax.dep[grandchild] == "pobj":
                        return grandchild
    return head

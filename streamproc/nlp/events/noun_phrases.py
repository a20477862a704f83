"""The noun phrase around a head: what a participant is called in the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Span

if TYPE_CHECKING:
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
    from streamproc.nlp.lexicon.matcher import Match

_LEFT = frozenset({"compound", "amod", "det", "nummod", "poss", "nmod", "predet", "quantmod"})
_TAKES_OF = frozenset(
    {"accuse", "convict", "acquit", "suspect", "clear", "rob", "strip", "deprive", "inform", "warn", "remind"}
)
"""Verbs that say with ``of`` what somebody did, lost or learned."""
_CLOSE = 5
"""A name so near after a noun, with no comma between, belongs to it."""
_BOUNDS = frozenset({"least", "most"})
_NESTED = 3
"""``of`` phrases inside each other; a longer chain is an enumeration."""


def noun_phrase(syntax: ArgumentFrames, head: int) -> Span:
    """The phrase with what stands before its noun, its name, and its ``of`` phrases; clauses and other phrases not."""
    start, end = _extent(syntax, head, _NESTED)
    if syntax.words[head].lower == "those" and end < len(syntax.head) and syntax.head[end] == head:
        end += 1  # ``those arrested``
    if start and syntax.words[start].lower in _BOUNDS and syntax.words[start - 1].lower == "at":
        start -= 1  # ``at least two people``
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
        elif syntax.dep[child] == "appos" and child < head + _CLOSE and syntax.tokens.left_edge(child) == head + 1:
            named = syntax.mentions[child]
            if named is not None and named.kind == "name":  # ``the French firm Castellan``
                end = max(end, named.span.end)
        elif nested and syntax.dep[child] == "prep" and _is_close_of(syntax, child):
            for grandchild in syntax.children(child):
                if syntax.dep[grandchild] == "pobj" and not _is_deed_of(syntax, head, grandchild):
                    end = max(end, *(_extent(syntax, j, nested - 1)[1] for j in syntax.conjuncts(grandchild)))
    return start, end


def _is_close_of(syntax: ArgumentFrames, of: int) -> bool:
    """``the mayor of Oslo``; not ``Ann Lee, 29, of Oslo``."""
    return syntax.words[of].lower == "of" and syntax.words[of - 1].lower != ","


def _is_deed_of(syntax: ArgumentFrames, head: int, noun: int) -> bool:
    """``accused the army of slaughter``: what somebody is accused of belongs to no name."""
    if "@violence" in syntax.words[noun].labels and "@actor" in syntax.labels(head):
        return True
    is_object = syntax.dep[head] in {"dobj", "nsubjpass"}
    return is_object and syntax.words[syntax.head[head]].lemma in _TAKES_OF


def looked_through(syntax: ArgumentFrames, head: int) -> int:
    """``dozens of rebels`` are rebels, ``hundreds of thousands`` nobody known."""
    at = head
    for _ in range(_NESTED):
        if not syntax.words[at].is_quantity:
            return at
        below = [
            j for child in syntax.children(at) if syntax.words[child].lower == "of" for j in syntax.children(child)
        ]
        inner = next((j for j in below if syntax.dep[j] == "pobj"), None)
        if inner is None:
            return head
        at = inner
    return at


def of_campaign(syntax: ArgumentFrames, match: Match) -> Match:
    """``a bombing campaign against the militia``: the sides hang on the noun that the trigger describes."""
    noun = syntax.head[match.anchor]
    describes = syntax.dep[match.anchor] == "compound" and syntax.words[match.anchor].is_noun
    return match._replace(anchor=noun) if describes and "@event_head" in syntax.words[noun].labels else match

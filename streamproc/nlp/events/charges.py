"""A deed that a court, the police or an accuser speaks of: their place and day are not the deed's."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_FOR = frozenset({"for", "of", "with", "over", "on", "in"})
_PART_OF = frozenset({"conj", "dobj", "pobj", "pcomp", "xcomp", "prep", "compound", "amod", "nmod"})
_STEPS = 8


def charge_over(syntax: ArgumentFrames, deed: int) -> int | None:
    """The word for what is done about a deed: ``sentenced`` for embezzling, ``trial`` for murder; None: no such word."""
    node, linked = deed, False
    for _ in range(_STEPS):
        head = syntax.head[node]
        if head == node or syntax.dep[node] not in _PART_OF:
            return None
        if syntax.dep[node] in {"pobj", "pcomp"} and syntax.words[head].lower in _FOR:
            linked = True
        if linked and "@prosecuting" in syntax.words[head].labels:
            return head
        node = head
    return None


def is_of_suspect(syntax: ArgumentFrames, deed: int) -> bool:
    """``a suspect in a theft near Oslo``: the theft was there."""
    preposition = syntax.head[deed]
    somebody = "@civilian" in syntax.labels(syntax.head[preposition]) and syntax.words[preposition].lower == "in"
    return somebody and "@crime" in syntax.labels(deed)

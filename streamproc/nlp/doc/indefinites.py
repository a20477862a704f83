"""Somebody or something without a name that a text begins to speak of: ``a court in Lusaka``."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamproc.nlp.doc.tokens import Tokens

_INDEFINITE = frozenset({"a", "an", "another"})
_PARTS = frozenset({"nsubj", "nsubjpass", "dobj"})


def introduces_another(tokens: Tokens, head: int) -> bool:
    """Whether a common noun brings in one without a name (``another envoy``); not ``Ann Lee is a minister``, ``as a minister``."""
    dep, above = tokens.dep[head], tokens.head[head]
    takes_part = dep in _PARTS or (dep == "pobj" and tokens.lower[above] != "as")
    return takes_part and any(tokens.lower[child] in _INDEFINITE for child in tokens.children(head))

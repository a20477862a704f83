"""What somebody types into a search box ─► what SQLite's FTS5 and PostgreSQL understand; whatever is typed, it is no error.

All words must be there; ``"of a phrase"`` in this order; ``-word`` must not; ``wor*`` begins so.
"""

from __future__ import annotations

import re
from typing import NamedTuple

TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
WORD = re.compile(r"\w+")
MOST_TERMS = 20


class Term(NamedTuple):
    """Words in their order. ``prefix``: the last one may go on."""

    words: tuple[str, ...]
    excluded: bool
    prefix: bool


def terms(typed: str) -> list[Term]:
    found = []
    for sign, phrase, word in TERM.findall(typed):
        words = tuple(WORD.findall(phrase or word))
        if words:
            found.append(Term(words, bool(sign), word.endswith("*")))
    return found[:MOST_TERMS]


def for_fts5(typed: str) -> str | None:
    """A MATCH expression; None where no word is to be there."""
    wanted = [one for one in terms(typed) if not one.excluded]
    if not wanted:
        return None
    expression = " AND ".join(map(_fts5, wanted))
    return " NOT ".join([f"({expression})", *(_fts5(one) for one in terms(typed) if one.excluded)])


def for_tsquery(typed: str) -> str | None:
    """What ``to_tsquery('english', …)`` reads; None where no word is to be there."""
    found = terms(typed)
    if all(one.excluded for one in found):
        return None
    return " & ".join(f"{'!' if one.excluded else ''}({_tsquery(one)})" for one in found)


def _fts5(term: Term) -> str:
    return f'"{" ".join(term.words)}"{"*" if term.prefix else ""}'


def _tsquery(term: Term) -> str:
    *before, last = (f"'{word}'" for word in term.words)
    return " <-> ".join([*before, f"{last}:*" if term.prefix else last])

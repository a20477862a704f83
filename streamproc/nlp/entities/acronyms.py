"""Acronyms: is it one, what does it stand for, where is it defined."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.entities.span_list import GUESSES, SpanEdits
from streamproc.nlp.knowledge.name_folding import fold

if TYPE_CHECKING:
    from streamproc.nlp.entities.span_list import SpanList

_SMALL = frozenset({"of", "the", "and", "for", "in", "on", "to", "de", "la", "del", "y", "e", "et", "du", "des", "s"})
MAX_DEFINITION = 14
"""Words back from an acronym in brackets within which its long name begins."""


def define_acronyms(spans: SpanList) -> None:
    """``Judicial Service Commission (JSC)``: the letters in brackets begin the words of the name before them.

    The idea is Schwartz and Hearst's (2003); here each letter must begin a word.
    """
    words = spans.words
    last = len(words) - 1
    index: SpanEdits | None = None
    for i in spans.capitals:
        if 1 < i < last and words[i - 1] in ("(", "[") and words[i + 1] in (")", "]") and is_acronym(words[i]):
            index = index or SpanEdits(spans)
            _define(spans, index, i)
    if index is not None:
        index.write()


def _define(spans: SpanList, index: SpanEdits, i: int) -> None:
    long, inner = index.at[i - 2], index.at[i]
    if long is not None and long.label not in GUESSES:
        return
    start = _definition_start(spans, i - 2, spans.words[i])
    if start is not None:
        whole = long if long is not None and long.start <= start and long.label != "PERSON" else None
        label = whole.label if whole is not None else "ORG"
        index.put(Ent(start, i - 1, label))
    elif long is not None and defines(spans.words[i], spans.text(long)):
        label = long.label
    else:
        return
    if inner is None:
        index.put(Ent(i, i + 1, label))
    elif inner.end - inner.start == 1:
        inner.label = label


def _definition_start(spans: SpanList, last: int, acronym: str) -> int | None:
    """Where the long name that ends at token ``last`` begins, if each letter of the acronym begins a word of it."""
    letters = [char for char in acronym.lower() if char.isalpha()]
    small = load_words().in_organisation
    for i in range(last, max(-1, last - MAX_DEFINITION), -1):
        word = spans.words[i]
        if word[0].lower() == letters[-1]:
            letters.pop()
            if not letters:
                return i if word[0].isupper() and i < last else None
        elif word.lower() not in small and not word[0].isupper():
            return None
    return None


@lru_cache(maxsize=50_000)
def is_acronym(text: str) -> bool:
    """Two to eight capitals, perhaps with full stops, hyphens or a small letter: ``HRW``, ``U.N.``, ``CJTF-OIR``, ``AfD``."""
    letters = [char for char in text if char.isalpha()]
    capitals = sum(char.isupper() for char in letters)
    return 2 <= capitals <= 8 and " " not in text and len(letters) - capitals <= capitals // 2  # noqa: PLR2004


@lru_cache(maxsize=50_000)
def initials(text: str) -> frozenset[str]:
    """What a long name may be shortened to: its words' initials, with and without the small words."""
    words = [word for word in re.split(r"[\s\-–/]+", text.replace("&", " and ")) if word[:1].isalnum()]
    large = [word for word in words if word.casefold() not in _SMALL]
    if any(len(word) > 2 and word.isupper() for word in words) and not text.isupper():  # noqa: PLR2004 - CTV News is no CN
        return frozenset()
    return frozenset("".join(word[0] for word in some).upper() for some in (words, large) if len(some) > 1)


def letters(acronym: str) -> str:
    """An acronym's capitals without full stops and a plural: ``U.N.`` ─► ``UN``, ``IPPs`` ─► ``IPP``."""
    return re.sub(r"[^\w]", "", acronym).upper().removesuffix("S")


def abbreviates(short: str, long: str) -> bool:
    """Whether an acronym can stand for a long name anywhere in a text: the initials are the same."""
    return letters(short) in {key.removesuffix("S") for key in initials(long)}


@lru_cache(maxsize=50_000)
def defines(short: str, long: str) -> bool:
    """Whether ``long (short)`` defines: the letters of the acronym occur in order, the first one first."""
    letters = iter("".join(char for char in fold(long) if char.isalnum()))
    wanted = [char for char in fold(short) if char.isalnum()]
    return bool(wanted) and fold(long)[:1] == wanted[0] and all(char in letters for char in wanted)

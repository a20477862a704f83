"""Entries of the event lexicon: what one rule asks for.

An entry says which words (``verbs``, ``nouns``, ``adjectives`` as lemmas, ``phrases`` as running words), with which
arguments, mean which event type. Arguments are asked for by lemma (``sanction``), by modifier and lemma
(``travel ban``) or by class (``@armed``; classes are in ``words.yaml``); ``*`` is anything.

    - type: COERCE
      mode: arrest
      verbs: [arrest, detain]
      object: ["@person", "@civilian"]
      match: [{text: "Police arrested two men.", actors: Police, targets: two men}]
      not: ["The scene arrested our attention."]
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

Kind = Literal["verb", "noun", "adjective", "modal", "phrase"]


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """What some words mean. Empty conditions ask for nothing."""

    name: str
    """``coerce/arrest``: of all entries its own; the event record carries it."""
    type: str
    mode: str | None
    triggers: Mapping[Kind, tuple[str, ...]]
    wanted: Mapping[str, frozenset[str]]
    forbidden: Mapping[str, frozenset[str]]
    prep: Mapping[str, frozenset[str]]
    not_prep: Mapping[str, frozenset[str]]
    complement: frozenset[str]
    inside: str | None
    particle: frozenset[str]
    only_in: frozenset[str]
    not_in: frozenset[str]
    contexts: tuple[str, ...]
    bare: bool
    needs_subject: bool
    """A passive without an agent is not enough."""
    near: frozenset[str]
    """One of these must stand in the sentence, or the article be about war."""
    weight: float
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    own: bool = False
    """Of an operator's file: wins over bundled ones on the same words."""
    path: Path = Path()
    """The file it is in."""
    target: Mapping[str, int] = field(default_factory=dict)
    """Where its target sits, before what its type says; empty: as the type says."""
    actor: Mapping[str, int] = field(default_factory=dict)
    """Where its actor sits; empty: the subject, or what carries a noun."""
    things: Mapping[str, int] = field(default_factory=dict)
    """Where a thing stands for its target, before what its type says."""
    expected: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Sentence of ``match`` ─► what its event should hold, by field."""
    needs: tuple[frozenset[str], ...] = ()
    """Of each of these one must be among the words of the sentence, or no condition on syntax can hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """Running words that trigger an entry; ``words`` are compared with forms and lemmas."""

    words: tuple[str, ...]
    at: int
    """Which of its words it is looked up by: the longest, which is the rarest."""
    entry: Entry

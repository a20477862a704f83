"""What a lexicon file holds, as its author writes it: the schema that every file is checked by."""

from __future__ import annotations

from typing import Any, Literal, Self

from pydantic import Field, model_validator

from streamproc.nlp.knowledge.fields import Declaration, Lemmas, Name, Names, Phrases, Relations, Sentences, Words
from streamproc.nlp.lexicon.examples import Examples  # noqa: TC001 - pydantic reads it
from streamproc.nlp.lexicon.taxonomy import EventType

TRIGGERS = ("verbs", "nouns", "adjectives", "modals", "phrases")
ARGUMENTS = ("subject", "object", "modifier", "governor")


class FileDeclaration(Declaration):
    """A lexicon file."""

    defaults: dict[str, Any] = Field(default_factory=dict)
    """Fields of every entry that doesn't say otherwise."""
    types: dict[str, dict[str, Any]] = Field(default_factory=dict)
    """An operator's own event types, ``x:…``."""
    disable: Names = Field(default_factory=list)
    """Names of entries that are switched off."""
    entries: list[dict[str, Any]] = Field(default_factory=list)

    @model_validator(mode="after")
    def _holds_something(self) -> Self:
        if not (self.entries or self.disable or self.types):
            raise ValueError("holds none of entries, disable, types")
        return self


class EntryDeclaration(Declaration):
    """An entry. Words in conditions are lemmas, ``modifier noun`` or classes (``@armed``); ``*`` is anything."""

    name: Name | None = None
    replaces: Names = Field(default_factory=list)
    type: str
    mode: str | None = None
    verbs: Lemmas = ()
    nouns: Lemmas = ()
    adjectives: Lemmas = ()
    modals: Lemmas = ()
    phrases: Phrases = ()
    subject: Words = ()
    object: Words = ()
    modifier: Words = ()
    governor: Words = ()
    not_subject: Words = ()
    not_object: Words = ()
    not_modifier: Words = ()
    not_governor: Words = ()
    prep: dict[str, Words] = Field(default_factory=dict)
    not_prep: dict[str, Words] = Field(default_factory=dict)
    complement: Words = ()
    inside: Literal["promised", "denied", "wanted", "threatened"] | None = None
    particle: Words = ()
    near: Words = ()
    only_in: Words = ()
    not_in: Words = ()
    contexts: Words = ()
    bare: bool = False
    needs_subject: bool = False
    weight: float = Field(0.0, ge=-1, le=1)
    target: Relations = Field(default_factory=dict)
    actor: Relations = Field(default_factory=dict)
    things: Relations = Field(default_factory=dict)
    match: Examples
    no_match: Sentences = Field((), alias="not")

    @model_validator(mode="after")
    def _has_triggers(self) -> Self:
        if not any(getattr(self, field) for field in TRIGGERS):
            raise ValueError(f"needs one of {', '.join(TRIGGERS)}")
        return self


class OwnType(EventType):
    """An operator's own type; the bundled ones are in ``taxonomy.yaml``."""

    name: str = Field(pattern=r"^x:[A-Za-z0-9_-]{1,60}$")

"""Roles that a text repeats: ``the envoy`` later on, when only one entity can be meant."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.nlp.doc.drafts import EntityDraft

if TYPE_CHECKING:
    from collections import defaultdict

    from streamproc.nlp.doc.annotations import Passage
    from streamproc.nlp.doc.tokens import Tokens
    from streamproc.nlp.knowledge.roles import Roles

Range = tuple[int, int]
"""Tokens, half open."""
MAX_TITLE = 12
"""Words of a title before a name, at most."""
_DETERMINERS = frozenset({"the", "this", "that"})


@dataclass(slots=True, eq=False)
class Role:
    """A role that is known to be an entity's: the words around its head noun, and where it is said."""

    words: frozenset[str | int]
    entity: EntityDraft
    position: int


def content(passage: Passage, phrase: Range) -> frozenset[str | int]:
    """What says which one a phrase means: its words, and the entities it names (by identity)."""
    said: set[str | int] = set()
    for i in range(*phrase):
        mention = passage.mentions[i]
        if mention is not None and mention.kind == "name" and mention.entity is not None:
            said.add(id(mention.entity))
        elif passage.tokens.tag[i][:2] in ("NN", "JJ", "CD"):
            said.add(passage.tokens.lower[i].rstrip("."))
    return frozenset(said)


def learn_from_names(entities: list[EntityDraft], known: defaultdict[str, list[Role]], roles: Roles) -> None:
    """An organisation's name may hold its role: ``Foreign Ministry``, ``Lindos Bank``, ``University of Lindos``."""
    for entity in entities:
        if entity.type in ("ORG", "FAC"):
            words = entity.name.lower().split()
            for word in _heads_of_name(words):
                if word in roles.organisation or (entity.type == "FAC" and word in roles.place):
                    said: frozenset[str | int] = frozenset((*words, id(entity)))
                    known[word].append(Role(said, entity, entity.mentions[0].span.start))


def _heads_of_name(words: list[str]) -> list[str]:
    """The words of a name that can be its head: the last one, and one before ``of`` or ``for``."""
    heads = words[-1:]
    for i in range(1, len(words)):
        if words[i] in ("of", "for"):
            return heads if [words[i - 1]] == heads else [words[i - 1], *heads]
    return heads


def definite(tokens: Tokens, head: int) -> Range | None:
    """The phrase of a head if it is definite and says nothing more than a role: ``the UN Special Envoy``."""
    start = head
    while start > 0 and head - start < MAX_TITLE:
        start -= 1
        if tokens.lower[start] in _DETERMINERS:
            return (start, head + 1) if _ends_here(tokens, head + 1) else None
        if tokens.tag[start][:2] not in ("NN", "JJ") and tokens.tag[start] not in ("POS", "HYPH", "AFX"):
            return None
    return None


def _ends_here(tokens: Tokens, end: int) -> bool:
    if end >= tokens.size:
        return True
    tag = tokens.tag[end]
    return (
        tag[:2] not in ("NN", "JJ")
        and tokens.lower[end] not in ("of", "for", "that", "who", "which")
        and tag not in ("POS", "HYPH")
    )


def meant_entity(word: str, said: frozenset[str | int], start: int, known: list[Role]) -> EntityDraft | None:
    """The one entity whose role a phrase repeats, among those named before it."""
    said -= {word}
    meant = None
    for role in known:
        if role.position < start and role.entity is not meant and said <= role.words:
            if meant is not None:
                return None
            meant = role.entity
    return meant

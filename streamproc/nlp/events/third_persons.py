"""Whom ``he`` and ``she`` don't mean: who only speaks of them, and somebody else where one without a name was spoken of last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.events.spoken_of import GENDERS

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from streamproc.nlp.doc.drafts import EntityDraft
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_NAMELESS = {"m": frozenset({"boy", "man", "teenager", "suspect", "youth", "father", "husband"}),
             "f": frozenset({"girl", "woman", "teenager", "suspect", "mother", "wife"})}  # fmt: skip


class ThirdPersons:
    """The pronouns of one article, outside of quotation marks."""

    def __init__(self, syntax: ArgumentFrames) -> None:
        self._syntax = syntax

    def _is_subject_before(self, pronoun: int, start: int, called: AbstractSet[str]) -> bool:
        """``The man was taken to a hospital, where he died``: the last subject before it in its sentence, at the head of it."""
        syntax = self._syntax
        subjects = [j for j in range(start, pronoun) if syntax.dep[j] in {"nsubj", "nsubjpass"}]
        last = subjects[-1] if subjects else pronoun
        above = syntax.head[last]
        is_main = syntax.dep[above] == "ROOT" and any(head == above for _, head in syntax.root_path(pronoun))
        return is_main and syntax.words[last].lower in called and syntax.mentions[last] is None

    def talked_about(self, pronoun: int, speaker: EntityDraft) -> EntityDraft:
        """``Ann Lee was in jail, Sheriff Mott said. She is held``: what is done to somebody is done to the one talked about."""
        syntax = self._syntax
        start, _ = syntax.sentence(pronoun)
        if not start or syntax.dep[pronoun] == "nsubj":
            return speaker
        for root in range(*syntax.sentence(start - 1)):
            if syntax.dep[root] == "ROOT" and self._is_said_by(root, speaker):
                said = next((c for c in syntax.children(root) if syntax.dep[c] == "ccomp" and c < root), None)
                others = self._people_before(said, speaker) if said is not None else []
                if len(others) == 1 and others[0].gender in {speaker.gender, None}:
                    return others[0]
        return speaker

    def _is_said_by(self, verb: int, speaker: EntityDraft) -> bool:
        who = (self._syntax.mentions[j] for j in self._syntax.frame(verb).subjects)
        return any(mention is not None and mention.entity is speaker for mention in who)

    def _people_before(self, verb: int, speaker: EntityDraft) -> list[EntityDraft]:
        """The people whom a clause names before its verb, but for one."""
        near = self._syntax.mentions[self._syntax.tokens.left_edge(verb) : verb]
        people = {id(m.entity): m.entity for m in near if m is not None and m.entity is not None}
        return [person for person in people.values() if person.type == "PERSON" and person is not speaker]

    def is_of_nameless(self, pronoun: int) -> bool:
        """``The boy was born in 2004. Nobody charged him``: somebody without a name is the subject of the sentence before."""
        syntax = self._syntax
        start, _ = syntax.sentence(pronoun)
        called = _NAMELESS.get(GENDERS.get(syntax.words[pronoun].lower, ""))
        if called is None:
            return False
        if self._is_subject_before(pronoun, start, called):
            return True
        if not start:
            return False
        before = range(*syntax.sentence(start - 1))
        roots = (i for i in before if syntax.dep[i] == "ROOT")
        subjects = [j for root in roots for j in syntax.children(root) if syntax.dep[j] in {"nsubj", "nsubjpass"}]
        here = [j for j in range(start, pronoun) if syntax.mentions[j] is not None and syntax.dep[j] == "nsubj"]
        nameless = any(syntax.words[j].lower in called and syntax.mentions[j] is None for j in subjects)
        return nameless and not any("@person" in syntax.labels(j) for j in here)

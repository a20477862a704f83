"""Governments stand for their states: ``the Chadian government``, and ``the government`` where one country is in question."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import entities_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from streamproc.nlp.doc.drafts import EntityDraft
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_GOVERNING = frozenset({"government", "regime", "cabinet", "junta"})
"""What a state acts through; armies and police are bodies of their own."""
_LAND = frozenset({"country", "nation", "republic", "kingdom"})
_AUTHORITIES = frozenset({"authorities"})
"""Of a state only where it is named: ``the authorities`` may be a town's."""
_PLAIN = frozenset(
    {"the", "its", "own", "current", "new", "then", "former", "federal", "central", "national", "military"}
)

_SHARE = 0.5
"""Of the mentions of places and nationalities, those of the country that an article is about."""
_SAYS_WHOSE = frozenset({"prep", "relcl", "acl"})


class States:
    """The states that one article names."""

    def __init__(self, doc: Doc, syntax: ArgumentFrames) -> None:
        self._syntax = syntax
        self._by_country: dict[str, EntityDraft] = {}
        self._named: Counter[str] = Counter()
        for entity in entities_of(doc):
            if entity.geo is not None and entity.geo.country is not None:
                self._named[entity.geo.country] += len(entity.mentions)
                if entity.type == "GPE" and entity.geo.admin1 is None:
                    self._by_country.setdefault(entity.geo.country, entity)

    def meant(self, head: int, country: str | None) -> EntityDraft | None:
        """The state that a noun stands for; ``country``: the ISO code that the phrase itself says."""
        if not self._governs(head):
            return None
        if country is not None:
            return self._by_country.get(country) if self._says_only_whose(head) else None
        if self._syntax.words[head].lower in _LAND and self._is_definite(head):
            last = self._named_last(head)
            if last is not None:
                return last
        return self._by_country.get(self._in_question(head) or "") if self._is_definite(head) else None

    def acting_in(self, country: str, head: int) -> EntityDraft | None:
        """The same of a noun that says no country, by the country where it acts."""
        lower = self._syntax.words[head].lower
        if lower in _LAND or lower == "administration" or not self._governs(head) or not self._is_definite(head):
            return None
        return self._by_country.get(country)

    def _named_last(self, head: int) -> EntityDraft | None:
        """``the country``: the only one named before it in its sentence and the one before."""
        start, _ = self._syntax.sentence(head)
        begin = self._syntax.sentence(start - 1)[0] if start else 0
        states = {id(state): state for state in self._by_country.values()}
        named = {id(m.entity) for m in self._syntax.mentions[begin:head] if m is not None} & states.keys()
        return states[named.pop()] if len(named) == 1 else None

    def _in_question(self, head: int) -> str | None:
        """The country that the article is about, unless the sentence names another."""
        if not self._named:
            return None
        [(country, times)] = self._named.most_common(1)
        if times <= _SHARE * self._named.total():
            return None
        mentions = self._syntax.mentions[slice(*self._syntax.sentence(head))]
        here = {
            m.entity.geo.country
            for m in mentions
            if m is not None and m.entity is not None and m.entity.geo is not None
        }
        return country if here <= {country} else None

    def _governs(self, head: int) -> bool:
        word = self._syntax.words[head]
        if self._syntax.mentions[head] is not None or not word.is_noun:
            return False
        if word.lower == "administration":  # ``the Mott administration``
            return any(self._is_person(child) for child in self._syntax.children(head))
        return word.lemma in _GOVERNING or word.lower in _AUTHORITIES or word.lower in _LAND

    def _is_person(self, i: int) -> bool:
        mention = self._syntax.mentions[i]
        return mention is not None and mention.entity is not None and mention.entity.type == "PERSON"

    def _says_only_whose(self, head: int) -> bool:
        """``the new Chadian government``; not ``the Chadian city government``."""
        syntax = self._syntax
        if syntax.words[head].lower in _LAND:
            return False
        before = (child for child in syntax.children(head) if child < head)
        return all(syntax.mentions[child] is not None or syntax.words[child].lower in _PLAIN for child in before)

    def _is_definite(self, head: int) -> bool:
        """``the government``, with nothing that says whose."""
        syntax = self._syntax
        before = [
            syntax.words[child].lower for child in syntax.children(head) if child < head and not self._is_person(child)
        ]
        after = (syntax.dep[child] for child in syntax.children(head) if child > head)
        return (
            syntax.words[head].lower not in _AUTHORITIES
            and "the" in before
            and all(word in _PLAIN for word in before)
            and _SAYS_WHOSE.isdisjoint(after)
        )

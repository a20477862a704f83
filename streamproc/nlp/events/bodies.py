"""``Police``, ``the army``: the one body of an article that is named so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import entities_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

    from streamproc.nlp.doc.drafts import EntityDraft
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_NAMED_BY = frozenset({"police", "army", "navy", "parliament", "congress", "senate", "coalition", "militia", "junta"})
_LONGEST = 2


class Bodies:
    """The bodies of one article by a word of their names."""

    def __init__(self, doc: Doc, syntax: ArgumentFrames) -> None:
        self._doc = doc
        self._syntax = syntax
        self._named: dict[str, list[EntityDraft]] | None = None

    def only(self, head: int, phrase: Span) -> EntityDraft | None:
        """The body that ``police`` or ``the army`` means where the article names just one before."""
        word = self._syntax.words[head].lower
        if word not in _NAMED_BY or not self._says_no_more(phrase):
            return None
        named = self._by_word().get(word, [])
        only = named[0] if len(named) == 1 else None
        return only if only is not None and only.mentions[0].span.start < head else None

    def _says_no_more(self, phrase: Span) -> bool:
        first = self._syntax.words[phrase.start].lower
        return len(phrase) == 1 or (len(phrase) == _LONGEST and first == "the")

    def _by_word(self) -> dict[str, list[EntityDraft]]:
        if self._named is None:
            self._named = {}
            for entity in entities_of(self._doc):
                if entity.type == "ORG":
                    for word in _NAMED_BY.intersection(entity.name.lower().split()):
                        self._named.setdefault(word, []).append(entity)
        return self._named

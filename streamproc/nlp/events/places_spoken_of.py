"""``the city``, ``the country``: the place that was named last, where it can be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Span

from streamproc.nlp.doc.drafts import PLACE_TYPES, MentionDraft

if TYPE_CHECKING:
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_COUNTRIES = frozenset({"country", "nation", "republic", "kingdom"})
_TOWNS = frozenset({"city", "town", "village", "suburb", "neighbourhood", "neighborhood", "municipality", "settlement"})
_REGIONS = frozenset({"province", "region", "district", "governorate", "state", "island", "peninsula", "territory"})
_ANY = _COUNTRIES | _TOWNS | _REGIONS
_SAID_OF_IT = frozenset({"prep", "relcl", "acl", "appos", "conj", "amod", "compound", "poss", "nummod", "nmod"})
"""``the northern city``, ``the city of gold``: another may be meant."""
_SENTENCES_BEFORE = 2
_FARTHEST = 300
"""Tokens between a place and what stands for it, where sentences have no end."""


class PlacesSpokenOf:
    """Common nouns of one article that stand for places named before."""

    def __init__(self, syntax: ArgumentFrames) -> None:
        self._syntax = syntax
        self._found: dict[int, MentionDraft | None] = {}

    def meant(self, noun: int) -> MentionDraft | None:
        """The noun as a mention of the place; None where it says more than ``the city`` or no place near fits."""
        mention = self._syntax.mentions[noun]
        if mention is not None:
            is_place = mention.kind == "nominal" and mention.entity is not None and mention.entity.type == "GPE"
            return mention if is_place else None
        if self._syntax.words[noun].lower not in _ANY:
            return None
        if noun not in self._found:
            self._found[noun] = self._named_before(noun)
        return self._found[noun]

    def there(self, adverb: int) -> MentionDraft | None:
        """``flew to Riga, where he met her, and was arrested there``: the place that was named last, no farther than a sentence before."""
        word = self._syntax.words[adverb]
        if word.lower != "there" or word.tag != "RB":
            return None
        if adverb not in self._found:
            start = self._syntax.sentence(adverb)[0]
            start = self._syntax.sentence(start - 1)[0] if start else 0
            named = self._last_name(adverb, start, country=None)
            self._found[adverb] = named and MentionDraft(
                Span(self._syntax.doc, adverb, adverb + 1), "nominal", named.entity
            )
        return self._found[adverb]

    def _named_before(self, noun: int) -> MentionDraft | None:
        syntax = self._syntax
        children = list(syntax.children(noun))
        the = next((child for child in children if syntax.words[child].lower in {"the", "that", "this"}), None)
        if the is None or any(syntax.dep[child] in _SAID_OF_IT for child in children):
            return None
        start = syntax.sentence(noun)[0]
        for _ in range(_SENTENCES_BEFORE):
            start = syntax.sentence(start - 1)[0] if start else 0
        named = self._last_name(the, start, country=syntax.words[noun].lower in _COUNTRIES)
        return named and MentionDraft(Span(syntax.doc, the, noun + 1), "nominal", named.entity)

    def _last_name(self, end: int, start: int, *, country: bool | None) -> MentionDraft | None:
        """The last name of a place before ``end``; ``country``: whether of one, None where it doesn't matter."""
        for i in range(end - 1, max(start, end - _FARTHEST) - 1, -1):
            mention = self._syntax.mentions[i]
            if mention is None or mention.kind != "name" or mention.entity is None:
                continue
            entity = mention.entity
            if entity.type not in PLACE_TYPES or entity.geo is None or entity.type == "FAC":
                continue
            if country is None or country == (entity.geo.admin1 is None):
                return mention
        return None

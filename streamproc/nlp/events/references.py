"""Whom a participant's words mean: the entity it names, or that its pronoun or role stands for, and its country."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from spacy.tokens import Span

from streamproc.nlp.doc.annotations import annotations_of, quotes_of
from streamproc.nlp.doc.drafts import ArgumentDraft
from streamproc.nlp.events.noun_phrases import noun_phrase
from streamproc.nlp.events.parties import apposed_name
from streamproc.nlp.lexicon.syntax import MODIFIERS

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from spacy.tokens import Doc

    from streamproc.article import Basis
    from streamproc.nlp.doc.drafts import EntityDraft, QuoteDraft
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_SPEAKER = frozenset({"i", "me", "my", "myself"})
_RESOLVED = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself"})
_UNRESOLVED = frozenset(
    {"we", "us", "our", "you", "your", "they", "them", "their", "who", "whom", "others", "all", "those"}
)
_RELATIVE = frozenset({"who", "whom", "which", "that"})
_OF_A_STATE = frozenset({"@state", "@armed", "@police", "@court"})
_ANY_BODY = frozenset({"company", "firm", "group", "organisation", "organization", "agency", "body"})
"""What any organisation is called; ``the union`` is only one that is named so."""
_DEFINITE = 2
"""Words of ``the ministry``."""


class References:
    """Looks up whom the participants of one article are."""

    def __init__(self, doc: Doc, syntax: ArgumentFrames) -> None:
        self._doc = doc
        self._syntax = syntax
        self._resolve = annotations_of(doc).resolve
        segments = sorted((start, end, n) for n, quote in enumerate(quotes_of(doc)) for start, end in quote.segments)
        self._starts = [start for start, _, _ in segments]
        self._segments = segments
        self._quotes = quotes_of(doc)

    def argument(self, head: int, barred: AbstractSet[int] = frozenset(), quantity: int | None = None) -> ArgumentDraft:
        """The participant with a head.

        ``barred``: identities of entities that a pronoun here can't mean. ``quantity``: what counts them and stands
        before (``dozens`` of rebels), which is part of what they are called.
        """
        span = noun_phrase(self._syntax, head if quantity is None else quantity)
        mention = self._syntax.mentions[head]
        beside = apposed_name(self._syntax, head) if mention is None else None
        if beside is not None:
            mention = self._syntax.mentions[beside]
        entity = mention.entity if mention is not None else None
        if entity is not None and mention is not None:
            basis: Basis = "stated" if mention.kind == "name" and beside is None else "resolved"
            return ArgumentDraft(span, entity, self._country(head, entity), basis)
        named = self._named_beside(head)
        if named is not None and id(named) not in barred:
            return ArgumentDraft(span, named, self._country(head, named) or self._country(head, None))
        meant = self._meant(head, span)
        if meant is None or id(meant) in barred:
            return ArgumentDraft(span, None, self._country(head, None))
        return ArgumentDraft(span, meant, self._country(head, meant), "resolved")

    def it(self, head: int) -> ArgumentDraft | None:
        """Who is meant by ``it``, subject of a sentence, where the sentence before has one subject, a body or a country."""
        syntax = self._syntax
        start, _ = syntax.sentence(head)
        verb = syntax.head[head]
        if not start or syntax.words[head].lower != "it" or syntax.dep[head] != "nsubj" or syntax.dep[verb] != "ROOT":
            return None
        before = range(*syntax.sentence(start - 1))
        subjects = [j for i in before if syntax.dep[i] == "ROOT" for j in syntax.frame(i).subjects]
        mention = syntax.mentions[subjects[0]] if len(subjects) == 1 else None
        if mention is None or mention.entity is None or mention.entity.type not in {"ORG", "GPE"}:
            return None
        span = Span(self._doc, head, head + 1)
        return ArgumentDraft(span, mention.entity, self._country(subjects[0], mention.entity), "resolved")

    def antecedent(self, head: int) -> int | None:
        """``civilians, many of whom were displaced``: the noun that the clause is about, None where it can't be told."""
        syntax = self._syntax
        if syntax.words[head].lower in _RELATIVE:
            for child, above in syntax.root_path(head):
                if syntax.dep[child] == "relcl":
                    return above
            return None
        return head

    def with_country_of(self, place: EntityDraft | None, arguments: Iterable[ArgumentDraft]) -> None:
        """``the army``, ``police``: of the country that the event happened in."""
        country = place.geo.country if place is not None and place.geo is not None else None
        for argument in arguments if country is not None else ():
            if argument.country is None and argument.entity is None:
                head = self._head(argument.span)
                if not self._syntax.words[head].labels.isdisjoint(_OF_A_STATE):
                    argument.country = country

    def _head(self, span: Span) -> int:
        heads = (i for i in range(span.start, span.end) if not span.start <= self._syntax.head[i] < span.end)
        return next(heads, span.end - 1)

    def _named_beside(self, head: int) -> EntityDraft | None:
        """``his counterpart, Grace Wanjiru``: the name that says whom one noun means."""
        if self._syntax.words[head].tag != "NN":
            return None
        for child in self._syntax.children(head):
            mention = self._syntax.mentions[child]
            if child > head and self._syntax.dep[child] == "appos" and mention is not None and mention.kind == "name":
                return mention.entity
        return None

    def _meant(self, head: int, span: Span) -> EntityDraft | None:
        lower = self._syntax.words[head].lower
        if lower in _SPEAKER:
            quote = self._quote_at(self._syntax.offset[head])
            return quote.speaker_entity if quote is not None else None
        if self._resolve is None or lower in _UNRESOLVED:
            return None
        if lower in _RESOLVED:
            if self._quote_at(self._syntax.offset[head]) is not None:
                return None  # who is spoken of inside a quotation is seldom who is named outside of it
            return self._resolve(Span(self._doc, head, head + 1))
        definite = self._syntax.words[span.start].lower in {"the", "its"} and len(span) <= _DEFINITE
        found = self._resolve(span) if definite else None
        return found if found is None or lower in _ANY_BODY or lower in found.name.lower().split() else None

    def _quote_at(self, offset: int) -> QuoteDraft | None:
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or offset >= self._segments[at][1]:
            return None
        return self._quotes[self._segments[at][2]]

    def _country(self, head: int, entity: EntityDraft | None) -> str | None:
        """ISO code: where the entity is or is named after, else what stands before the noun (``Israeli jets``)."""
        if entity is not None and entity.geo is not None:
            return entity.geo.country
        for child in self._syntax.children(head):
            if self._syntax.dep[child] in MODIFIERS or self._syntax.dep[child] == "poss":
                mention = self._syntax.mentions[child]
                if mention is not None and mention.entity is not None and mention.entity.geo is not None:
                    return mention.entity.geo.country
        return None

"""Whom a participant's words mean: the entity it names, or that its pronoun or role stands for, and its country."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from spacy.tokens import Span

from streamproc.nlp.doc.annotations import annotations_of, entities_of, quotes_of
from streamproc.nlp.doc.drafts import ArgumentDraft
from streamproc.nlp.events.bodies import Bodies
from streamproc.nlp.events.epithets import Epithets
from streamproc.nlp.events.noun_phrases import noun_phrase
from streamproc.nlp.events.parties import apposed_name
from streamproc.nlp.events.places_spoken_of import PlacesSpokenOf
from streamproc.nlp.events.spoken_of import SpokenOf
from streamproc.nlp.events.states import States
from streamproc.nlp.events.third_persons import ThirdPersons
from streamproc.nlp.knowledge.roles import load_roles
from streamproc.nlp.lexicon.syntax import MODIFIERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

    from spacy.tokens import Doc

    from streamproc.article import Basis
    from streamproc.nlp.doc.drafts import EntityDraft, QuoteDraft
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

_SPEAKER = frozenset({"i", "me", "my", "myself"})
_RESOLVED = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself"})
_WE = frozenset({"we", "us"})
_SPEAK_FOR = frozenset({"ceo", "chairman", "chairwoman", "chairperson", "director", "secretary-general"})
_REFLEXIVE = frozenset({"himself", "herself", "itself"})
_OF_TALK = _SPEAKER | _WE | _RESOLVED
_UNRESOLVED = frozenset({"our", "you", "your", "they", "them", "their", "who", "whom", "others", "all", "those"})
_BODIES = {"it": frozenset({"ORG", "GPE"}), "they": frozenset({"ORG", "NORP"})}
_RELATIVE = frozenset({"who", "whom", "which", "that"})
_OF_A_STATE = frozenset({"@state", "@armed", "@police", "@court"})
_ANY_BODY = frozenset({"company", "firm", "group", "organisation", "organization", "agency", "body"})
"""What any organisation is called; ``the union`` is only one that is named so."""
_ACTS = frozenset({"nsubj", "nsubjpass", "poss", "compound", "appos"})
_DEFINITE = 2
"""Words of ``the ministry``."""


class References:
    """Looks up whom the participants of one article are."""

    def __init__(self, doc: Doc, syntax: ArgumentFrames) -> None:
        self._doc = doc
        self._syntax = syntax
        self._resolve = annotations_of(doc).resolve
        self._states = States(doc, syntax)
        self._spoken_of = SpokenOf(doc, syntax)
        self._third_persons = ThirdPersons(syntax)
        self._places = PlacesSpokenOf(syntax)
        self._epithets = Epithets(doc, syntax)
        self._bodies = Bodies(doc, syntax)
        segments = sorted((start, end, n) for n, quote in enumerate(quotes_of(doc)) for start, end in quote.segments)
        self._starts = [start for start, _, _ in segments]
        self._segments = segments
        self._quotes = quotes_of(doc)
        self._found: dict[tuple[int, frozenset[int], int | None], ArgumentDraft] = {}
        self._body_words: frozenset[str] | None = None

    def argument(self, head: int, barred: frozenset[int] = frozenset(), quantity: int | None = None) -> ArgumentDraft:
        """The participant with a head: one of its own for each event, found once.

        ``barred``: identities of entities that a pronoun here can't mean. ``quantity``: what counts them and stands
        before (``dozens`` of rebels), which is part of what they are called.
        """
        asked = head, barred, quantity
        found = self._found.get(asked)
        if found is None:
            found = self._found[asked] = self._argument(head, barred, quantity)
        return ArgumentDraft(found.span, found.entity, found.country, found.basis)

    def _argument(self, head: int, barred: frozenset[int], quantity: int | None) -> ArgumentDraft:
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
        country = self._country(head, None)
        own = self._syntax.words[head].tag == "PRP$"  # ``defended her plan``: it may be her own
        meant = self._states.meant(head, country) or self._meant(head, span, frozenset() if own else barred)
        if own and meant is not None:
            return ArgumentDraft(span, meant, self._country(head, meant), "resolved")
        if meant is None or (id(meant) in barred and self._syntax.words[head].lower not in _REFLEXIVE):
            return ArgumentDraft(span, None, country)
        return ArgumentDraft(span, meant, self._country(head, meant), "resolved")

    def it(self, head: int) -> ArgumentDraft | None:
        """Who is meant by ``it`` or ``they``, subject of a sentence, where the sentence before has one subject, a body or a country."""
        syntax = self._syntax
        start, _ = syntax.sentence(head)
        verb = syntax.head[head]
        if syntax.words[head].lower not in _BODIES or syntax.dep[head] != "nsubj":
            return None
        main = syntax.head[verb]
        if syntax.dep[verb] == "advcl" and verb < main:  # ``Before it launched its attack, the militia``
            subjects = syntax.frame(main).subjects
        elif syntax.dep[verb] == "ROOT" and start:
            before = range(*syntax.sentence(start - 1))
            subjects = [j for i in before if syntax.dep[i] == "ROOT" for j in syntax.frame(i).subjects]
        else:
            return None
        mention = syntax.mentions[subjects[0]] if len(subjects) == 1 else None
        if mention is None or mention.entity is None or mention.entity.type not in _BODIES[syntax.words[head].lower]:
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
        if country is None:
            return
        for argument in arguments:
            if argument.country is None and argument.entity is None:
                head = self._head(argument.span)
                if not self._syntax.words[head].labels.isdisjoint(_OF_A_STATE):
                    argument.country = country
                state = self._states.acting_in(country, head)
                if state is not None:
                    argument.entity, argument.country, argument.basis = state, country, "resolved"

    def _head(self, span: Span) -> int:
        heads = (i for i in range(span.start, span.end) if not span.start <= self._syntax.head[i] < span.end)
        return next(heads, span.end - 1)

    def _named_beside(self, head: int) -> EntityDraft | None:
        """``his counterpart, Grace Wanjiru``, ``the Prime Minister, Dr Ann Lee``: the name that says whom one noun means."""
        word = self._syntax.words[head]
        if word.tag != "NN" and not (word.tag == "NNP" and word.lower in load_roles().person):
            return None
        for child in self._syntax.children(head):
            mention = self._syntax.mentions[child]
            if child > head and self._syntax.dep[child] == "appos" and mention is not None and mention.kind == "name":
                return mention.entity
        return None

    def _meant(self, head: int, span: Span, barred: AbstractSet[int]) -> EntityDraft | None:
        lower = self._syntax.words[head].lower
        quote = self._quote_at(self._syntax.offset[head]) if lower in _OF_TALK else None
        if lower in _SPEAKER or lower in _WE:
            if quote is None:
                return None
            return quote.speaker_entity if lower in _SPEAKER else self._spoken_for(quote)
        if self._resolve is None or lower in _UNRESOLVED:
            return None
        if lower in _RESOLVED:
            return self._pronoun(head, quote, barred)
        place = self._places.meant(head)
        if place is not None:
            return place.entity
        return self._epithets.whom(head) or self._body(head, span, barred) or self._bodies.only(head, span)

    def _pronoun(self, head: int, quote: QuoteDraft | None, barred: AbstractSet[int]) -> EntityDraft | None:
        lower = self._syntax.words[head].lower
        if quote is not None and quote.type != "indirect":
            return self._spoken_of.whom(head, quote, barred)
        if self._resolve is None or self._third_persons.is_of_nameless(head):
            return None
        found = self._resolve(Span(self._doc, head, head + 1), frozenset() if lower in _REFLEXIVE else barred)
        return found if found is None else self._third_persons.talked_about(head, found)

    def _body(self, head: int, span: Span, barred: AbstractSet[int]) -> EntityDraft | None:
        """``the ministry``, ``the company``."""
        if self._syntax.words[head].lower not in self._words_of_bodies():
            return None
        definite = self._syntax.words[span.start].lower in {"the", "its"} and len(span) <= _DEFINITE
        found = self._resolve(span, barred) if definite and self._resolve is not None else None
        lower = self._syntax.words[head].lower
        if found is None or lower in found.name.lower().split():
            return found
        acts = lower != "group" or any(self._syntax.dep[m.span.root.i] in _ACTS for m in found.mentions)
        return found if lower in _ANY_BODY and acts else None  # ``the group``: not whom prisoners were handed to

    def _words_of_bodies(self) -> frozenset[str]:
        """What any body is called, and the words of the article's names: by no others can a body be meant."""
        if self._body_words is None:
            names = (entity.name.lower().split() for entity in entities_of(self._doc))
            self._body_words = _ANY_BODY.union(*names)
        return self._body_words

    def _spoken_for(self, quote: QuoteDraft) -> EntityDraft | None:
        """``we``, said by a body, its spokesperson or its head: that body."""
        if quote.speaker_entity is not None and quote.speaker_entity.type == "ORG":
            return quote.speaker_entity
        if quote.speaker is None:
            return None
        span = range(quote.speaker.start, quote.speaker.end)
        words = [self._syntax.words[i].lower for i in span]
        if not any(word.startswith("spokes") or word in _SPEAK_FOR for word in words):
            return None
        bodies = (m.entity for m in (self._syntax.mentions[i] for i in span) if m is not None)
        return next((entity for entity in bodies if entity is not None and entity.type == "ORG"), None)

    def _quote_at(self, offset: int) -> QuoteDraft | None:
        at = bisect_right(self._starts, offset) - 1
        if at < 0 or offset >= self._segments[at][1]:
            return None
        return self._quotes[self._segments[at][2]]

    def _country(self, head: int, entity: EntityDraft | None) -> str | None:
        """ISO code: where the entity is or is named after, else what stands before the noun (``Israeli jets``)."""
        if entity is not None and entity.geo is not None:
            return entity.geo.country
        for beside in self._beside(head):
            mention = self._syntax.mentions[beside]
            if mention is not None and mention.entity is not None and mention.entity.geo is not None:
                return mention.entity.geo.country
        return None

    def _beside(self, head: int) -> Iterator[int]:
        """What can say whose a noun is: ``Israeli jets``, ``the army of Chad``."""
        syntax = self._syntax
        for child in syntax.children(head):
            if syntax.dep[child] in MODIFIERS or syntax.dep[child] == "poss":
                yield child
            elif syntax.words[child].lower == "of" and not syntax.words[head].labels.isdisjoint(_OF_A_STATE):
                yield from (j for j in syntax.children(child) if syntax.dep[j] == "pobj")

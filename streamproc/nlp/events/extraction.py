"""Event tags: what happened, who did it to whom, where, when, how many, and the words that say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Span

from streamproc.nlp.doc.annotations import annotations_of, text_start, zones_of
from streamproc.nlp.doc.drafts import EventDraft, EvidenceDraft
from streamproc.nlp.doc.zone_index import ZoneIndex
from streamproc.nlp.events.background import without_background
from streamproc.nlp.events.candidates import Found, Weighed
from streamproc.nlp.events.clause_subjects import is_undone
from streamproc.nlp.events.clue_groups import ClueGroups
from streamproc.nlp.events.clues import CandidateClues
from streamproc.nlp.events.earlier import mark_what_was_before
from streamproc.nlp.events.event_counts import Claimant, EventCounts, each_once
from streamproc.nlp.events.event_dates import EventDates
from streamproc.nlp.events.event_places import EventPlaces
from streamproc.nlp.events.habits import only_dates
from streamproc.nlp.events.happenings import Telling, without_ruin_by_nature
from streamproc.nlp.events.layout import Layout
from streamproc.nlp.events.modality import Modality
from streamproc.nlp.events.modality_walk import modality
from streamproc.nlp.events.once import each_happening_once
from streamproc.nlp.events.participants import Participants
from streamproc.nlp.events.promises import type_of_promise
from streamproc.nlp.events.quoted import quotes_around
from streamproc.nlp.events.references import References
from streamproc.nlp.events.scorer import Scorer, load_scorer
from streamproc.nlp.events.scores import is_sure, ranked, salience
from streamproc.nlp.events.selection import best_matches
from streamproc.nlp.lexicon.index import load_lexicon
from streamproc.nlp.lexicon.matcher import Match, Matcher

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Doc

    from streamproc.nlp.doc.drafts import QuoteDraft
    from streamproc.nlp.knowledge.data_files import OperatorFiles
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
    from streamproc.nlp.lexicon.index import Lexicon

MENTION_DEPTH = 2.0
"""What stands deeper in its sentence is background: mere mention is no event."""
NAMED_DEPTH = 1.6
"""The same for events that are only named, by a noun."""


def load(files: OperatorFiles) -> Events:
    """The component with the bundled lexicon and, before it, an operator's own files.

    Raises:
        ConfigurationError: a file is missing or not as described.
    """
    return Events(load_lexicon(files.lexicon, files.base_form), load_scorer(), files.event_threshold)


class Events:
    """The component: sets ``doc._.events``, most salient first."""

    def __init__(self, lexicon: Lexicon, scorer: Scorer, threshold: float) -> None:
        self.lexicon = lexicon
        self.scorer = scorer
        self.threshold = threshold
        self.matcher = Matcher(lexicon)
        self.groups = ClueGroups(scorer)
        self.version = lexicon.hash

    def __call__(self, doc: Doc) -> Doc:
        syntax = self.matcher.syntax(doc)
        matches = best_matches(self.matcher.matches(syntax))
        reading = _Reading(doc, syntax, self) if matches else None
        annotations_of(doc).events = reading.events(matches, self.threshold) if reading else []
        return doc

    def candidates(self, doc: Doc) -> list[tuple[EventDraft, list[str]]]:
        """The events of a Doc before any is dropped or merged, with their clues: what the scorer is trained on."""
        syntax = self.matcher.syntax(doc)
        reading = _Reading(doc, syntax, self)
        return reading.candidates(best_matches(self.matcher.matches(syntax)))


class _Reading:
    """One article's matches read as events."""

    def __init__(self, doc: Doc, syntax: ArgumentFrames, events: Events) -> None:
        self._scorer, self._groups = events.scorer, events.groups
        self._doc = doc
        self._syntax = syntax
        self._lexicon = lexicon = events.lexicon
        zones = ZoneIndex(zones_of(doc))
        self._references = References(doc, syntax)
        self._participants = Participants(syntax, lexicon, self._references)
        self._places = EventPlaces(doc, syntax, zones, lexicon.status)
        self._dates = EventDates(doc, syntax, zones, lexicon)
        self._counts = EventCounts(doc, syntax)
        self._layout = Layout(syntax, zones, text_start(doc))
        self._clues: CandidateClues
        self._quote_at: dict[int, QuoteDraft] = {}
        self._contexts_of: dict[tuple[int, int], list[str]] = {}
        self._span_of: dict[tuple[int, int], Span] = {}

    def candidates(self, matches: Sequence[Match]) -> list[tuple[EventDraft, list[str]]]:
        weighed = [self._weighed(found) for found in self._found(matches)]
        return [(self._draft(candidate), candidate.clues.words()) for candidate in weighed]

    def _found(self, matches: Sequence[Match]) -> list[Found]:
        operators = {m.anchor: m.entry.inside for m in matches if m.entry.inside}
        found: list[Found] = []
        for match in matches:
            if not self._layout.tells_no_events(match.start):
                how = modality(self._syntax, match, self._lexicon, operators)
                found.extend(self._readings(match, how))
        self._quote_at = quotes_around(self._doc, self._syntax, [f.match.start for f in found])
        stand = [(f.type, f.match.anchor, f.sentence) for f in found]
        self._clues = CandidateClues(self._groups, self._syntax, self._lexicon, stand)
        return found

    def events(self, matches: Sequence[Match], threshold: float) -> list[EventDraft]:
        weighed = [self._weighed(found) for found in self._found(matches)]
        sure = [w for w in weighed if w.found.match.entry.own or is_sure(w.confidence, threshold, w.found.position)]
        drafted = [(self._draft(w), w.found) for w in sure]
        drafts = without_ruin_by_nature([draft for draft, _ in drafted])
        kept = set(map(id, drafts))
        found = [f for draft, f in drafted if id(draft) in kept]
        types = self._lexicon.taxonomy.types
        claimants = [Claimant(d, f.match, types[f.type], f.sentence) for d, f in zip(drafts, found, strict=True)]
        self._counts.assign(claimants)
        tellings = [
            Telling(
                d,
                types[f.type],
                f.match.anchor,
                f.sentence,
                f.modality.operator,
                f.modality.inside,
                "@harm" in self._syntax.words[f.match.anchor].labels,
                self._syntax.head[f.match.anchor] if self._syntax.words[f.match.anchor].tag == "VBG" else None,
                self._names_people(f.match),
            )
            for d, f in zip(drafts, found, strict=True)
        ]
        told = each_happening_once(tellings, self._layout.headline, self._syntax.tokens.lower, types)
        mark_what_was_before(told, self._syntax, self._lexicon.status)
        own = {f.match.entry.name for f in found if f.match.entry.own}
        return each_once(ranked(without_background(told, self._layout.lead, own)))

    def _names_people(self, match: Match) -> bool:
        word = self._syntax.words[match.anchor]
        return word.is_noun and "@civilian" in word.labels

    def _readings(self, match: Match, how: Modality) -> Iterable[Found]:
        """The event itself or, where it is promised, refused or demanded, what that makes it."""
        kind = self._lexicon.taxonomy.types[match.entry.type]
        named = self._syntax.words[match.anchor].is_noun
        limit = kind.max_depth or (NAMED_DEPTH if named else MENTION_DEPTH)
        if only_dates(self._syntax, match.anchor, kind.dates_others):
            return
        if how.generic or (how.depth > limit and not match.is_extension) or (named and kind.harm and how.future):
            return  # ``the death toll was expected to rise``
        if named and kind.undone_by and is_undone(self._syntax, match.anchor, kind.undone_by):
            how.negated, how.hypothetical = True, False
        sentence = self._syntax.sentence(match.start)
        position = self._layout.position(sentence)
        if self._names_people(match):
            how = Modality(depth=how.depth)  # ``planned to meet the protesters``: there are protesters
        turned = type_of_promise(kind, how, match.entry.mode)
        if turned:
            yield Found(match, Modality(depth=how.depth), sentence, turned, position)
            if not named or kind.name == "CONSULT":
                return  # ``will meet``, ``talks will resume``: the promise is all that is told; ``the strike will go on``: there is one
            how.depth += 0.7
            how.negated = how.negated or turned == "REJECT"
        yield Found(match, how, sentence, match.entry.type, position)

    def _weighed(self, found: Found) -> Weighed:
        """What decides whether it is an event; asked in the order of the text, since places are inherited."""
        match, how = found.match, found.modality
        kind = self._lexicon.taxonomy.types[found.type]
        roles = self._participants.of(match, found.type)
        date = self._dates.of(match, found.sentence)
        place = self._places.of(match, found.sentence, kind, roles.targets, roles.actors)
        if place is not None:
            self._references.with_country_of(place.mention.entity, (*roles.actors, *roles.targets))
        told = self._clues.of(
            match, event_type=found.type, how=how, roles=roles, place=place, dated=date is not None,
            quoted=match.start in self._quote_at, in_title=self._layout.in_title(match.start),
            position=found.position, sentence=found.sentence,
        )  # fmt: skip
        return Weighed(found, roles, place, date, told, self._scorer.probability(told))

    def _draft(self, weighed: Weighed) -> EventDraft:
        found, roles, place, date, _, confidence = weighed
        match, how = found.match, found.modality
        kind = self._lexicon.taxonomy.types[found.type]
        trigger = Span(self._doc, match.start, match.end)
        movement = self._places.movement(match, kind)
        now = how.is_told and not (kind.speech or self._names_people(match))  # what is said is said already
        return EventDraft(
            type=found.type,
            rule=match.entry.name,
            evidence=[EvidenceDraft(self._sentence(found.sentence), trigger)],
            mode=match.entry.mode if found.type == match.entry.type else kind.promised.get(match.entry.type),
            contexts=self._contexts(found.sentence, match),
            scale=kind.scale,
            codes=dict(kind.codes),
            negated=how.negated,
            hypothetical=how.hypothetical,
            attempted=how.attempted,
            future=how.future or (now and self._dates.is_to_come(match, date)),
            historical=self._dates.is_historical(date),
            alleged=how.alleged or (how.inside == "denied" and trigger.root.tag_ != "VB"),  # denied, not refused
            actors=roles.actors,
            targets=roles.targets,
            themes=roles.themes,
            instruments=roles.instruments,
            place=place.mention.entity if place else None,
            place_span=place.mention.span if place else None,
            place_basis=place.basis if place else None,
            origin=movement.origin,
            destination=movement.destination,
            date=date,
            attributed_to=self._quote_at.get(match.start) if self._is_told_in_quote(match) else None,
            salience=salience(match.entry, how, found.position),
            confidence=confidence,
        )

    def _is_told_in_quote(self, match: Match) -> bool:
        """``condemned the attack``: who says so takes for granted that there was one, and is not who tells of it."""
        quote, above = self._quote_at.get(match.start), self._syntax.head[match.anchor]
        if quote is None or self._syntax.dep[match.anchor] != "dobj":
            return True
        return any(start <= self._syntax.offset[above] < end for start, end in quote.segments)

    def _sentence(self, sentence: tuple[int, int]) -> Span:
        if sentence not in self._span_of:
            self._span_of[sentence] = Span(self._doc, *sentence)
        return self._span_of[sentence]

    def _contexts(self, sentence: tuple[int, int], match: Match) -> list[str]:
        if sentence not in self._contexts_of:
            words = self._syntax.words[slice(*sentence)]
            self._contexts_of[sentence] = [word.context for word in words if word.context is not None]
        contexts = self._contexts_of[sentence]
        return list(dict.fromkeys((*match.entry.contexts, *contexts)))[:4] if contexts or match.entry.contexts else []

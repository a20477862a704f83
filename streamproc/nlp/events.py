"""Event tags: what happened, who did it to whom, where, when, how many, and the words that say so."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from spacy.tokens import Span

from streamproc.nlp.counts import Counted, counted
from streamproc.nlp.dates import resolve, says_when, year_of
from streamproc.nlp.doc.annotations import (
    ArgumentDraft,
    CountDraft,
    DateDraft,
    EventDraft,
    EvidenceDraft,
    annotations_of,
    article_of,
    entities_of,
    quotes_of,
    text_start,
    zones_of,
)
from streamproc.nlp.lexicon import Lexicon, load_lexicon
from streamproc.nlp.matching import Match, Matcher
from streamproc.nlp.modality import Modality, modality
from streamproc.nlp.tense import lies_ahead

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from spacy.tokens import Doc

    from streamproc.nlp.clauses import Clauses, Frame
    from streamproc.nlp.doc.annotations import EntityDraft, MentionDraft, QuoteDraft
    from streamproc.nlp.taxonomy import EventType

__all__ = ["Events", "Lexicon", "load_lexicon"]

SILENT_ZONES = frozenset({"related", "boilerplate", "byline", "dateline"})
DATELINE_REACH = 5
"""Tokens from the town of a dateline within which a further place is its state or country."""
PLACE_TYPES = frozenset({"GPE", "LOC", "FAC"})
PLACE_PREPOSITIONS = ("in", "at", "near", "inside", "outside", "across", "around", "into", "from", "to", "on", "of")
LOCATIVE = frozenset({"in", "at", "near", "inside", "outside", "across", "around", "from", "of", "into", "throughout"})
AIMS = ("at", "on", "against", "into", "towards", "toward")
"""Prepositions of what is struck, after a verb whose object is what it is struck with."""
COUNT_KINDS: Mapping[str, frozenset[str]] = {
    "x:DISPLACEMENT": frozenset({"displaced", "affected"}),
    "x:CASUALTIES": frozenset({"dead", "injured", "missing"}),
    "x:DISASTER": frozenset({"dead", "injured", "missing", "displaced", "affected"}),
    "x:ACCIDENT": frozenset({"dead", "injured", "missing"}),
    "x:OUTBREAK": frozenset({"infected", "dead"}),
    "x:CRIME": frozenset({"dead", "injured", "abducted"}),
    "x:ESCAPE": frozenset({"released", "detained"}),
    "ASSAULT": frozenset({"dead", "injured", "abducted", "missing", "affected"}),
    "COERCE": frozenset({"detained", "displaced"}),
    "PROTEST": frozenset({"participants", "dead", "injured"}),
    "RETREAT": frozenset({"released"}),
    "AID": frozenset({"displaced"}),
}
OWN_KIND = {
    "x:DISPLACEMENT": "displaced",
    "arrest": "detained",
    "release": "released",
    "abduct": "abducted",
    "dead": "dead",
    "injured": "injured",
    "missing": "missing",
    "assassinate": "dead",
    "PROTEST": "participants",
}
"""What the trigger's own arguments are counted as, by mode or type, when no other word says."""
PROTEST_DEPTH = 2.8
"""A protest that is named at all has been seen by many."""
MENTION_DEPTH = 2.0
"""What stands deeper in its sentence is background: mere mention is no event."""
NAMED_DEPTH = 1.6
"""The same for events that are only named, by a noun."""
PERMISSIONS = frozenset({"permit", "asylum", "access"})
_NOUN_MODIFIERS = frozenset({"compound", "amod", "det", "nummod", "poss", "nmod", "quantmod"})
_LEAD_SENTENCES = 3
MOST_ARGUMENTS = 8
MOST_ALIKE = 200
"""Events of one type and status that a further one is compared with; an article of news has a few."""
_OLD = 2
"""Years before publication after which an event is background."""
_start = itemgetter(0)


class _Found(NamedTuple):
    """A match on its way to an event."""

    match: Match
    modality: Modality
    sentence: tuple[int, int]
    type: str
    position: float


class Events:
    """The component: sets ``doc._.events``, most salient first."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.matcher = Matcher(lexicon)

    def __call__(self, doc: Doc) -> Doc:
        clauses = self.matcher.clauses(doc)
        matches = best_matches(self.matcher.matches(clauses))
        reading = _Reading(doc, clauses, self.lexicon) if matches else None
        annotations_of(doc).events = reading.events(matches) if reading else []
        return doc


def best_matches(matches: Sequence[Match]) -> list[Match]:
    """Of those that share words the best; one PLOVER root and one ``x:`` per word."""
    kept: list[Match] = []
    rivals: list[Match] = []
    end = 0
    for match in sorted(matches, key=_place_in_text):
        if match.start >= end:
            kept.extend(_winners(rivals))
            rivals = []
        rivals.append(match)
        end = max(end, match.end)
    kept.extend(_winners(rivals))
    return kept


def _place_in_text(match: Match) -> tuple[int, int, str]:
    return match.start, match.end, match.entry.name


def _winners(rivals: list[Match]) -> list[Match]:
    """Longer triggers before shorter, then heavier, then more specific ones."""
    if len(rivals) < 2:  # noqa: PLR2004 - most stand alone
        return rivals
    order = sorted(rivals, key=lambda m: (m.start - m.end, -m.entry.weight, -_specificity(m), m.start, m.entry.name))
    taken: set[tuple[bool, int]] = set()
    kept = []
    for match in order:
        words = {(match.type_is_ours, i) for i in range(match.start, match.end)}
        if taken.isdisjoint(words):
            taken |= words
            kept.append(match)
    return sorted(kept, key=_place_in_text)


def _specificity(match: Match) -> int:
    entry = match.entry
    return len(entry.wanted) + len(entry.prep) + bool(entry.complement) + bool(entry.particle)


class _Reading:
    """One article's matches read as events."""

    def __init__(self, doc: Doc, clauses: Clauses, lexicon: Lexicon) -> None:
        self.doc = doc
        self.clauses = clauses
        self.lexicon = lexicon
        self.body_start = text_start(doc)
        self.published = getattr(article_of(doc), "published_at", None)
        self._quote_at: dict[int, QuoteDraft] = {}
        zones = zones_of(doc)
        self._silent = [(z.start, z.end) for z in zones if z.kind in SILENT_ZONES]
        self._captions = [(z.start, z.end) for z in zones if z.kind == "caption"]
        self._place_by: dict[int, MentionDraft | None] = {}
        self._places: list[int] | None = None
        self._locations: list[int] = []
        self._lead = self._first_body_sentence()
        self._counts_of: dict[tuple[int, int], list[Counted]] = {}
        self._contexts_of: dict[tuple[int, int], list[str]] = {}
        self._span_of: dict[tuple[int, int], Span] = {}
        self._dates: list[int] | None = None
        self._date_at: dict[int, DateDraft] = {}

    def events(self, matches: Sequence[Match]) -> list[EventDraft]:
        operators = {m.anchor: m.entry.inside for m in matches if m.entry.inside}
        found: list[_Found] = []
        for match in matches:
            if not self._silent_at(self.clauses.offset[match.start]):
                how = modality(self.clauses, match, self.lexicon.status, operators)
                found.extend(self._readings(match, how))
        self._quote_at = self._quotes_around([f.match.start for f in found])
        drafts = [self._draft(f) for f in found]
        return ranked(merged(drafts, self.clauses.tokens.lower))

    def _readings(self, match: Match, how: Modality) -> Iterable[_Found]:
        """The event itself and, where it is promised, refused or demanded, what that makes it."""
        kind = self.lexicon.taxonomy.types[match.entry.type]
        anchor = self.clauses.words[match.anchor]
        named = anchor.is_noun
        limit = PROTEST_DEPTH if match.entry.type == "PROTEST" else NAMED_DEPTH if named else MENTION_DEPTH
        if how.depth > limit and not match.type_is_ours:
            return
        sentence = self.clauses.sentence(match.start)
        position = self._position(sentence)
        if named and "@civilian" in anchor.labels:
            how = Modality(depth=how.depth)  # ``planned to meet the protesters``: there are protesters
        turned = _turned(kind, how, match.entry.mode)
        if turned:
            yield _Found(match, Modality(depth=how.depth), sentence, turned, position)
            how.depth += 0.7
            how.negated, how.hypothetical = (
                (True, how.hypothetical) if turned == "REJECT" else (how.negated, how.hypothetical)
            )
        yield _Found(match, how, sentence, match.entry.type, position)

    def _draft(self, found: _Found) -> EventDraft:
        match, how, clauses = found.match, found.modality, self.clauses
        kind = self.lexicon.taxonomy.types[found.type]
        frame = clauses.frame(match.anchor)
        trigger = Span(self.doc, match.start, match.end)
        actors = self._arguments(frame.subjects, match)
        targets = self._arguments([j for j in self._struck(frame) if j not in frame.subjects], match)
        date = self._date(match, found.sentence)
        place, place_span = self._place(match, found.sentence)
        contexts = self._contexts(found.sentence, match)
        return EventDraft(
            type=found.type,
            evidence=[EvidenceDraft(self._sentence(found.sentence), trigger)],
            mode=match.entry.mode if found.type == match.entry.type else None,
            contexts=contexts,
            scale=kind.scale,
            codes=dict(kind.codes),
            negated=how.negated,
            hypothetical=how.hypothetical,
            attempted=how.attempted,
            future=how.future,
            historical=self._is_historical(date),
            actors=actors,
            targets=targets,
            place=place,
            place_span=place_span,
            date=date,
            counts=self._counts(found),
            attributed_to=self._quote_at.get(match.start),
            salience=_salience(found),
            confidence=_confidence(found, actors, targets),
        )

    def _sentence(self, sentence: tuple[int, int]) -> Span:
        span = self._span_of.get(sentence)
        if span is None:
            span = self._span_of[sentence] = Span(self.doc, *sentence)
        return span

    def _first_body_sentence(self) -> int:
        for start, _ in self.clauses.sentences():
            if self.clauses.offset[start] >= self.body_start and not self._silent_at(self.clauses.offset[start]):
                return start
        return 0

    def _silent_at(self, offset: int) -> bool:
        if not self._silent:
            return False
        before = bisect_right(self._silent, offset, key=_start)
        return before > 0 and offset < self._silent[before - 1][1]

    def _position(self, sentence: tuple[int, int]) -> float:
        """1 in headline and lead, less further down."""
        if self.clauses.offset[sentence[0]] < self.body_start or sentence[0] <= self._lead:
            return 1.0
        rest = max(self.clauses.size - self._lead, 1)
        return 0.9 - 0.4 * min((sentence[0] - self._lead) / rest, 1.0)

    def _arguments(self, heads: Iterable[int], match: Match) -> list[ArgumentDraft]:
        found: list[ArgumentDraft] = []
        seen: list[int] = []
        for head in heads:
            if self.clauses.words[head].is_quantity:
                head = self._looked_through(head)  # noqa: PLW2901
            if match.start <= head < match.end or head in seen:
                continue
            seen.append(head)
            mention = self.clauses.mentions[head]
            if mention is not None:
                found.append(ArgumentDraft(mention.span, mention.entity))
            elif not (self.clauses.is_date((phrase := self._noun_phrase(head)).start) and self.clauses.is_date(head)):
                found.append(ArgumentDraft(phrase))
            if len(found) == MOST_ARGUMENTS:
                break
        return found

    def _struck(self, frame: Frame) -> list[int]:
        """``fired tear gas at the marchers``, ``launched an attack on the town``: the target is not the instrument."""
        if frame.objects and self._are_instruments(frame.objects):
            struck = [j for p in AIMS for j in frame.preps.get(p, ()) if not self.clauses.is_verb(j)]
            return struck or frame.objects
        return frame.objects

    def _are_instruments(self, objects: Iterable[int]) -> bool:
        for j in objects:  # noqa: SIM110 - half the time of all() with a generator
            if "@instrument" not in self.clauses.words[j].labels:
                return False
        return True

    def _looked_through(self, head: int) -> int:
        """``dozens of rebels`` are rebels."""
        for child in self.clauses.children(head):
            if self.clauses.words[child].lower == "of":
                for grandchild in self.clauses.children(child):
                    if self.clauses.dep[grandchild] == "pobj":
                        return grandchild
        return head

    def _noun_phrase(self, head: int) -> Span:
        for child in self.clauses.children(head):
            if child >= head:
                break
            if self.clauses.dep[child] in _NOUN_MODIFIERS:
                return Span(self.doc, child, head + 1)
        return Span(self.doc, head, head + 1)

    def _place(self, match: Match, sentence: tuple[int, int]) -> tuple[EntityDraft | None, Span | None]:
        """An argument that is a place, else the nearest resolved place before, else the dateline's."""
        clauses, node = self.clauses, match.anchor
        for steps in range(3):
            if steps == 0 or clauses.is_verb(node):
                mention = self._place_at(node)
                if mention is not None:
                    return mention.entity, mention.span
            if clauses.head[node] == node:
                break
            node = clauses.head[node]
        return self._nearest_place(match, sentence)

    def _place_at(self, node: int) -> MentionDraft | None:
        """The place that a preposition says of a verb or an event noun."""
        if node not in self._place_by:
            self._place_by[node] = self._find_place_at(node)
        return self._place_by[node]

    def _find_place_at(self, node: int) -> MentionDraft | None:
        preps = self.clauses.frame(node).preps
        for preposition in PLACE_PREPOSITIONS if preps else ():
            for j in preps.get(preposition, ()):
                mention = self.clauses.mentions[j]
                if mention is not None and mention.entity is not None and mention.entity.type in PLACE_TYPES:
                    return mention
        return None

    def _nearest_place(self, match: Match, sentence: tuple[int, int]) -> tuple[EntityDraft | None, Span | None]:
        """Named in the sentence or before it; before all, what is named as where something is."""
        if self._places is None:
            self._places = list(self._resolved_places())
            self._locations = list(filter(self._is_location, self._places))
        start, end = sentence
        before = bisect_left(self._places, start)
        if before < bisect_left(self._places, end, before):
            for places in (self._locations, self._places):
                i = nearest(places, match.start, start, end)
                if i is not None and (mention := self.clauses.mentions[i]) is not None:
                    return mention.entity, mention.span
        if before == 0:
            return None, None
        located = bisect_left(self._locations, start)
        mention = self.clauses.mentions[self._locations[located - 1] if located else self._places[before - 1]]
        return (mention.entity, None) if mention is not None else (None, None)

    def _resolved_places(self) -> Iterator[int]:
        """The first token of every place name, in order."""
        mentions = self.clauses.mentions
        names = (
            (mention.span.start, mention)
            for entity in entities_of(self.doc)
            if entity.type == "GPE" or (entity.type in PLACE_TYPES and entity.geo is not None)
            for mention in entity.mentions
        )
        town = -DATELINE_REACH
        for i in sorted(i for i, mention in names if mentions[i] is mention):
            if self._silent_at(self.clauses.offset[i]):
                if i - town < DATELINE_REACH:
                    continue  # NAIROBI, Kenya: the story happens in the town, the country only says which
                town = i
            yield i

    def _is_location(self, i: int) -> bool:
        """Named as where something is (``in Hasakah``, a dateline), not as somebody or of somebody."""
        mention = self.clauses.mentions[i]
        last = mention.span.end - 1 if mention is not None else i
        head = self.clauses.head[last]
        if self.clauses.dep[last] == "pobj":
            return self.clauses.words[head].lower in LOCATIVE
        return self.clauses.dep[last] in {"appos", "npadvmod"} or self._silent_at(self.clauses.offset[i])

    def _date(self, match: Match, sentence: tuple[int, int]) -> DateDraft | None:
        """The date that the trigger governs, else the one nearest to it in its sentence."""
        dates = self._real_dates()
        dates = dates[bisect_left(dates, sentence[0]) : bisect_left(dates, sentence[1])]
        own = [start for start in dates if self._governs(match, start)] if len(dates) > 1 else dates
        start = nearest(own or dates, match.start, *sentence)
        if start is None:
            return None
        if start not in self._date_at:
            self._date_at[start] = self._read_date(start)
        return self._date_at[start]

    def _real_dates(self) -> list[int]:
        """The first tokens of dates that say when, not how long or how old."""
        if self._dates is None:
            ends = map(self.clauses.entity_end, self.clauses.dates)
            spans = zip(self.clauses.dates, ends, strict=True)
            self._dates = [start for start, end in spans if says_when(Span(self.doc, start, end).text)]
        return self._dates

    def _governs(self, match: Match, date: int) -> bool:
        """Whether the date hangs on the trigger, with no other verb between them."""
        for _, head in self.clauses.root_path(self.clauses.entity_head(date)):
            if match.start <= head < match.end:
                return True
            if self.clauses.is_verb(head):
                return False
        return False

    def _read_date(self, start: int) -> DateDraft:
        date = Span(self.doc, start, self.clauses.entity_end(start))
        if self.published is None:
            return DateDraft(date, resolve(date.text, None))
        head, status = self.clauses.entity_head(start), self.lexicon.status
        ahead = lies_ahead(self.clauses, head, status, present=self._tells_in_past_tense(start))
        return DateDraft(date, resolve(date.text, self.published.date(), ahead=ahead))

    def _tells_in_past_tense(self, i: int) -> bool:
        """What has happened; headlines and captions tell it in the present."""
        offset = self.clauses.offset[i]
        return offset >= self.body_start and not any(start <= offset < end for start, end in self._captions)

    def _is_historical(self, date: DateDraft | None) -> bool:
        if date is None or self.published is None:
            return False
        year = year_of(date.value)
        return year is not None and year <= self.published.year - _OLD

    def _contexts(self, sentence: tuple[int, int], match: Match) -> list[str]:
        if sentence not in self._contexts_of:
            words = self.clauses.words[slice(*sentence)]
            self._contexts_of[sentence] = [word.context for word in words if word.context is not None]
        contexts = self._contexts_of[sentence]
        return list(dict.fromkeys((*match.entry.contexts, *contexts)))[:4] if contexts or match.entry.contexts else []

    def _counts(self, found: _Found) -> list[CountDraft]:
        wanted = COUNT_KINDS.get(found.type)
        if not wanted:
            return []
        drafts: list[CountDraft] = []
        for item in self._counted(found.sentence):
            kind = next((k for k in item.kinds if k in wanted), None) or self._own_kind(found, item)
            if kind is None:
                continue
            number = item.number
            span = Span(self.doc, number.start, item.end)
            if number.low is not None:
                drafts.append(CountDraft(kind, number.low, "at least", span))
                drafts.append(CountDraft(kind, number.value, "at most", span))
            else:
                drafts.append(CountDraft(kind, number.value, number.qualifier, span))
        return drafts

    def _own_kind(self, found: _Found, item: Counted) -> str | None:
        """What the event says of its own arguments."""
        frame = self.clauses.frame(found.match.anchor)
        if item.noun not in frame.subjects and item.noun not in frame.objects:
            return None
        return OWN_KIND.get(found.match.entry.mode or "", OWN_KIND.get(found.type))

    def _counted(self, sentence: tuple[int, int]) -> list[Counted]:
        if sentence not in self._counts_of:
            self._counts_of[sentence] = counted(self.clauses, *sentence)
        return self._counts_of[sentence]

    def _quotes_around(self, tokens: list[int]) -> dict[int, QuoteDraft]:
        """The quote around each of some tokens, which ascend; of several the one that begins first."""
        offsets = [self.clauses.offset[i] for i in tokens]
        around: dict[int, QuoteDraft] = {}
        for quote in reversed(quotes_of(self.doc)) if tokens else ():
            for start, end in quote.segments:
                for i in tokens[bisect_left(offsets, start) : bisect_left(offsets, end)]:
                    around[i] = quote
        return around


def nearest(tokens: Sequence[int], to: int, start: int, end: int) -> int | None:
    """The token nearest to ``to`` of those from ``start`` to before ``end``, the first of two; ``tokens`` ascend."""
    low, high = bisect_left(tokens, start), bisect_left(tokens, end)
    if low == high:
        return None
    after = bisect_left(tokens, to, low, high)
    if after == low:
        return tokens[low]
    if after == high or to - tokens[after - 1] <= tokens[after] - to:
        return tokens[after - 1]
    return tokens[after]


def _turned(kind: EventType, how: Modality, mode: str | None) -> str | None:
    """What a promise or refusal of such an act is; None when nobody promised or an operator's own event says it."""
    if how.inside:
        return None
    if how.negated and mode in PERMISSIONS and not how.hypothetical:
        return kind.will_not  # not given is refused
    if how.future and not how.hypothetical:
        return kind.will_not if how.negated else kind.will
    if how.possible and how.reported and not how.negated and kind.will == "THREATEN":
        return kind.will  # said that it might
    if how.wanted and how.reported and not how.negated and kind.will:
        return "REQUEST"
    return None


def _salience(found: _Found) -> float:
    clause = 1.0 / (1.0 + max(found.modality.depth, 0.0))
    return max(0.01, min(1.0, 0.9 * clause * found.position + found.match.entry.weight))


def _confidence(found: _Found, actors: Sequence[ArgumentDraft], targets: Sequence[ArgumentDraft]) -> float:
    score = 0.55
    score += 0.15 if _is_known(actors) else 0.05 * bool(actors)
    score += 0.1 if _is_known(targets) else 0.05 * bool(targets)
    score += 0.1 if found.modality.depth < 0.5 else 0.0  # noqa: PLR2004 - the main clause
    score -= 0.1 if found.modality.hypothetical else 0.0
    return max(0.05, min(0.95, score))


def _is_known(arguments: Sequence[ArgumentDraft]) -> bool:
    for argument in arguments:  # noqa: SIM110 - half the time of any() with a generator
        if argument.entity is not None:
            return True
    return False


def merged(drafts: Sequence[EventDraft], lower: Sequence[str]) -> list[EventDraft]:
    """One event per thing that happened: same type and status, nobody and nowhere in contradiction.

    ``lower``: the words of the Doc in lower case.
    """
    kept: list[EventDraft] = []
    alike: dict[tuple[object, ...], list[_Compared]] = {}
    statuses = list(map(_status, drafts))
    alone = Counter(statuses)
    for draft, status in zip(drafts, statuses, strict=True):
        if alone[status] == 1:
            kept.append(draft)
            continue
        candidates = alike.setdefault(status, [])
        compared = _compared(draft, lower)
        at = next((n for n, other in enumerate(candidates) if _same(other, compared)), None)
        if at is not None:
            other = candidates[at].event
            _absorb(other, draft)
            candidates[at] = _compared(other, lower)
            continue
        kept.append(draft)
        if len(candidates) < MOST_ALIKE:
            candidates.append(compared)
    return kept


class _Compared(NamedTuple):
    """An event with what it is compared by, read once for all comparisons."""

    event: EventDraft
    actors: set[int | str]
    targets: set[int | str]
    counts: set[tuple[str, int]]


def _compared(event: EventDraft, lower: Sequence[str]) -> _Compared:
    counts = {(count.kind, count.value) for count in event.counts}
    return _Compared(event, _who(event.actors, lower), _who(event.targets, lower), counts)


def _who(arguments: Iterable[ArgumentDraft], lower: Sequence[str]) -> set[int | str]:
    """The entities, and the last words of what is none."""
    return {id(a.entity) if a.entity else lower[a.span.end - 1] for a in arguments}


def _same(mine: _Compared, theirs: _Compared) -> bool:
    """Whether two drafts of one status are one event."""
    one, other = mine.event, theirs.event
    if one.mode and other.mode and one.mode != other.mode:
        return False
    placed = one.place_span is not None and other.place_span is not None
    if placed and one.place is not other.place:
        return False
    if one.date and other.date and one.date.value and other.date.value and one.date.value != other.date.value:
        return False
    if not _compatible(mine.counts, theirs.counts) or not _compatible(mine.actors, theirs.actors):
        return False
    return _compatible(mine.targets, theirs.targets) or (
        one.place is other.place is not None and _aims_at_place(one, other)
    )


def _status(event: EventDraft) -> tuple[object, ...]:
    return event.type, event.negated, event.hypothetical, event.attempted, event.future


def _aims_at_place(one: EventDraft, other: EventDraft) -> bool:
    """``the town of Palmyra`` and ``Palmyra``: the target of one is the place of the other."""
    places = {id(event.place) for event in (one, other) if event.place is not None}
    return any(id(target.entity) in places for target in (*one.targets, *other.targets))


def _compatible(mine: AbstractSet[object], theirs: AbstractSet[object]) -> bool:
    """Nothing in common is a contradiction, nothing said is none."""
    return not mine or not theirs or not mine.isdisjoint(theirs)


def _absorb(kept: EventDraft, more: EventDraft) -> None:
    new_sentence = kept.evidence[-1].sentence.start != more.evidence[0].sentence.start  # they come in order
    kept.evidence.extend(more.evidence)
    kept.actors = kept.actors or more.actors
    kept.targets = kept.targets or more.targets
    if kept.place_span is None and more.place is not None:
        kept.place, kept.place_span = more.place, more.place_span
    kept.date = kept.date or more.date
    known = {(c.kind, c.value) for c in kept.counts}
    kept.counts.extend(c for c in more.counts if (c.kind, c.value) not in known)
    kept.contexts = list(dict.fromkeys([*kept.contexts, *more.contexts]))[:5]
    kept.attributed_to = kept.attributed_to or more.attributed_to
    kept.historical = kept.historical and more.historical
    kept.salience = min(1.0, max(kept.salience, more.salience) + (0.03 if new_sentence else 0.0))
    kept.confidence = min(0.95, max(kept.confidence, more.confidence) + (0.03 if new_sentence else 0.0))


def ranked(drafts: Iterable[EventDraft]) -> list[EventDraft]:
    """Most salient first; ties in order of appearance."""
    return sorted(drafts, key=lambda e: (-e.salience, e.evidence[0].trigger.start, e.type))

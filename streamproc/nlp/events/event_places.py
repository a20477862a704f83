"""Where an event happened: what the text puts there, in four steps of falling certainty, or nothing.

A phrase of the event's own clause (``stated``), else a place that its sentence names as where something is
(``sentence``), else where the events before it in the paragraph happened (``paragraph``), else the town of the
dateline for the lead (``dateline``). A speaker's seat, a home, a birthplace, an actor's country are none.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from streamproc.article import Basis
from streamproc.nlp.doc.annotations import dateline_of, entities_of, full_text
from streamproc.nlp.doc.drafts import PLACE_TYPES, MentionDraft
from streamproc.nlp.doc.zone_index import ZONES_WITHOUT_EVENTS
from streamproc.nlp.events.charges import charge_over, is_of_suspect
from streamproc.nlp.events.place_phrases import LOCATIVE, Movement, PlacePhrases

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Doc

    from streamproc.nlp.doc.drafts import ArgumentDraft
    from streamproc.nlp.doc.zone_index import ZoneIndex
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
    from streamproc.nlp.lexicon.matcher import Match
    from streamproc.nlp.lexicon.taxonomy import EventType

_ELSEWHERE = frozenset({"live", "bear", "base", "work", "study", "reside", "head", "lead", "own", "grow", "raise", "hail", "register",
                        "headquarter", "know", "educate", "travel", "return", "come", "regard", "consider", "describe"})  # fmt: skip
"""Verbs whose place is somebody's, not the event's."""
_WHAT_IS_SAID = frozenset({"dobj", "ccomp", "xcomp"})
_NEAR = 2


class Located(NamedTuple):
    """A place name and how the text ties the event to it."""

    mention: MentionDraft
    basis: Basis


class EventPlaces:
    """Places of one article's events."""

    def __init__(self, doc: Doc, syntax: ArgumentFrames, zones: ZoneIndex, status: Mapping[str, str]) -> None:
        self._doc = doc
        self._syntax = syntax
        self._zones = zones
        self._status = status
        self._phrases = PlacePhrases(syntax, status)
        self._last: tuple[int, MentionDraft] | None = None
        self._located: dict[tuple[int, int], list[int]] = {}
        self._alone: bool | None = None

    def of(
        self, match: Match, sentence: tuple[int, int], kind: EventType, targets: Sequence[ArgumentDraft],
        actors: Sequence[ArgumentDraft],
    ) -> Located | None:  # fmt: skip
        """The place of an event; asked in the order of the text, for the paragraph's sake."""
        barred = {id(actor.entity) for actor in actors if actor.entity is not None}
        stated = self._phrases.stated(match, kind) or target_that_is_place(kind, targets, barred)
        if stated is not None:
            self._last = match.start, stated
            return Located(stated, "stated")
        if kind.speech or charge_over(self._syntax, match.anchor) is not None or self._is_judged(match.anchor):
            return None
        beside = self._in_sentence(match, sentence, kind, barred)
        if beside is not None:
            return Located(beside, "sentence")
        return self._inherited(match, sentence, kind, barred)

    def _is_judged(self, noun: int) -> bool:
        """``condemned the attack``: that was told before, or elsewhere."""
        above = self._syntax.words[self._syntax.head[noun]]
        return self._syntax.dep[noun] == "dobj" and "@judging" in above.labels

    def movement(self, match: Match, kind: EventType) -> Movement:
        """Origin and destination of what flees, is deported, sent, withdrawn."""
        return self._phrases.movement(match, kind)

    # ------------------------------------------------------------------ beside

    def _in_sentence(
        self, match: Match, sentence: tuple[int, int], kind: EventType, barred: set[int]
    ) -> MentionDraft | None:
        """The nearest place that the sentence names as where something is, if that is not somebody's own place."""
        if sentence not in self._located:
            self._located[sentence] = list(self._locations(*sentence))
        near = sorted(self._located[sentence], key=lambda i: abs(i - match.start))
        for i in near:
            mention = self._syntax.mentions[i]
            if mention is None or id(mention.entity) in barred or not self._shares_clause(i, match.anchor):
                continue
            if match.entry.mode in kind.about_objects and self._is_of_object(i, match.anchor):
                continue
            return mention
        return None

    def _locations(self, start: int, end: int) -> Iterator[int]:
        syntax = self._syntax
        for i in range(start, end):
            mention = syntax.mentions[i]
            if mention is None or mention.span.start != i or self._phrases.place(i) is None:
                continue
            head = self._head_of(mention)
            while (
                syntax.dep[head] == "pobj"
                and syntax.words[syntax.head[head]].lower == "of"
                and syntax.head[head] != head
            ):
                head = syntax.head[syntax.head[head]]  # ``in the north of Yemen``
            while syntax.dep[head] in {"poss", "compound", "nmod"} and self._phrases.is_ground(syntax.head[head]):
                head = syntax.head[head]  # ``in Paris' concert hall``
            if syntax.dep[head] != "pobj":
                continue
            if syntax.words[syntax.head[head]].lower in LOCATIVE and not self._is_elsewhere(head):
                yield i

    def _head_of(self, mention: MentionDraft) -> int:
        start, end = mention.span.start, mention.span.end
        return next((i for i in range(start, end) if not start <= self._syntax.head[i] < end), end - 1)

    def _is_elsewhere(self, place: int) -> bool:
        """On the way up: a speaker or what he does, a home, a birthplace."""
        syntax = self._syntax
        for child, head in syntax.root_path(place):
            word = syntax.words[head]
            if syntax.dep[child] in {"relcl", "appos", "poss"} or is_of_suspect(syntax, child):
                return True
            if word.is_verb:
                speaks = self._status.get(word.lemma) == "report" and syntax.dep[child] not in _WHAT_IS_SAID
                return speaks or word.lemma in _ELSEWHERE
            if syntax.dep[head] in {"nsubj", "nsubjpass"} and "@actor" in syntax.labels(head):
                return True
        return False

    def _is_of_object(self, place: int, verb: int) -> bool:
        """``protested the war in Chad``."""
        syntax = self._syntax
        return any(head == verb and syntax.dep[child] == "dobj" for child, head in syntax.root_path(place))

    def _shares_clause(self, place: int, anchor: int) -> bool:
        """Whether the verb over the place is over the trigger too, or under the same one."""
        syntax = self._syntax
        above = {anchor, *(head for _, head in syntax.root_path(anchor))}
        for _, head in syntax.root_path(place):
            if syntax.is_verb(head):
                return head in above or syntax.head[head] in above
        return True

    # ------------------------------------------------------------------ inherited

    def _inherited(self, match: Match, sentence: tuple[int, int], kind: EventType, barred: set[int]) -> Located | None:
        if not (kind.harm or kind.aims_at_places == "equally"):
            return None  # talks and demands are held anywhere
        if self._last is not None:
            at, mention = self._last
            apart = at >= sentence[0] and self._is_of_suspect(mention)
            if not apart and id(mention.entity) not in barred and self._is_near(at, match.start):
                return Located(mention, "paragraph")
        town = self._dateline_town()
        if town is None or id(town.entity) in barred or self._names_elsewhere(town, sentence):
            return None
        speaks_for = self._is_lead(town, sentence) or self._is_only_place(town)
        return Located(town, "dateline") if speaks_for else None

    def _is_of_suspect(self, mention: MentionDraft) -> bool:
        syntax = self._syntax
        return any(is_of_suspect(syntax, child) for child, _ in syntax.root_path(mention.span.start))

    def _is_near(self, one: int, other: int) -> bool:
        """In one paragraph, with at most one sentence between them."""
        offset, starts = self._syntax.offset, self._syntax.starts
        if not one <= other or bisect_right(starts, other) - bisect_right(starts, one) > _NEAR:
            return False
        return "\n" not in full_text(self._doc)[offset[one] : offset[other]].strip()

    def _dateline_town(self) -> MentionDraft | None:
        dateline = dateline_of(self._doc)
        if dateline is None or dateline.place is None:
            return None
        start, end = dateline.place
        for entity in entities_of(self._doc):
            if entity.type == "GPE":
                for mention in entity.mentions:
                    if start <= mention.span.start_char < end:
                        return mention
        return None

    def _names_elsewhere(self, town: MentionDraft, sentence: tuple[int, int]) -> bool:
        """Whether a sentence names a place in another country than the town of the dateline."""
        home = town.entity.geo.country if town.entity is not None and town.entity.geo is not None else None
        named = (m.entity for m in self._syntax.mentions[slice(*sentence)] if m is not None and m.entity is not None)
        return any(e.type == "GPE" and e.geo is not None and e.geo.country != home for e in named)

    def _is_only_place(self, town: MentionDraft) -> bool:
        """No other place is named outside the dateline: then the whole story is from there."""
        if self._alone is None:
            others = (
                mention.span.start_char
                for entity in entities_of(self._doc)
                if entity.type in PLACE_TYPES and entity is not town.entity
                for mention in entity.mentions
            )
            self._alone = all(self._zones.in_any(offset, ZONES_WITHOUT_EVENTS) for offset in others)
        return self._alone

    def _is_lead(self, town: MentionDraft, sentence: tuple[int, int]) -> bool:
        """The first sentence after the dateline."""
        starts = self._syntax.starts
        at = bisect_right(starts, town.span.start)
        first = next((s for s in starts[max(at - 1, 0) :] if not self._is_silent(s)), None)
        return first is not None and sentence[0] == first

    def _is_silent(self, token: int) -> bool:
        return self._zones.in_any(self._syntax.offset[token], ZONES_WITHOUT_EVENTS)


def target_that_is_place(kind: EventType, targets: Sequence[ArgumentDraft], barred: set[int]) -> MentionDraft | None:
    """What is attacked or put under curfew is where it happens."""
    if kind.aims_at_places != "equally":
        return None
    for target in targets:
        if target.entity is not None and target.entity.type in PLACE_TYPES and id(target.entity) not in barred:
            for mention in target.entity.mentions:
                if target.span.start <= mention.span.start < target.span.end:
                    return mention
    return None

"""When an event happened: which of the sentence's dates is its own."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date as day
from datetime import timedelta
from typing import TYPE_CHECKING

from spacy.tokens import Span

from streamproc.nlp.doc.annotations import article_of, full_text, text_start
from streamproc.nlp.doc.drafts import DateDraft
from streamproc.nlp.doc.tokens import nearest
from streamproc.nlp.events.charges import charge_over
from streamproc.nlp.events.date_clauses import (
    does_something,
    in_other_clause,
    is_cut_off,
    is_house_number,
    is_in_document,
    is_of_object,
    is_span,
    says_more_of,
    year_beside,
)
from streamproc.nlp.events.date_direction import is_announced, is_told_as_past, lies_ahead, lies_behind
from streamproc.nlp.events.date_values import is_long_past, last_year_in, names_day, resolve, says_when
from streamproc.nlp.events.earlier import latest_year
from streamproc.nlp.events.parties import TIMES

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from streamproc.nlp.doc.zone_index import ZoneIndex
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
    from streamproc.nlp.lexicon.index import Lexicon
    from streamproc.nlp.lexicon.matcher import Match

_CAPTION = frozenset({"caption"})
_HAPPENINGS = frozenset({"@violence", "@event_head", "@talks", "@place", "@loc", "@gpe", "@weapon"})
"""``The attack, which killed nine, took place on Monday``: what is said of these happened with them."""
_NAMING = frozenset({"nummod", "compound", "amod", "nmod"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OF_NO_TIME = frozenset({"be", "include"})
"""``Two of those killed on Monday are children``."""


class EventDates:
    """Dates of one article's events."""

    def __init__(self, doc: Doc, syntax: ArgumentFrames, zones: ZoneIndex, lexicon: Lexicon) -> None:
        self._doc = doc
        self._text = full_text(doc)
        self._syntax = syntax
        self._zones = zones
        self._lexicon = lexicon
        self._published = getattr(article_of(doc), "published_at", None)
        self._body_start = text_start(doc)
        self._dates: list[int] | None = None
        self._date_at: dict[int, DateDraft] = {}

    def of(self, match: Match, sentence: tuple[int, int]) -> DateDraft | None:
        """The date that the trigger governs, else the one nearest to it in its sentence that is not the report's."""
        dates = self._real_dates()
        dates = dates[bisect_left(dates, sentence[0]) : bisect_left(dates, sentence[1])]
        if not dates:
            return None
        dates = [start for start in dates if not self._is_anothers(match, start)]
        is_charge = charge_over(self._syntax, match.anchor) is not None
        own = [start for start in dates if self._governs(match, start)] if len(dates) > 1 or is_charge else dates
        start = nearest(own if is_charge else own or dates, match.start, *sentence)
        if start is None:
            return None
        if start not in self._date_at:
            self._date_at[start] = self._read_date(start)
        return self._date_at[start]

    def _real_dates(self) -> list[int]:
        """The first tokens of dates that say when, not how long or how old."""
        if self._dates is None:
            said = (
                d for d in self._syntax.dates if not (is_house_number(self._syntax, d) or is_cut_off(self._syntax, d))
            )
            dates = [i for i in said if says_when(self._words(i, self._end(i))) and not is_span(self._syntax, i)]
            times = [start for start in self._syntax.times if names_day(self._words(start, self._end(start)))]
            self._dates = sorted((*dates, *times))
        return self._dates

    def _words(self, start: int, end: int) -> str:
        offset, last = self._syntax.offset, end - 1
        return self._text[offset[start] : offset[last] + len(self._syntax.tokens.text[last])]

    def _end(self, start: int) -> int:
        """Where the words of a date end; of ``Sunday after two days`` those of the day."""
        end = self._syntax.entity_end(start)
        words = self._syntax.words
        cut = next((i for i in range(start + 1, end) if words[i].lower == "after"), end)
        if cut < end and names_day(self._words(start, cut)):
            return cut
        span = next((i for i in range(start + 1, end) if words[i].lower in {"to", "for"}), end)
        lasts = any(words[i].lemma in {"year", "month", "week", "day"} for i in range(span, end))
        return span if lasts else end  # ``sentenced in January to six years``

    def _governs(self, match: Match, date: int) -> bool:
        """Whether the date hangs on the trigger, with no other verb between them."""
        for _, head in self._syntax.root_path(self._syntax.entity_head(date)):
            if match.start <= head < match.end:
                return True
            if self._syntax.is_verb(head):
                return False
        return False

    def _is_anothers(self, match: Match, date: int) -> bool:
        at, kind = self._syntax.entity_head(date), self._lexicon.taxonomy.types[match.entry.type]
        if in_other_clause(self._syntax, match.anchor, at) or does_something(self._syntax, at):
            return True
        if self._is_of_a_noun(match, date) or (not kind.harm and is_of_object(self._syntax, at)):
            return True
        if self._governs(match, date):
            return self._is_of_a_report(match, date) or self._is_beside_point(match, date)
        return (
            self._is_of_clause_beside(match, date)
            or self._is_of_a_report(match, date)
            or self._is_beside_point(match, date)
            or self._is_of_clause_above(match, date)
        )

    def _is_of_a_report(self, match: Match, date: int) -> bool:
        """Whether the date says when somebody told of the event: ``…, police said on Monday``."""
        if date < match.start and is_in_document(self._syntax, match.anchor):
            return True
        for _, head in self._syntax.root_path(self._syntax.entity_head(date)):
            if match.start <= head < match.end:
                return False
            if self._syntax.is_verb(head):
                return self._lexicon.status.get(self._syntax.lemma(head)) == "report"
        return False

    def _is_beside_point(self, match: Match, date: int) -> bool:
        """Whether the date stands in what is said of a noun that is not the trigger: ``the doctors, on strike since May, accused``."""
        above = [head for _, head in self._syntax.root_path(match.anchor)]
        for child, head in self._syntax.root_path(self._syntax.entity_head(date)):
            if match.start <= head < match.end or child in above or child == match.anchor:
                return False
            if self._syntax.dep[child] in {"relcl", "acl"}:
                planned = "@scheduled" in self._syntax.words[child].labels  # ``a vote planned for May will decide``
                return not (planned and head in self._syntax.frame(match.anchor).subjects)
        return False

    def _is_of_a_noun(self, match: Match, date: int) -> bool:
        """``recalled the 1979 coup``, ``the Rivers Act of 1956``: a date that says which one a noun means that is no part of the event."""
        syntax, at = self._syntax, self._syntax.entity_head(date)
        noun = syntax.head[at]
        if names_day(self._words(date, self._end(date))) and "@violence" not in syntax.words[noun].labels:
            return False  # ``held a Monday meeting``; not ``in the wake of the Easter Sunday bombings``
        if syntax.words[noun].lower == "of":
            noun = syntax.head[noun]
        elif syntax.dep[at] not in _NAMING:
            return False
        if not syntax.words[noun].is_noun or syntax.is_date(noun) or syntax.words[noun].lemma in TIMES:
            return False
        above = {match.anchor, *(head for _, head in syntax.root_path(match.anchor))}
        return noun not in above and noun not in syntax.frame(match.anchor).subjects

    def _is_of_clause_beside(self, match: Match, date: int) -> bool:
        """``met him in March and a minister urged``, ``rejected it and in 2003 he confessed``: a coordinated clause has a subject of its own."""
        syntax = self._syntax
        verb = next((head for _, head in syntax.root_path(syntax.entity_head(date)) if syntax.is_verb(head)), None)
        if verb is None or match.start <= verb < match.end:
            return False
        above = [match.anchor, *(head for _, head in syntax.root_path(match.anchor))]
        for child, head in syntax.root_path(match.anchor):
            if head == verb:
                return date > verb and self._is_clause_added(child)
        for child, head in syntax.root_path(verb):
            if head in above:
                return self._is_clause_added(child) or self._is_announced_beside(child, head)
        return False

    def _is_announced_beside(self, verb: int, done: int) -> bool:
        """``have pleaded guilty and will be sentenced on Friday``."""
        told = self._syntax.dep[verb] == "conj" and not is_announced(self._syntax, done)
        return told and is_announced(self._syntax, verb)

    def _is_clause_added(self, verb: int) -> bool:
        below = {self._syntax.dep[child] for child in self._syntax.children(verb)}
        return self._syntax.dep[verb] == "conj" and not _SUBJECTS.isdisjoint(below)

    def _is_of_clause_above(self, match: Match, date: int) -> bool:
        """Whether the trigger says something of a noun, and the date when something else became of that.

        ``The storm, which killed five, will reach the coast on Sunday``; ``arrested on Monday the man who killed nine``.
        """
        syntax, above, noun = self._syntax, set[int](), -1
        for child, head in syntax.root_path(match.anchor):
            if noun < 0 and says_more_of(self._syntax, child, head):
                noun = head
            if noun >= 0:
                above.add(head)
        if noun < 0:
            return False
        at = syntax.entity_head(date)
        for _, head in syntax.root_path(at):
            if match.start <= head < match.end or head == noun:
                return False
            if head in above and syntax.is_verb(head):
                happens = not syntax.labels(noun).isdisjoint(_HAPPENINGS)
                same = happens and not lies_ahead(syntax, at, self._lexicon, present=False)
                return not same and syntax.words[head].lemma not in _OF_NO_TIME
            if syntax.is_verb(head) and syntax.dep[head] != "xcomp":
                return False
        return False

    def _read_date(self, start: int) -> DateDraft:
        date, head = Span(self._doc, start, self._end(start)), self._syntax.entity_head(start)
        if (year := year_beside(self._syntax, head)) is not None:
            return DateDraft(date, resolve(f"{date.text} {year}", None))
        if self._published is None:
            return DateDraft(date, resolve(date.text, None))
        ahead = lies_ahead(self._syntax, head, self._lexicon, present=self._tells_in_past_tense(start))
        behind = not ahead and lies_behind(self._syntax, head, self._lexicon)
        meant = self._year_meant(start)
        words = f"{date.text} {meant}" if meant else date.text
        return DateDraft(date, resolve(words, self._published.date(), ahead=ahead, behind=behind))

    def _year_meant(self, start: int) -> int | None:
        """``chaired the group in 2018. He was here that May``: the year that was named last before."""
        if not any(self._syntax.words[i].lower == "that" for i in (start - 1, start) if i >= 0):
            return None
        return last_year_in(self._text[: self._syntax.offset[start]])

    def _tells_in_past_tense(self, i: int) -> bool:
        """What has happened; headlines and captions tell it in the present."""
        offset = self._syntax.offset[i]
        return offset >= self._body_start and not self._zones.in_any(offset, _CAPTION)

    def is_to_come(self, match: Match, date: DateDraft | None) -> bool:
        """Whether a date lies after the article, by more than a day, since days differ around the world, and no past tense denies it."""
        if date is None or date.value is None or self._published is None or self._published.date() == day.max:
            return False
        tomorrow: str = (self._published.date() + timedelta(days=1)).isoformat()
        told = is_told_as_past(self._syntax, match.anchor, self._lexicon)
        return date.value > tomorrow[: len(date.value)] and not told

    def is_historical(self, date: DateDraft | None) -> bool:
        if date is None or date.value is None:
            return False
        told = self._published.date() if self._published else day(latest_year(self._doc, self._syntax), 1, 1)
        return is_long_past(date, told)

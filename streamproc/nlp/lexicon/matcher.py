"""Lexicon against parse: which entries hold where in a Doc."""

from __future__ import annotations

from functools import cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from spacy.strings import get_string_id

from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
from streamproc.nlp.lexicon.conditions import Condition, conditions_of
from streamproc.nlp.lexicon.domains import dominant_domains, in_domain
from streamproc.nlp.lexicon.entries import Entry, Phrase
from streamproc.nlp.lexicon.syntax import MODIFIERS
from streamproc.nlp.lexicon.words import Word, WordCache, describe

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from streamproc.nlp.lexicon.entries import Kind
    from streamproc.nlp.lexicon.index import Lexicon

_KINDS: dict[str, Kind] = {"V": "verb", "N": "noun", "J": "adjective", "M": "modal"}
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "attr", "appos", "ROOT"})
_NAMES = frozenset(map(get_string_id, ("DATE", "PERSON", "GPE", "ORG", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT")))
EVERYTHING = -1
"""All bits."""


class Trigger(NamedTuple):
    """What a word may trigger: an entry, or a phrase of one."""

    form: Entry | Phrase
    entry: Entry
    needs: tuple[int, ...]
    """Of each of these sets the sentence must offer one, as bits."""
    conditions: tuple[Condition, ...]
    """What the entry asks of the syntax around the word."""


class Match(NamedTuple):
    """An entry that holds: its trigger words ``[start, end)`` and the token that stands in the syntax for them."""

    entry: Entry
    start: int
    end: int
    anchor: int

    @property
    def is_extension(self) -> bool:
        """Of the namespaced extension, not of PLOVER."""
        return self.entry.type.startswith("x:")


class Matcher:
    """Finds the entries of a lexicon. One per process; remembers words between articles."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        needs, self._bits = needs_as_bits(lexicon)
        conditions = {entry: conditions_of(entry) for entry in lexicon.entries}
        self._triggers: dict[Entry | Phrase, Trigger] = {}
        for form, needed in needs.items():
            entry = form.entry if isinstance(form, Phrase) else form
            self._triggers[form] = Trigger(form, entry, needed, conditions[entry])
        self.triggers_of: dict[Word, tuple[Trigger, ...]] = {}
        """Words that trigger something; all others are not in it. Grows with ``_cache`` and is emptied with it."""
        self._awaits: dict[Word, int] = {}
        """A sentence that offers none of this triggers nothing by the word; all bits where some trigger needs nothing."""
        self._cache = WordCache(self._describe, self._forget)

    def syntax(self, doc: Doc) -> ArgumentFrames:
        """The parse of a Doc, with its words as this lexicon knows them."""
        return ArgumentFrames(doc, self._cache)

    def matches(self, syntax: ArgumentFrames) -> list[Match]:
        """All matches in order of their triggers; within one trigger the first entry of each type."""
        syntax.domains = dominant_domains(syntax)
        words = syntax.words
        found: list[Match] = []
        offered = sentence_end = 0
        for i in [i for i, word in enumerate(words) if word.triggers]:
            if i >= sentence_end:
                start, sentence_end = syntax.sentence(i)
                offered = offered_by(words[start:sentence_end])
            awaits = self._awaits[words[i]]
            if awaits != EVERYTHING and not offered & awaits:
                continue
            found.extend(self._matches_at(syntax, i, offered))
        return found

    def _matches_at(self, syntax: ArgumentFrames, i: int, offered: int) -> list[Match]:
        """The matches of one trigger, whose sentence offers these words; the first entry of each type."""
        domains = syntax.domains
        found: dict[str, Match] = {}
        for trigger in self.triggers_of[syntax.words[i]]:
            for need in trigger.needs:
                if not offered & need:
                    break
            else:
                entry = trigger.entry
                if entry.type in found or ((domains or entry.only_in) and not in_domain(entry, domains)):
                    continue
                if match := self.match(syntax, i, trigger):
                    found[entry.type] = match
        return list(found.values())

    def match(self, syntax: ArgumentFrames, i: int, trigger: Trigger) -> Match | None:
        """The match of one candidate at one token, if its conditions hold."""
        entry = trigger.entry
        if isinstance(trigger.form, Phrase):
            start = i - trigger.form.at
            end = phrase_end(syntax, start, trigger.form.words)
            if end is None:
                return None
            anchor = span_head(syntax, start, end)
        elif is_used_otherwise(syntax, i, entry):
            return None
        else:
            start, end, anchor = i, i + 1, syntax.head[i] if syntax.words[i].tag == "MD" else i
        return Match(entry, start, end, anchor) if all_hold(syntax, anchor, trigger.conditions) else None

    def _describe(self, lower: str, lemma: str, tag: str) -> Word:
        word = describe(self.lexicon, lower, lemma, tag)
        triggers = tuple(map(self._triggers.__getitem__, self._forms(word)))
        offers = sum([self._bits[label] for label in word.labels if label in self._bits])
        word.triggers, word.offers = bool(triggers), offers
        if triggers:
            self.triggers_of[word] = triggers
            self._awaits[word] = awaited(triggers)
        return word

    def _forget(self) -> None:
        for remembered in (self.triggers_of, self._awaits):
            remembered.clear()

    def _forms(self, word: Word) -> list[Entry | Phrase]:
        """What a word may trigger: an operator's entries before bundled ones; phrases, then entries for it alone."""
        lexicon, lower, lemma, tag = self.lexicon, word.lower, word.lemma, word.tag
        kind = _KINDS.get(tag[:1])
        forms: list[Entry | Phrase] = [*lexicon.phrases.get(lower, ())]
        if lemma != lower:
            forms.extend(lexicon.phrases.get(lemma, ()))
        if kind is not None:
            forms.extend(lexicon.index.get((kind, lemma), ()))
            if tag == "VBG":
                forms.extend(lexicon.index.get(("noun", lower), ()))
            if tag in {"VBN", "VBG", "VBD"}:
                forms.extend(lexicon.index.get(("adjective", lower), ()))
            if kind == "noun" and lower != lemma:
                forms.extend(lexicon.index.get(("noun", lower), ()))
        return sorted(forms, key=_is_bundled) if forms else forms


def _is_bundled(form: Entry | Phrase) -> bool:
    return not (form.entry if isinstance(form, Phrase) else form).own


def offered_by(words: Iterable[Word]) -> int:
    """What the words of a sentence offer to the triggers in it, as bits: forms, lemmas and classes."""
    offered = 0
    for word in words:
        if word.offers:
            offered |= word.offers
    return offered


def needs_as_bits(lexicon: Lexicon) -> tuple[dict[Entry | Phrase, tuple[int, ...]], dict[str, int]]:
    """What a sentence must offer for each trigger, and the bit of each label in these sets.

    A phrase needs all of its words. Sets as numbers, because most triggers are passed over by them alone; the
    smallest first, which is missing most often.
    """
    needs: dict[Entry | Phrase, list[frozenset[str]]] = {entry: [*entry.needs] for entry in lexicon.entries}
    for phrases in lexicon.phrases.values():
        for phrase in phrases:
            others = phrase.words[: phrase.at] + phrase.words[phrase.at + 1 :]
            needs[phrase] = [*(frozenset({word}) for word in others), *phrase.entry.needs]
    rarest: dict[str, int] = {}
    for need in chain.from_iterable(needs.values()):
        for label in need:
            rarest[label] = min(len(need), rarest.get(label, len(need)))
    labels = sorted(rarest, key=lambda label: (rarest[label], label))  # short sets in low bits: small numbers
    bits = {label: 1 << position for position, label in enumerate(labels)}
    as_bits = cache(lambda need: sum(map(bits.__getitem__, need)))  # equal sets are one number: less memory to read
    return {
        trigger: tuple(map(as_bits, sorted(wanted, key=lambda need: (len(need), sorted(need)))))
        for trigger, wanted in needs.items()
    }, bits


def awaited(triggers: Iterable[Trigger]) -> int:
    """One need of each trigger: where a sentence offers none of these, none can match."""
    awaits = 0
    for trigger in triggers:
        awaits |= trigger.needs[0] if trigger.needs else EVERYTHING
    return awaits


def all_hold(syntax: ArgumentFrames, anchor: int, conditions: tuple[Condition, ...]) -> bool:
    """Whether the syntax around a token is as an entry asks."""
    if not conditions:
        return True
    frame = syntax.frame(anchor)
    for condition in conditions:  # noqa: SIM110 - half the time of all() with a generator, for every candidate
        if not condition.holds(syntax, anchor, frame):
            return False
    return True


def is_used_otherwise(syntax: ArgumentFrames, i: int, entry: Entry) -> bool:
    """A word of an entry that is no such event: a gerund that is a verb, a name, what only describes another noun."""
    word, dep = syntax.words[i], syntax.dep[i]
    if word.tag == "VBG" and dep not in _NOMINAL and word.lower in entry.triggers.get("noun", ()):
        return True
    if word.tag[:3] == "NNP" and syntax.entity_type[i] in _NAMES:
        return True  # March, Rally (a town)
    return dep in MODIFIERS and bool(entry.triggers.get("noun")) and not is_event_head(syntax, i)


def is_event_head(syntax: ArgumentFrames, i: int) -> bool:
    """``protest action`` is a protest; an ``attack drone`` and a ``protest leader`` are mere mention."""
    return "@event_head" in syntax.words[syntax.head[i]].labels


def phrase_end(syntax: ArgumentFrames, start: int, words: tuple[str, ...]) -> int | None:
    """Where a phrase that begins at ``start`` ends; words are compared with forms and lemmas."""
    end = start + len(words)
    if start < 0 or end > syntax.size:
        return None
    for word, wanted in zip(syntax.words[start:end], words, strict=True):
        if wanted not in (word.lower, word.lemma):
            return None
    return end


def span_head(syntax: ArgumentFrames, start: int, end: int) -> int:
    """The token of a span whose head lies outside it."""
    for i in range(start, end):
        if not start <= syntax.head[i] < end or syntax.head[i] == i:
            return i
    return end - 1

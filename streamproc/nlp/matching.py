"""Lexicon against parse: which entries hold where in a Doc."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from streamproc.nlp.clauses import Clauses, Trigger, Word, WordCache
from streamproc.nlp.counts import may_be_number
from streamproc.nlp.lexicon import ANYTHING, Entry, Phrase

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from streamproc.nlp.clauses import Frame
    from streamproc.nlp.lexicon import Kind, Lexicon

_KINDS: dict[str, Kind] = {"V": "verb", "N": "noun", "J": "adjective", "M": "modal"}
_MODIFIERS = frozenset({"compound", "amod", "nmod"})
_NOMINAL = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "attr", "appos", "ROOT"})
_GLUED = re.compile(r"^(?:people|were|was|been|are|newly|new|still|families|internally)([a-z]{6,})$")
"""Text from PDF files loses blanks: ``192,000 people weredisplaced``."""
FUTURE = frozenset({"will", "would", "shall", "'ll", "'d"})
_PUBLIC = frozenset({"@armed", "@insurgent", "@police", "@state", "@leader", "@norp", "@gpe", "@public_victim"})
_NAMES = frozenset({"DATE", "PERSON", "GPE", "ORG", "FAC", "EVENT", "WORK_OF_ART", "PRODUCT"})
_MIN_DOMAIN_WORDS = 3
_DOMAIN_SHARE = {"sport": 0.022, "finance": 0.03, "show": 0.03, "labour": 0.03, "war": 0.03}
_DOMAIN_WORDS = {"labour": 2}


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that holds: its trigger words ``[start, end)`` and the token that stands in the syntax for them."""

    entry: Entry
    start: int
    end: int
    anchor: int

    @property
    def type_is_ours(self) -> bool:
        """Of the namespaced extension, not of PLOVER."""
        return self.entry.type.startswith("x:")


class Matcher:
    """Finds the entries of a lexicon. One per process; remembers words between articles."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self._needs, self._bits = needs_as_bits(lexicon)
        self._cache = WordCache(self._describe)

    def clauses(self, doc: Doc) -> Clauses:
        return Clauses(doc, self._cache)

    def matches(self, clauses: Clauses) -> list[Match]:
        """All matches in order of their triggers; within one trigger the first entry of each type."""
        domains = clauses.domains = dominant_domains(clauses)
        words = clauses.words
        found: list[Match] = []
        offered = sentence_end = 0
        for i in [i for i, word in enumerate(words) if word.triggers]:
            if i >= sentence_end:
                start, sentence_end = clauses.sentence(i)
                offered = clauses.offered(start, sentence_end)
            seen: set[str] = set()
            for trigger, entry, needs in words[i].triggers:
                for need in needs:
                    if not offered & need:
                        break
                else:
                    if entry.type in seen or ((domains or entry.only_in) and not in_domain(entry, domains)):
                        continue
                    match = self.match(clauses, i, trigger)
                    if match:
                        seen.add(entry.type)
                        found.append(match)
        return found

    def match(self, clauses: Clauses, i: int, trigger: Entry | Phrase) -> Match | None:
        """The match of one candidate at one token, if its conditions hold."""
        if isinstance(trigger, Phrase):
            start = i - trigger.at
            end = phrase_end(clauses, start, trigger.words)
            if end is None:
                return None
            anchor = span_head(clauses, start, end)
            return Match(trigger.entry, start, end, anchor) if why_not(clauses, anchor, trigger.entry) is None else None
        tag = clauses.words[i].tag
        if (
            tag == "VBG"
            and clauses.words[i].lower in trigger.triggers.get("noun", ())
            and clauses.dep[i] not in _NOMINAL
        ):
            return None
        if tag[:3] == "NNP" and clauses.doc.vocab.strings[clauses.entity_type[i]] in _NAMES:
            return None  # March, Rally (a town)
        if clauses.dep[i] in _MODIFIERS and trigger.triggers.get("noun") and not is_event_head(clauses, i):
            return None
        anchor = clauses.head[i] if tag == "MD" else i
        return Match(trigger, i, i + 1, anchor) if why_not(clauses, anchor, trigger) is None else None

    def _describe(self, lower: str, lemma: str, tag: str) -> Word:
        lexicon = self.lexicon
        lemma = lower if tag == "VB" else singular(lemma, tag)
        if glued := _GLUED.match(lower):
            lower, lemma, tag = self._unglued(glued.group(1), lower, lemma, tag)
        kind = _KINDS.get(tag[:1])
        triggers: list[Entry | Phrase] = [*lexicon.phrases.get(lower, ())]
        if lemma != lower:
            triggers.extend(lexicon.phrases.get(lemma, ()))
        if kind is not None:
            triggers.extend(lexicon.index.get((kind, lemma), ()))
            if tag == "VBG":
                triggers.extend(lexicon.index.get(("noun", lower), ()))
            if tag in {"VBN", "VBG", "VBD"}:
                triggers.extend(lexicon.index.get(("adjective", lower), ()))
            if kind == "noun" and lower != lemma:
                triggers.extend(lexicon.index.get(("noun", lower), ()))
        labels = lexicon.classes.get(lemma, frozenset()) | lexicon.classes.get(lower, frozenset()) | {lemma, lower}
        return Word(
            lower,
            lemma,
            tag,
            labels,
            tuple(Trigger(t, t.entry if isinstance(t, Phrase) else t, self._needs[t]) for t in triggers),
            sum(self._bits[label] for label in labels if label in self._bits),
            lexicon.domains.get(lemma),
            lexicon.kinds.get(lemma) or lexicon.kinds.get(lower, ()),
            lexicon.taxonomy.context_of.get(lemma),
            may_be_number(lower, tag),
        )

    def _unglued(self, rest: str, lower: str, lemma: str, tag: str) -> tuple[str, str, str]:
        """The trigger in a word that has lost its blank, read as a participle or a noun."""
        if ("adjective", rest) in self.lexicon.index:
            return rest, rest, "VBN"
        noun = singular(rest, "NNS")
        return (rest, noun, "NNS") if ("noun", noun) in self.lexicon.index else (lower, lemma, tag)


def needs_as_bits(lexicon: Lexicon) -> tuple[dict[Entry | Phrase, tuple[int, ...]], dict[str, int]]:
    """What a sentence must offer for each trigger, and the bit of each label in these sets and in ``Word.offers``.

    A phrase needs all of its words. Sets as numbers, because most triggers are passed over by them alone.
    """
    needs: dict[Entry | Phrase, list[frozenset[str]]] = {entry: [*entry.needs] for entry in lexicon.entries}
    for phrases in lexicon.phrases.values():
        for phrase in phrases:
            others = phrase.words[: phrase.at] + phrase.words[phrase.at + 1 :]
            needs[phrase] = [*(frozenset({word}) for word in others), *phrase.entry.needs]
    labels = sorted(frozenset[str]().union(*chain.from_iterable(needs.values())))
    bits = {label: 1 << position for position, label in enumerate(labels)}
    return {
        trigger: tuple(sum(map(bits.__getitem__, need)) for need in wanted) for trigger, wanted in needs.items()
    }, bits


def is_event_head(clauses: Clauses, i: int) -> bool:
    """``protest action`` is a protest; an ``attack drone`` and a ``protest leader`` are mere mention."""
    return "@event_head" in clauses.words[clauses.head[i]].labels


def singular(lemma: str, tag: str) -> str:
    """Plurals that the lemmatizer keeps because its index lists them too: ``leaders``, ``talks``."""
    if tag not in {"NNS", "NNPS"} or not lemma.endswith("s") or lemma.endswith("ss") or lemma in {"series", "news"}:
        return lemma
    return f"{lemma[:-3]}y" if lemma.endswith("ies") else lemma[:-1]


@dataclass(frozen=True, slots=True)
class Miss:
    """A condition of an entry that does not hold. Worded only when somebody asks: most candidates miss."""

    condition: str
    wanted: frozenset[str]
    present: tuple[frozenset[str], ...] = ()

    def __str__(self) -> str:
        found = " / ".join(" ".join(sorted(labels)) for labels in self.present)
        if self.condition.startswith("not_"):
            return f"{self.condition[4:]} is {found}"
        return f"{self.condition} is {found or 'missing'}, wanted: {listed(self.wanted)}"


def why_not(clauses: Clauses, anchor: int, entry: Entry) -> Miss | None:  # noqa: C901, PLR0911, PLR0912 - one line per condition
    """The first condition of an entry that fails at a token; None when all hold."""
    frame = clauses.frame(anchor)
    if entry.complement and not frame.complements:
        return Miss("complement", entry.complement)
    if entry.prep and frame.preps.keys().isdisjoint(entry.prep):
        return Miss(" or ".join(entry.prep), frozenset[str]().union(*entry.prep.values()))
    if entry.particle and not has_particle(clauses, frame, entry.particle):
        return Miss("particle", entry.particle)
    for name, wanted in entry.wanted.items():
        present = arguments(clauses, anchor, frame, name)
        if not any_holds(present, wanted) and (present or not may_lack(entry, frame, name)):
            return Miss(name, wanted, present)
    for name, unwanted in entry.forbidden.items():
        for labels in arguments(clauses, anchor, frame, name):
            if holds(labels, unwanted):
                return Miss(f"not_{name}", unwanted, (labels & unwanted or labels,))
    for p, unwanted in entry.not_prep.items():
        if any_holds(map(clauses.labels, frame.preps.get(p, ())), unwanted):
            return Miss(f"not_{p}", unwanted, (unwanted,))
    if entry.prep and not any(
        any_holds(map(clauses.labels, frame.preps.get(p, ())), wanted) for p, wanted in entry.prep.items()
    ):
        return Miss(" or ".join(entry.prep), frozenset[str]().union(*entry.prep.values()))
    if entry.complement and not any(holds(complement_labels(clauses, j), entry.complement) for j in frame.complements):
        return Miss("complement", entry.complement)
    if entry.near and not is_near(clauses, anchor, frame, entry.near):
        return Miss("company", entry.near)
    return None


def may_lack(entry: Entry, frame: Frame, name: str) -> bool:
    """A subject may be missing (passives, headlines) where something else is asked for and found."""
    if entry.bare:
        return True
    if name != "subject" or entry.needs_subject:
        return False
    return frame.passive or len(entry.wanted) > 1 or bool(entry.prep)


def is_near(clauses: Clauses, anchor: int, frame: Frame, wanted: frozenset[str]) -> bool:
    """Does such a word stand in the same sentence, or is one side public or armed? An article about war needs none."""
    if "war" in clauses.domains:
        return True
    if any(not clauses.labels(j).isdisjoint(_PUBLIC) for j in (*frame.subjects, *frame.objects)):
        return True
    start, end = clauses.sentence(anchor)
    return any(not clauses.words[i].labels.isdisjoint(wanted) for i in range(start, end) if i != anchor)


def complement_labels(clauses: Clauses, j: int) -> frozenset[str]:
    """A lower clause is asked for by its verb, ``verb object`` or its form.

    ``@to`` is an infinitive, ``@another_to`` one with a subject of its own (wants *them to leave*), ``@will`` what
    somebody says that he himself will do (warned that *it would* strike).
    """
    verb = clauses.lemma(j)
    found = {f"{verb} {clauses.lemma(o)}" for o in clauses.frame(j).objects}
    children = clauses.children(j)
    subjects = [c for c in children if clauses.dep[c] == "nsubj"]
    forms = {clauses.words[c].tag if clauses.words[c].tag == "TO" else clauses.words[c].lemma for c in children}
    if "TO" in forms:
        found.update(("@to", "@another_to") if subjects else ("@to",))
    elif not forms.isdisjoint(FUTURE) and any(clauses.words[c].tag == "PRP" for c in subjects):
        found.add("@will")
    return clauses.labels(j) | found


def has_particle(clauses: Clauses, frame: Frame, wanted: frozenset[str]) -> bool:
    """A particle, a preposition or a predicate: ``gunned down``, ``out of``, ``found guilty``, ``set free``."""
    if not (wanted.isdisjoint(frame.particles) and wanted.isdisjoint(frame.preps)):
        return True
    return any(clauses.words[j].lower in wanted for j in (*frame.complements, *frame.objects))


def arguments(clauses: Clauses, anchor: int, frame: Frame, name: str) -> tuple[frozenset[str], ...]:
    """The labels of every argument of that name."""
    if name == "subject":
        found: Iterable[int] = frame.subjects
    elif name == "object":
        found = frame.objects
    elif name == "modifier":
        found = (c for c in clauses.children(anchor) if clauses.dep[c] in _MODIFIERS)
    else:
        head = governor(clauses, anchor)
        found = () if head is None else (head,)
    return tuple(map(clauses.labels, found))


def governor(clauses: Clauses, anchor: int) -> int | None:
    """The word above, looking through prepositions and quantities: ``dozens of … were sent``."""
    node, head = anchor, clauses.head[anchor]
    if head == node:
        return None
    for _ in range(3):
        if clauses.dep[head] != "prep":
            break
        above = clauses.head[head]
        if not clauses.words[above].is_quantity or clauses.head[above] == above:
            return above
        head = clauses.head[above]
    return head


def any_holds(present: Iterable[frozenset[str]], wanted: frozenset[str]) -> bool:
    """Whether one of some arguments is among those that are wanted."""
    for labels in present:  # noqa: SIM110 - half the time of any() with a generator, for every candidate
        if holds(labels, wanted):
            return True
    return False


def holds(labels: frozenset[str], wanted: frozenset[str]) -> bool:
    return ANYTHING in wanted or not labels.isdisjoint(wanted)


def listed(words: Iterable[str]) -> str:
    ordered = sorted(words)
    return " ".join(ordered[:6]) + (" …" if len(ordered) > 6 else "")  # noqa: PLR2004 - enough to see which list


def phrase_end(clauses: Clauses, start: int, words: tuple[str, ...]) -> int | None:
    """Where a phrase that begins at ``start`` ends; words are compared with forms and lemmas."""
    end = start + len(words)
    if start < 0 or end > clauses.size:
        return None
    for word, wanted in zip(clauses.words[start:end], words, strict=True):
        if wanted not in (word.lower, word.lemma):
            return None
    return end


def span_head(clauses: Clauses, start: int, end: int) -> int:
    """The token of a span whose head lies outside it."""
    for i in range(start, end):
        if not start <= clauses.head[i] < end or clauses.head[i] == i:
            return i
    return end - 1


def dominant_domains(clauses: Clauses) -> frozenset[str]:
    """What the article is about by its words: sport, finance, show business."""
    counts = Counter(word.domain for word in clauses.words if word.domain)
    return frozenset(
        domain
        for domain, count in counts.items()
        if domain
        and count >= _DOMAIN_WORDS.get(domain, _MIN_DOMAIN_WORDS)
        and count >= _DOMAIN_SHARE.get(domain, 0.03) * clauses.size
    )


def in_domain(entry: Entry, domains: frozenset[str]) -> bool:
    if not entry.not_in.isdisjoint(domains):
        return False
    return not entry.only_in or not entry.only_in.isdisjoint(domains)

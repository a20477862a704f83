"""Where something is said: beside its own verb, or on the occasion that people speak, meet or are arrested at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from streamproc.nlp.doc.drafts import MentionDraft
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

LOCATIVE = frozenset({"in", "at", "near", "inside", "outside", "across", "around", "throughout", "off", "along", "within", "over",
                      "above", "beside", "through"})  # fmt: skip
_SAID_AT = LOCATIVE | {"during", "after", "following", "on", "upon"}
_HELD_AT = LOCATIVE | {"to"}
_OCCASIONS = frozenset({"talk", "talks", "meeting", "summit", "conference", "rally", "visit", "trip", "speech", "event", "ceremony", "briefing",
                        "forum", "session", "hearing", "congress", "gathering", "arrival", "interview", "news_conference"})  # fmt: skip
"""What people speak at."""
_GATHER = frozenset({"gather", "assemble", "rally", "meet", "march", "convene", "protest", "demonstrate"})
_HOURS = frozenset({"minute", "hour", "day", "week", "month", "series", "round"})
_SPEAKING = frozenset({"speak", "talk", "visit", "meet", "attend", "arrive", "address"})
_LONGEST = 2
"""Sentences over which somebody still speaks at the same place."""


class Places(Protocol):
    """What can be a place, and what lies below a noun."""

    def place(self, token: int) -> MentionDraft | None: ...

    def below(self, noun: int, depth: int = 0) -> MentionDraft | None: ...

    def is_ground(self, noun: int) -> bool: ...


class Occasions:
    """The places of speech of one article. ``status``: what words do to the clauses they govern."""

    def __init__(self, syntax: ArgumentFrames, status: Mapping[str, str], phrases: Places) -> None:
        self._syntax = syntax
        self._status = status
        self._phrases = phrases

    def of_speech(self, verb: int) -> MentionDraft | None:
        """Where something is said."""
        return self.beside(verb) or self._of_gathering(verb) or self._while_speaking(verb)

    def _while_speaking(self, verb: int) -> MentionDraft | None:
        """``Speaking in Oslo, the envoy urged restraint``."""
        syntax = self._syntax
        for child in syntax.children(verb):
            word = syntax.words[child]
            speaks = syntax.dep[child] == "advcl" and word.tag == "VBG" and word.lemma in _SPEAKING
            if speaks and (found := self.beside(child)) is not None:
                return found
        return None

    def said_before(self, sentence: tuple[int, int], speakers: frozenset[int]) -> MentionDraft | None:
        """``…, the mayor said at a rally in Oslo. She urged voters``: where one of the ``speakers``, by identity, said what stands just before."""
        start = sentence[0]
        for _ in range(_LONGEST):
            if not start:
                return None
            start, end = self._syntax.sentence(start - 1)
            verbs = (i for i in range(start, end) if self._syntax.words[i].is_verb)
            said = (self.beside(verb) for verb in verbs if self._is_said_by(verb, speakers))
            found = next(filter(None, said), None)
            if found is not None:
                return found
        return None

    def _is_said_by(self, verb: int, speakers: frozenset[int]) -> bool:
        syntax = self._syntax
        lemma = syntax.words[verb].lemma
        if lemma != "speak" and self._status.get(lemma) != "report":
            return False
        who = (syntax.mentions[j] for j in syntax.frame(verb).subjects)
        return any(mention is not None and id(mention.entity) in speakers for mention in who)

    def beside(self, node: int) -> MentionDraft | None:
        """``said in Oslo``, ``said at a rally in Oslo``, ``said after talks in Oslo``: a place that hangs on the word itself."""
        syntax = self._syntax
        for preposition in self._adjuncts(node):
            lower = syntax.words[preposition].lower
            for j in syntax.children(preposition):
                if syntax.dep[j] == "pobj":
                    found = (self._at(j) if lower in LOCATIVE else None) or self.held_at(j)
                    if found is not None:
                        return found
        return None

    def _at(self, noun: int) -> MentionDraft | None:
        """``in Oslo``, ``in the village of Bor``, ``at the Press Club in Oslo``."""
        named = self._syntax.mentions[noun] is not None or self._phrases.is_ground(noun)
        return self._phrases.place(noun) or (self._phrases.below(noun) if named else None)

    def _adjuncts(self, node: int) -> Iterator[int]:
        """The prepositions of a word, and those of its object that say when: ``urged calm during a visit to Oslo``."""
        syntax = self._syntax
        for child in syntax.children(node):
            if syntax.dep[child] == "prep" and syntax.words[child].lower in _SAID_AT:
                yield child
        for child in syntax.children(node):
            if syntax.dep[child] == "dobj":
                yield from (c for c in syntax.children(child) if syntax.words[c].lower == "during")

    def _of_gathering(self, verb: int) -> MentionDraft | None:
        """``gathered in Oslo to demand``: what people come together for is said there."""
        syntax, above = self._syntax, self._syntax.head[verb]
        is_purpose = syntax.dep[verb] in {"advcl", "xcomp"} and syntax.words[above].lemma in _GATHER
        return self.beside(above) if is_purpose else None

    def held_at(self, noun: int) -> MentionDraft | None:
        """Where people meet on an occasion: ``talks in Oslo``, ``a visit to Oslo``."""
        syntax = self._syntax
        if syntax.words[noun].lemma in _HOURS:  # ``after nine hours of talks``
            below = (j for of in syntax.children(noun) if syntax.words[of].lower == "of" for j in syntax.children(of))
            noun = next((j for j in below if syntax.dep[j] == "pobj"), noun)
        if syntax.words[noun].lemma not in _OCCASIONS:
            return None
        places = (self._phrases.place(j) or self._phrases.below(j, 1) for j in self._around(noun))
        return next(filter(None, places), None)

    def _around(self, noun: int) -> Iterator[int]:
        """What stands where an occasion is held, also after what is said of it: ``a speech on tax given in Oslo``."""
        syntax = self._syntax
        said_of = [child for child in syntax.children(noun) if syntax.dep[child] == "acl"]
        for node, where in ((noun, _HELD_AT), *((clause, LOCATIVE) for clause in said_of)):
            for preposition in syntax.children(node):
                if syntax.dep[preposition] == "prep" and syntax.words[preposition].lower in where:
                    yield from (j for j in syntax.children(preposition) if syntax.dep[j] == "pobj")

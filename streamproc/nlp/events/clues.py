"""What speaks for and against a candidate event: the features that its confidence is computed from, as words.

Each is a string such as ``actor:@person`` whose weight stands in ``data/events/weights.tsv``. Most count twice: by
themselves, and for the type of the event (``ACCUSE|actor:@person``). The trainer and the service call the same method.

News says the same things over and over. So clues are told in groups, each of which follows from a few values, and is
remembered under them with what it weighs.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from streamproc.nlp.events import clue_words, surroundings
from streamproc.nlp.events.scorer import TYPED, ClueGroup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from streamproc.nlp.doc.drafts import ArgumentDraft
    from streamproc.nlp.events.event_places import Located
    from streamproc.nlp.events.modality import Modality
    from streamproc.nlp.events.participants import EventRoles
    from streamproc.nlp.events.scorer import Scorer
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
    from streamproc.nlp.lexicon.index import Lexicon
    from streamproc.nlp.lexicon.matcher import Match

MOST_GROUPS = 8_192
"""Of each kind that are remembered: those asked for last."""
_MOST = 2
"""Participants of one role that are looked at."""
_BESIDE = ((-2, "-2"), (-1, "-1"), (1, "+1"), (2, "+2"))
_STANDS_BY = frozenset({"aux", "auxpass", "neg", "det", "advmod", "mark", "prt"})
_DETERMINERS = frozenset({"det", "nummod", "poss"})
_DEPTHS = (0.01, 0.3, 0.6, 1.0, 1.6, 2.4)
_POSITIONS = (0.55, 0.7, 0.85, 0.99)
_LENGTHS = (6, 12, 20, 30, 45)


class Clues(NamedTuple):
    """The clues of one candidate, each once: of the words it matches, of what it says, and of what stands around it."""

    event_type: str
    matched: Sequence[ClueGroup]
    said: Sequence[ClueGroup]
    """These count for the event's type as well."""
    around: Sequence[ClueGroup]

    def words(self) -> list[str]:
        """All of them as the table of weights has them."""
        matched, said, around = (
            list(chain.from_iterable(group.words for group in groups))
            for groups in (self.matched, self.said, self.around)
        )
        return [*matched, *said, *(f"{self.event_type}{TYPED}{clue}" for clue in said), *around]


class ClueGroups:
    """The groups of a process, by the values that they follow from."""

    def __init__(self, scorer: Scorer) -> None:
        def remembered(tell: Callable[..., Iterable[str]]) -> Callable[..., ClueGroup]:
            return lru_cache(MOST_GROUPS)(lambda *values: scorer.group(tell(*values)))

        self.of_words = scorer.group
        """Of clues that are told once."""
        self.of_trigger = remembered(clue_words.of_trigger)
        self.of_word_above = remembered(clue_words.of_word_above)
        self.of_word_beside = remembered(clue_words.of_word_beside)
        self.of_helpers = remembered(clue_words.of_helpers)
        self.of_status = remembered(clue_words.of_status)
        self.of_participants = remembered(clue_words.of_participants)
        self.of_form = remembered(clue_words.of_form)
        self.of_circumstances = remembered(clue_words.of_circumstances)
        self.of_domains = remembered(clue_words.of_domains)
        self.of_article = remembered(surroundings.of_article)
        self.of_rivals = remembered(surroundings.of_rivals)
        self.of_actors = remembered(surroundings.of_actors)
        self.of_sentence = remembered(surroundings.of_sentence)
        self.of_clause = remembered(surroundings.of_clause)


class CandidateClues:
    """Tells the clues of one article's candidates."""

    def __init__(
        self,
        groups: ClueGroups,
        syntax: ArgumentFrames,
        lexicon: Lexicon,
        candidates: Sequence[tuple[str, int, tuple[int, int]]],
    ) -> None:
        """``candidates``: type, anchor and sentence of each."""
        self._groups = groups
        self._syntax = syntax
        self._status = lexicon.status
        self._around = surroundings.Surroundings(groups, syntax, candidates)

    def of(
        self, match: Match, *, event_type: str, how: Modality, roles: EventRoles, place: Located | None, dated: bool,
        quoted: bool, in_title: bool, position: float, sentence: tuple[int, int],
    ) -> Clues:  # fmt: skip
        """The clues of a candidate."""
        groups = self._groups
        said = [
            groups.of_status(
                bisect_left(_DEPTHS, how.depth), how.inside, how.negated, how.hypothetical, how.future, how.attempted, how.wanted,
                how.possible, how.reported,
            ),
            groups.of_circumstances(
                place.basis if place else None,
                bisect_left(_POSITIONS, position),
                bisect_left(_LENGTHS, sentence[1] - sentence[0]),
                dated,
                quoted,
                in_title,
            ),
            *self._of_participants("actor", roles.actors, formed=True),
            *self._of_participants("target", roles.targets, formed=True),
            *self._of_participants("theme", roles.themes, formed=False),
            *self._around.said(sentence),
        ]  # fmt: skip
        return Clues(
            event_type, self._of_match(match, event_type), said, self._around.clues(event_type, match.anchor, sentence)
        )

    def _of_match(self, match: Match, event_type: str) -> list[ClueGroup]:
        syntax, groups, anchor = self._syntax, self._groups, match.anchor
        words, dep, head = syntax.words, syntax.dep[anchor], syntax.head[anchor]
        found = [groups.of_trigger(match.entry, event_type, words[anchor], dep)]
        if head != anchor:
            lemma = words[head].lemma
            found.append(groups.of_word_above(lemma, self._status.get(lemma), dep))
        for offset, where in _BESIDE:
            i = (match.start if offset < 0 else match.end - 1) + offset
            if 0 <= i < syntax.size:
                found.append(groups.of_word_beside(where, words[i].lemma))
        helpers = [(syntax.dep[c], words[c].lower) for c in syntax.children(anchor) if syntax.dep[c] in _STANDS_BY]
        if helpers:
            found.append(groups.of_helpers(tuple(helpers)))
        return found

    def _of_participants(self, role: str, arguments: Sequence[ArgumentDraft], *, formed: bool) -> Iterator[ClueGroup]:
        """``formed``: how they are spoken of is a clue, too."""
        syntax = self._syntax
        if not arguments:
            yield self._groups.of_participants(role, ())
            return
        heads = [syntax.head_of(argument.span) for argument in arguments[:_MOST]]
        yield self._groups.of_participants(
            role,
            tuple([
                (syntax.words[head], argument.entity.type if argument.entity is not None else None, argument.basis)
                for argument, head in zip(arguments, heads, strict=False)
            ]),
        )  # fmt: skip
        if formed:
            how = self._form(heads[0])
            if how:
                yield self._groups.of_form(role, *how)

    def _form(self, head: int) -> list[str]:
        """How somebody is spoken of: a bare plural means anybody."""
        syntax = self._syntax
        below = {syntax.dep[child] for child in syntax.children(head)}
        found = []
        if syntax.words[head].tag == "NNS":
            found.append("bare plural" if below.isdisjoint(_DETERMINERS) else "plural")
        if "nummod" in below:
            found.append("numbered")
        return found

"""What speaks for and against a candidate event: the features that its confidence is computed from, as words.

Each is a string such as ``actor:@person`` whose weight stands in ``data/events/weights.tsv``. Most count twice: by
themselves, and for the type of the event (``ACCUSE|actor:@person``). The trainer and the service call the same method.

News says the same things over and over. So clues are told in groups, each of which follows from a few values, and is
remembered under them with what it weighs.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from streamproc.nlp.events.scorer import Clues
from streamproc.nlp.events.surroundings import Surroundings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streamproc.nlp.doc.drafts import ArgumentDraft
    from streamproc.nlp.events.clue_groups import ClueGroups
    from streamproc.nlp.events.event_places import Located
    from streamproc.nlp.events.modality import Modality
    from streamproc.nlp.events.participants import EventRoles
    from streamproc.nlp.events.scorer import ClueGroup
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames
    from streamproc.nlp.lexicon.index import Lexicon
    from streamproc.nlp.lexicon.matcher import Match

_MOST = 2
"""Participants of one role that are looked at."""
_BESIDE = ((-2, "-2"), (-1, "-1"), (1, "+1"), (2, "+2"))
_STANDS_BY = frozenset({"aux", "auxpass", "neg", "det", "advmod", "mark", "prt"})
_DETERMINERS = frozenset({"det", "nummod", "poss"})
_DEPTHS = (0.01, 0.3, 0.6, 1.0, 1.6, 2.4)
_POSITIONS = (0.55, 0.7, 0.85, 0.99)
_LENGTHS = (6, 12, 20, 30, 45)


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
        self._around = Surroundings(groups, syntax, candidates)

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

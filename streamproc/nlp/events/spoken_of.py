"""Whom ``he`` and ``she`` mean inside a quotation: somebody named in it before, else the only one named close before it.

Who speaks is not whom he speaks of. Where several could be meant, nobody is.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import entities_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Set as AbstractSet

    from spacy.tokens import Doc

    from streamproc.nlp.doc.drafts import EntityDraft, MentionDraft, QuoteDraft
    from streamproc.nlp.lexicon.argument_frames import ArgumentFrames

GENDERS = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
_SENTENCES_BEFORE = 2
_TITLE = 3
"""Words before a name that may say an office."""


class SpokenOf:
    """The people of one article, in the order of the text."""

    def __init__(self, doc: Doc, syntax: ArgumentFrames) -> None:
        self._syntax = syntax
        people = [
            mention for entity in entities_of(doc) if entity.type == "PERSON" for mention in entity.mentions
        ]  # fmt: skip
        self._people = sorted(people, key=lambda mention: mention.span.start)
        self._starts = [mention.span.start for mention in self._people]

    def whom(self, pronoun: int, quote: QuoteDraft, barred: AbstractSet[int]) -> EntityDraft | None:
        """The one whom a pronoun inside a quotation means; ``barred``: identities of those whom it can't."""
        gender = GENDERS.get(self._syntax.words[pronoun].lower)
        if gender is None:
            return None
        opening = quote.segments[0][0]
        begin = self._sentences_up(pronoun, opening)
        near = [
            mention
            for mention in self._people[bisect_left(self._starts, begin) : bisect_left(self._starts, pronoun)]
            if mention.entity is not None
            and mention.entity is not quote.speaker_entity
            and id(mention.entity) not in barred
            and not self._speaks_for_others(mention)
            and mention.entity.gender in {gender, None}
        ]
        inside = [mention for mention in near if mention.span.start_char >= opening]
        return _only(inside) if inside else _only(near)

    def _speaks_for_others(self, mention: MentionDraft) -> bool:
        """``police spokesperson Ann Lee``: whom others speak of is somebody else."""
        start = mention.span.start
        before = self._syntax.words[max(start - _TITLE, 0) : start]
        return any(word.lower.startswith("spokes") for word in before)

    def _sentences_up(self, pronoun: int, opening: int) -> int:
        """The first token of what is close before the quotation that begins at a character."""
        syntax = self._syntax
        first = bisect_left(syntax.offset, opening, 0, pronoun + 1)
        start = syntax.sentence(min(first, pronoun))[0]
        for _ in range(_SENTENCES_BEFORE):
            start = syntax.sentence(start - 1)[0] if start else 0
        return start


def _only(mentions: Iterable[MentionDraft]) -> EntityDraft | None:
    meant = {id(mention.entity): mention.entity for mention in mentions}
    return next(iter(meant.values())) if len(meant) == 1 else None

"""Clues in groups: each group follows from a few values, and is remembered under them with what it weighs."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from streamproc.nlp.events import clue_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from streamproc.nlp.events.scorer import ClueGroup, Scorer

MOST_GROUPS = 8_192
"""Of each kind that are remembered: those asked for last."""


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
        self.of_article = remembered(clue_words.of_article)
        self.of_rivals = remembered(clue_words.of_rivals)
        self.of_actors = remembered(clue_words.of_actors)
        self.of_sentence = remembered(clue_words.of_sentence)
        self.of_clause = remembered(clue_words.of_clause)

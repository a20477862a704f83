"""Of several matches on the same words, the best."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from streamproc.nlp.lexicon.matcher import Match


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
    """An operator's own entries before bundled ones, longer triggers before shorter, then heavier, then more specific ones."""
    if len(rivals) < 2:  # noqa: PLR2004 - most stand alone
        return rivals
    order = sorted(
        rivals,
        key=lambda m: (not m.entry.own, m.start - m.end, -m.entry.weight, -_specificity(m), m.start, m.entry.name),
    )
    taken: set[tuple[bool, int]] = set()
    kept = []
    for match in order:
        words = {(match.is_extension, i) for i in range(match.start, match.end)}
        if taken.isdisjoint(words):
            taken |= words
            kept.append(match)
    return sorted(kept, key=_place_in_text)


def _specificity(match: Match) -> int:
    entry = match.entry
    return len(entry.wanted) + len(entry.prep) + bool(entry.complement) + bool(entry.particle)

"""Texts that look like news to a machine: made of words by chance, the same for the same number."""

from __future__ import annotations

import random

WORDS = [
    first + second
    for first in ("bar", "cor", "del", "fen", "gal", "hor", "jun", "kel", "lan", "mor", "nor", "pel", "quin", "ros", "sel", "tor", "val", "win")
    for second in ("ab", "and", "ent", "er", "est", "id", "in", "ing", "ion", "ist", "o", "on", "or", "ous", "ted", "um", "ve", "y")
]  # fmt: skip
USUAL = ("the", "of", "to", "and", "in", "a", "said", "on", "for", "that")


def sentence(dice: random.Random, *, words: int = 18) -> str:
    """Every third word or so is one that all texts have."""
    chosen = [dice.choice(USUAL) if dice.random() < 0.35 else dice.choice(WORDS) for _ in range(words)]
    return " ".join(chosen).capitalize() + "."


def text(seed: object, *, sentences: int) -> str:
    dice = random.Random(repr(seed))
    return " ".join(sentence(dice) for _ in range(sentences))


def with_new_sentences(words: str, count: int, *, seed: object, skip: int = 0) -> str:
    """The text with so many sentences written anew, behind the first ``skip``."""
    dice = random.Random(repr(seed))
    old = words.split(". ")
    for number in dice.sample(range(skip, len(old)), count) if not skip else range(skip, skip + count):
        old[number] = sentence(dice).removesuffix(".")
    return ". ".join(old)

"""What a word tells of the sentence and the article that it stands in: bits that are joined, and tallies that are summed up.

Told once of each word, so that a sentence and an article take one pass over their words.
"""

from __future__ import annotations

FIRST_PERSON, SECOND_PERSON, IRREAL, QUESTION = (1 << n for n in range(4))
TENSES = {tag: 1 << 4 + n for n, tag in enumerate(("MD", "VBD", "VBP", "VBZ"))}
"""Tags of verbs that tell when something happens, in order of their names."""
ACTING = ("@violence_word", "@conflict_group", "@police", "@court", "@state", "@leader", "@armed", "@insurgent")
"""Classes of words that tell who acts in a sentence."""
_ACTING_BITS = tuple((label, 1 << 8 + n) for n, label in enumerate(ACTING))
ANY_ACTING = sum(bit for _, bit in _ACTING_BITS)

_FORMS = {
    FIRST_PERSON: frozenset({"i", "me", "my", "mine"}),
    SECOND_PERSON: frozenset({"you", "your"}),
    IRREAL: frozenset({"if", "would", "could", "should", "must", "might", "may", "unless", "whether"}),
    QUESTION: frozenset({"?"}),
}
_BIT_OF_FORM = {form: bit for bit, forms in _FORMS.items() for form in forms}
_ACTING = frozenset(ACTING)
_PUBLIC = frozenset({"@state", "@leader", "@armed", "@insurgent", "@police", "@court"})
_PRESENT = TENSES["VBZ"] | TENSES["VBP"]
_COUNTED = (FIRST_PERSON, SECOND_PERSON, QUESTION, TENSES["VBD"], _PRESENT)
_FIELD = 32
"""Bits of one count in a tally: more than a Doc has tokens."""
_MASK = (1 << _FIELD) - 1


def traits_of(lower: str, tag: str, labels: frozenset[str]) -> int:
    """The bits of a word by its form, its tag and its labels."""
    traits = TENSES.get(tag, 0) | _BIT_OF_FORM.get(lower, 0)
    if _ACTING.isdisjoint(labels):
        return traits
    for label, bit in _ACTING_BITS:
        if label in labels:
            traits |= bit
    return traits


def tally_of(traits: int, labels: frozenset[str]) -> int:
    """The counts that one word adds to those of its article, side by side in one number."""
    if not traits and _PUBLIC.isdisjoint(labels):
        return 0
    ones = [bool(traits & trait) for trait in _COUNTED] + [not _PUBLIC.isdisjoint(labels)]
    return sum(one << _FIELD * n for n, one in enumerate(ones))


def counts_in(tally: int) -> tuple[int, ...]:
    """Of summed tallies: words in the first and in the second person, question marks, verbs in the past and in the present, public actors."""
    return tuple(tally >> _FIELD * n & _MASK for n in range(len(_COUNTED) + 1))


def named_in(traits: int) -> tuple[str, ...]:
    """The classes of those who act in a sentence with these bits."""
    return tuple(label for label, bit in _ACTING_BITS if traits & bit)

"""The labels that arguments have by what they name or how they stand in the sentence, beside the lexicon's classes."""

from __future__ import annotations

ACTOR = "@actor"
NAMED_ACTORS = frozenset({"@person", "@org", "@gpe", "@norp"})
ENTITY_LABELS = {
    "PERSON": "@person",
    "ORG": "@org",
    "GPE": "@gpe",
    "NORP": "@norp",
    "LOC": "@loc",
    "FAC": "@fac",
    "MONEY": "@money",
    "EVENT": "@event",
    "LAW": "@law",
}
"""Entity type ─► label."""
ANYTHING = "*"
FROM_SYNTAX = frozenset(
    {
        ANYTHING,
        "@to",
        "@another_to",
        "@will",
        "@demand",
        "@pronoun",
        "@number",
        ACTOR,
        "@leader",
        *ENTITY_LABELS.values(),
    }
)
"""Labels that an argument may have though no word of the sentence has them."""

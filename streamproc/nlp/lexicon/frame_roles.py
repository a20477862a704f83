"""What the dependents of a verb are to its frame."""

ROLES = {
    "nsubj": "subject", "csubj": "subject", "nsubjpass": "passive subject", "csubjpass": "passive subject",
    "dobj": "object", "attr": "object", "oprd": "object", "dative": "object", "prep": "preposition", "agent": "agent",
    "auxpass": "passive", "xcomp": "complement", "ccomp": "complement", "advcl": "adverbial",
    "prt": "particle", "acomp": "particle", "advmod": "adverb",
}  # fmt: skip
"""What a dependent of a verb is to its frame; all others are nothing to it."""
WHILE_DOING = frozenset({"after", "before", "while", "when", "by", "without", "since", "besides", "despite"})
"""What joins a verb to what the same subject does: ``jailed him after finding him guilty``; not ``accused him of lying``."""
MARKS = frozenset({'"', "\u201c", "\u201d", "``", "''"})
"""Of quotations."""

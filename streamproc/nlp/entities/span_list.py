"""The Doc's entity spans while rules edit them."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from streamproc.nlp.doc.entity_spans import Ent

GUESSES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"})
"""Labels that the model mixes up for a name; numbers and dates are left alone."""


@dataclass(slots=True)
class SpanList:
    """A Doc's words and tags, read once, the names in it, and the numbers and dates that are left alone."""

    doc: Doc
    words: list[str]
    lower: list[str]
    tags: list[str]
    ents: list[Ent]
    others: list[Ent]
    capitals: list[int] = field(init=False)
    """Tokens that begin with a capital."""

    def __post_init__(self) -> None:
        self.capitals = [i for i, word in enumerate(self.words) if word[0].isupper()]

    def text(self, ent: Ent) -> str:
        """The words of a name with single spaces: a key for look-ups."""
        start, end = ent.start, ent.end
        return self.words[start] if end - start == 1 else " ".join(self.words[start:end])

    def by_token(self) -> list[Ent | None]:
        index: list[Ent | None] = [None] * len(self.words)
        for ents in (self.others, self.ents):
            for ent in ents:
                for i in range(ent.start, ent.end):
                    index[i] = ent
        return index

    def taken(self) -> set[int]:
        """The tokens of all names, numbers and dates."""
        tokens: set[int] = set()
        for ents in (self.others, self.ents):
            for ent in ents:
                tokens.update(range(ent.start, ent.end))
        return tokens

    def is_proper(self, i: int) -> bool:
        return self.tags[i] in ("NNP", "NNPS") and self.words[i][0].isupper()


class SpanEdits:
    """The names of a list by token, for rules that replace some; ``write`` puts the result back."""

    def __init__(self, spans: SpanList) -> None:
        self.spans = spans
        self.at = spans.by_token()
        self.added: list[Ent] = []
        self.removed: set[int] = set()

    def put(self, ent: Ent) -> None:
        """Add a name instead of those that it overlaps."""
        self.clear(ent.start, ent.end)
        self.added.append(ent)
        self.at[ent.start : ent.end] = [ent] * (ent.end - ent.start)

    def clear(self, start: int, end: int) -> None:
        for old in self.at[start:end]:
            if old is not None and id(old) not in self.removed:
                self.removed.add(id(old))
                self.at[old.start : old.end] = [None] * (old.end - old.start)

    def write(self) -> None:
        spans = self.spans
        spans.ents = [ent for ent in (*spans.ents, *self.added) if id(ent) not in self.removed]

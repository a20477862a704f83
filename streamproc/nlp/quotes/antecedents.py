"""Antecedents: of the names before a pronoun the one that it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.nlp.quotes.mentions import grammatical_role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from streamproc.nlp.doc.drafts import EntityDraft, MentionDraft
    from streamproc.nlp.quotes.quoted_doc import QuotedDoc

_SENTENCE_AWAY, _FAR = 0.4, 4
_GENDER_UNKNOWN = 0.35


@dataclass(frozen=True, slots=True)
class Wanted:
    """Type and gender of an entity that is looked for, and the identities of those that it can't be."""

    type: str
    gender: str | None = None
    besides: frozenset[int] = frozenset()

    def fits(self, entity: EntityDraft | None) -> bool:
        if entity is None or entity.type != self.type or id(entity) in self.besides:
            return False
        return not self.gender or entity.gender in {self.gender, None}


def nearest(
    doc: QuotedDoc, drafts: Iterable[MentionDraft], position: int, wanted: Wanted, last: EntityDraft | None
) -> EntityDraft | None:
    """The entity that a pronoun means: near, a subject, the last speaker, of that gender."""
    sentence = doc.sentence_of(position)
    best: tuple[float, EntityDraft] | None = None
    for draft in drafts:
        entity = draft.entity
        if entity is None or not wanted.fits(entity):
            continue
        where = doc.sentence_of(draft.span.start)
        score = -1.0 * (sentence.paragraph - where.paragraph) - 0.02 * (position - draft.span.end) / 10
        score -= _SENTENCE_AWAY * min(doc.number_of(sentence) - doc.number_of(where), _FAR)
        dep = grammatical_role(doc, draft)
        score += 1.2 if dep in {"nsubj", "nsubjpass"} else 0.0
        score -= 1.0 if dep in {"poss", "compound", "pobj"} else 0.0
        score += 1.0 if entity is last else 0.0
        score -= _GENDER_UNKNOWN if wanted.gender and entity.gender is None else 0.0
        if where is sentence and dep not in {"nsubj", "nsubjpass"}:
            score -= 0.5
        if best is None or score > best[0]:
            best = score, entity
    return best[1] if best is not None else None

"""Nouns of bodies as speakers: ``the company``, ``the ministry``, ``the city``."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import entities_of
from streamproc.nlp.doc.indefinites import introduces_another
from streamproc.nlp.quotes.role_nouns import BODIES

if TYPE_CHECKING:
    from spacy.tokens import Span

    from streamproc.nlp.doc.drafts import EntityDraft, MentionDraft
    from streamproc.nlp.quotes.quoted_doc import QuotedDoc

COMPANIES = frozenset(["company", "firm", "airline", "carmaker", "maker", "retailer", "manufacturer", "bank", "club", "team", "broadcaster",
                       "newspaper", "magazine", "studio"])  # fmt: skip
_SPEAK_FOR = frozenset(["team", "management", "analysts", "analyst", "economists", "strategists"])
"""People of a body that speak as it does."""
PLACES = frozenset(["city", "town", "state", "county", "province", "district", "village", "municipality", "borough"])
"""Nouns of places that speak as their councils do."""


class Bodies:
    """Which body of an article a noun can mean."""

    def __init__(self, doc: QuotedDoc) -> None:
        self.doc = doc
        self._nameless: dict[str, list[int]] = {}

    def is_meant(self, mention: Span) -> bool:
        """Is this ``the company``, ``its agency``?"""
        lower = self.doc.lower[mention.start : mention.end]
        return lower[0] in {"the", "this", "that", "its"} and len(lower) <= len(("the", "firm")) and lower[-1] in BODIES

    def spoken_for(self, mention: Span) -> EntityDraft | None:
        """``the Norvik team``, ``Norvik Bank analysts``, ``analysts (at Norvik Bank)``: the body whose people speak for it."""
        doc, head = self.doc, mention.end - 1
        if doc.lower[head] not in _SPEAK_FOR:
            return None
        before = doc.mentions[head - 1] if head > mention.start else None
        at = mention.end + 1 < len(doc.words) and doc.lower[mention.end] in {"at", "with"}
        named = doc.mentions[mention.end + 1] if before is None and at else before
        return named.entity if named is not None and named.entity is not None and named.entity.type == "ORG" else None

    def place(self, mention: Span) -> EntityDraft | None:
        """``the city``: the only place that has the word in its name, ``City of Iqaluit``."""
        if len(mention) != len(("the", "city")) or self.doc.lower[mention.start] != "the":
            return None
        head = self.doc.lower[mention.end - 1]
        if head not in PLACES:
            return None
        named = [
            e for e in entities_of(self.doc.spacy_doc) if e.type in {"GPE", "ORG"} and head in e.name.lower().split()
        ]
        return named[0] if len(named) == 1 and named[0].mentions[0].span.start < mention.start else None

    def with_word(self, head: str, before: list[MentionDraft]) -> MentionDraft | None:
        """The last organisation that has the word in its name."""
        return next(
            (
                d
                for d in before
                if d.entity is not None and d.entity.type == "ORG" and head in d.entity.name.lower().split()
            ),
            None,
        )

    def nameless_since(self, head: str, draft: MentionDraft, position: int) -> bool:
        """``The Supreme Court … a court in Lusaka … the court``: one without a name was spoken of since."""
        if head not in self._nameless:
            tokens = self.doc.tokens
            said = tokens.indices_of_any(frozenset({head}))
            self._nameless[head] = [i for i in said if self.doc.mentions[i] is None and introduces_another(tokens, i)]
        at = bisect_left(self._nameless[head], draft.span.end)
        return at < len(self._nameless[head]) and self._nameless[head][at] < position

    def others(self, head: str, before: list[MentionDraft], last: EntityDraft | None) -> set[int]:
        """Bodies that the noun can't mean: agencies for ``the company``, and what is named once where another is more often."""
        bodies = {id(d.entity): d.entity for d in before if d.entity is not None and d.entity.type == "ORG"}
        other = {key for key, entity in bodies.items() if is_other_kind(head, entity.name)}
        left = [entity for key, entity in bodies.items() if key not in other]
        if any(len(entity.mentions) > 1 for entity in left):
            other |= {id(entity) for entity in left if len(entity.mentions) == 1 and entity is not last}
        return other


def is_other_kind(head: str, name: str) -> bool:
    """Is this an agency, a ministry or the like, which nobody calls ``the company``?"""
    return head in COMPANIES and not (BODIES - COMPANIES - {"group"}).isdisjoint(name.lower().split())

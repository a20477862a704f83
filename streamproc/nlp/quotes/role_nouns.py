"""Nouns of roles as speakers: ``the lawmaker``, ``the 56-year-old``; what else the article says that somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from spacy.tokens import Span

    from streamproc.nlp.doc.drafts import EntityDraft, MentionDraft
    from streamproc.nlp.quotes.quoted_doc import QuotedDoc

SPOKES = frozenset(["spokesman", "spokeswoman", "spokesperson", "official", "source", "witness", "resident", "man", "woman",
                     "victim", "lawyer", "attorney", "judge", "prosecutor", "officer", "suspect", "father", "mother", "family",
                     "couple", "public", "reporter", "police", "caller", "driver", "neighbour", "neighbor"])  # fmt: skip
"""Nouns that may mean somebody else than the one who was just named."""
OF_ANYBODY = frozenset(["lawmaker", "politician", "leader", "legislator", "actor", "actress", "singer", "star", "player", "artist",
                         "author", "veteran", "activist", "midfielder", "striker", "defender", "goalkeeper", "candidate"])  # fmt: skip
"""Nouns that also mean one of whom another role is known."""
BODIES = frozenset(["company", "firm", "group", "organisation", "organization", "agency", "bank", "union", "party",
                    "newspaper", "paper", "magazine", "network", "broadcaster", "outlet", "charity", "watchdog",
                    "airline", "carmaker", "maker", "retailer", "manufacturer", "regulator", "club", "team", "league",
                    "university", "college", "ministry", "department", "bureau", "commission", "committee", "council",
                    "court", "police", "force", "army", "military", "government", "administration"])  # fmt: skip
BODIES_UNNAMED = BODIES | {"office", "statement", "report", "body", "authority", "board", "panel", "mission", "embassy"}
"""What speaks for a body that has no name in the text."""


def has_other_role(doc: QuotedDoc, person: EntityDraft) -> bool:
    """Whether the article says what somebody is: ``Ann Lee, a baker``."""
    for draft in person.mentions:
        end = draft.span.end
        apposition = doc.lower[end : end + 1] == [","] and doc.lower[end + 1 : end + 2] in (["a"], ["an"], ["the"])
        if draft.kind == "nominal" or apposition:
            return True
    return False


class RoleHolders:
    """Whom a role that stands with a name means later: ``magistrate Ann Lee said …. The magistrate …``."""

    def __init__(self, doc: QuotedDoc, mentions: list[MentionDraft]) -> None:
        self.doc = doc
        self._mentions = mentions
        self._holders: dict[str, list[tuple[int, EntityDraft]]] | None = None

    def holder(self, mention: Span) -> EntityDraft | None:
        """The only person who was named with the role before; None where it may be another's."""
        doc, start = self.doc, mention.start
        role = doc.lower[mention.end - 1]
        if (
            mention.end - start != len(("the", role))
            or doc.lower[start] != "the"
            or doc.tag[mention.end - 1] not in {"NN", "NNP"}
        ):
            return None
        known = load_roles()
        if role in BODIES_UNNAMED | known.organisation | known.place or (role in SPOKES and role != "judge"):
            return None
        if self._holders is None:
            self._holders = self._with_roles()
        held = self._holders.get(role, [])
        people = {id(person): person for at, person in held if at < start}
        return next(iter(people.values())) if len(people) == 1 else None

    def _with_roles(self) -> dict[str, list[tuple[int, EntityDraft]]]:
        found: dict[str, list[tuple[int, EntityDraft]]] = {}
        for draft in self._mentions:
            at = draft.span.start
            if draft.kind == "name" and draft.entity is not None and draft.entity.type == "PERSON":
                for role in self._roles_beside(at, draft.span.end):
                    found.setdefault(role, []).append((at, draft.entity))
        return found

    def _roles_beside(self, start: int, end: int) -> list[str]:
        """The noun right before a name, also with a comma between, and the head of an apposition behind it."""
        doc, found = self.doc, [self.doc.lower[start]]
        comma = doc.lower[max(start - 3, 0) : start : 2] == ["the", ","] and doc.tag[start - 4] != "IN"
        before = start - 2 if comma else start - 1
        if before >= 0 and doc.tag[before] in {"NN", "NNP"}:
            found.append(doc.lower[before])
        if doc.lower[end : end + 1] == [","] and doc.lower[end + 1 : end + 2] in (["a"], ["an"], ["the"]):
            nouns = [i for i in range(end + 2, min(end + 5, len(doc.words))) if doc.tag[i] == "NN"]
            found += [doc.lower[nouns[-1]]] if nouns else []
        return found

"""Nouns of roles as speakers: ``the lawmaker``, ``the 56-year-old``; what else the article says that somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.knowledge.roles import load_roles
from streamproc.nlp.quotes.mentions import is_person

if TYPE_CHECKING:
    from spacy.tokens import Span

    from streamproc.nlp.doc.drafts import EntityDraft, MentionDraft
    from streamproc.nlp.quotes.quoted_doc import QuotedDoc

SPOKES = frozenset(["spokesman", "spokeswoman", "spokesperson", "official", "source", "witness", "resident", "man", "woman",
                     "victim", "lawyer", "attorney", "judge", "prosecutor", "officer", "suspect", "father", "mother", "family",
                     "couple", "public", "reporter", "police", "caller", "driver", "neighbour", "neighbor"])  # fmt: skip
"""Nouns that may mean somebody else than the one who was just named."""
OF_ANYBODY = frozenset(["mogul", "tycoon", "billionaire", "republican", "democrat", "native", "lawmaker", "politician", "leader", "legislator", "actor", "actress", "singer", "star", "player", "artist",
                         "author", "veteran", "activist", "diplomat", "statesman", "businessman", "businesswoman", "executive", "academic", "scientist",
                         "novelist", "writer", "filmmaker", "economist", "entrepreneur", "envoy", "midfielder", "striker", "defender", "goalkeeper", "candidate"])  # fmt: skip
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


_TITLES = frozenset(["dr", "dr.", "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "prof", "prof.", "professor", "sir", "dame"])
_IN_FULL = {"prof": "professor", "prof.": "professor"}
_ROLE_TAGS = frozenset(["DT", "JJ", "VBN", "NN", "NNS", "NNP", "NNPS", "IN", "TO", "CC", "POS"])
_LONGEST_ROLE = 12
_SOON = 120
"""Words below the lead in which somebody is named whom it calls by the role alone."""


def begins_role(doc: QuotedDoc, i: int) -> bool:
    """Does a role begin with this article, not a name inside one: ``by | the head of the club``?"""
    return i == 0 or doc.tag[i - 1] != "IN" or doc.lower[i - 1] in {"by", "with", "from"}


class RoleHolders:
    """Whom a role that stands with a name means later: ``magistrate Ann Lee said …. The magistrate …``."""

    def __init__(self, doc: QuotedDoc, mentions: list[MentionDraft]) -> None:
        self.doc = doc
        self._mentions = mentions
        self._holders: dict[str, list[tuple[int, EntityDraft]]] | None = None

    def holder(self, mention: Span) -> EntityDraft | None:
        """The only person who was named with the role before, or is right after the lead; None where it may be another's."""
        doc, start = self.doc, mention.start
        role = doc.lower[mention.end - 1]
        if (
            mention.end - start != len(("the", role))
            or doc.lower[start] not in {"the", "its"}
            or doc.tag[mention.end - 1] not in {"NN", "NNP"}
        ):
            return None
        known = load_roles()
        role = _IN_FULL.get(role, role)
        is_body = role in BODIES_UNNAMED or role in known.organisation or role in known.place
        if is_body or (role in SPOKES and role != "judge"):
            return None
        if self._holders is None:
            self._holders = self._with_roles()
        held = self._holders.get(role, [])
        if not any(draft.span.start < start and is_person(draft) for draft in self._mentions):
            people = {id(person): person for at, person in held if at < start + _SOON}  # named below the lead
        else:
            people = {id(person): person for at, person in held if at < start}
        return next(iter(people.values())) if len(people) == 1 else None

    def meant_by_relative(self, pronoun: Span) -> EntityDraft | None:
        """``its administrator, who said``: whom the noun before the pronoun means."""
        doc = self.doc
        noun = pronoun.start - 1 - (doc.words[pronoun.start - 1] == ",")
        if doc.lower[pronoun.start] != "who" or noun < 1:
            return None
        return self.holder(pronoun.doc[noun - 1 : noun + 1])

    def _with_roles(self) -> dict[str, list[tuple[int, EntityDraft]]]:
        found: dict[str, list[tuple[int, EntityDraft]]] = {}
        for draft in self._mentions:
            at = draft.span.start
            if draft.kind == "name" and draft.entity is not None and draft.entity.type == "PERSON":
                for role in self._roles_beside(at, draft.span.end):
                    found.setdefault(role, []).append((at, draft.entity))
        return found

    def _roles_beside(self, start: int, end: int) -> list[str]:
        """The noun right before a name and its title, also with a comma between, and the head of an apposition behind it."""
        doc, found = self.doc, [self.doc.lower[start]]
        before = start - 1
        while before > 0 and doc.lower[before] in _TITLES:
            found.append(_IN_FULL.get(doc.lower[before], doc.lower[before]))
            before -= 1
        if before > 0 and doc.words[before] == ",":
            found += self._roles_between(before)
        elif before >= 0 and doc.tag[before] in {"NN", "NNP"}:
            found.append(doc.lower[before])
        if doc.lower[end : end + 1] == [","] and doc.lower[end + 1 : end + 2] in (["a"], ["an"], ["the"]):
            nouns = [i for i in range(end + 2, min(end + 5, len(doc.words))) if doc.tag[i] == "NN"]
            found += [doc.lower[nouns[-1]]] if nouns else []
        return found

    def _roles_between(self, comma: int) -> list[str]:
        """``The Norwegian ambassador to Peru, (Vera Alstad)``, ``a trader and member of the club, (Ann Lee)``: nouns of what begins there."""
        doc = self.doc
        low = max(doc.sentence_of(comma).start, comma - _LONGEST_ROLE)
        first = next((i for i in range(comma - 1, low - 1, -1) if doc.tag[i] == "DT" and begins_role(doc, i)), None)
        if first is None or not _ROLE_TAGS.issuperset(doc.tag[first:comma]):
            return []
        heads = [
            i for i in range(first + 1, comma) if doc.tag[i + 1] in {"IN", "CC", ","} and doc.tag[i] in {"NN", "NNP"}
        ]
        return [doc.lower[i] for i in heads if doc.tag[i - 1] != "IN"]

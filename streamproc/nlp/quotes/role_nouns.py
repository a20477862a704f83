"""Nouns of roles as speakers: ``the lawmaker``, ``the 56-year-old``; what else the article says that somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from streamproc.nlp.doc.drafts import EntityDraft
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

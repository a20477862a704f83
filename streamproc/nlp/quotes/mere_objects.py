"""Objects that are nothing somebody says: ``to discuss the plan``, ``denied the request``, ``has not said how many``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.quotes.role_nouns import BODIES_UNNAMED

if TYPE_CHECKING:
    from streamproc.nlp.quotes.cue_clause import CueClause
    from streamproc.nlp.quotes.quoted_text import Range

_BEFORE_TO = 8
_FEW = 3
_SOURCES = frozenset(["sources", "source", "officials", "official", "media", "witnesses", "people", "aides", "reports"])
_UNNAMED = frozenset(["named", "identified", "quoted"])
_SAID_WHEN_DONE = frozenset(["naming", "denying", "confirming"])
"""Classes of cues whose infinitive (``to describe the plan``) says nothing, more often than not."""
_MADE_TO = frozenset(["order", "ordered", "orders", "ordering", "require", "required", "requires", "requiring", "force", "forced", "forces",
                      "forcing", "compel", "compelled", "compels", "obliged"])  # fmt: skip
"""Who is made to say something has not said it: ``ordered the ministry to disclose the contracts``."""
_SUGGESTS = frozenset(["propose", "recommend", "outline", "suggest"])
_CASES = frozenset(["cases", "case", "infections", "infection", "deaths", "death"])
_REFUSES = frozenset(["declined", "declines", "refused", "refuses", "unable", "failed"])
_OPEN = frozenset(["whether", "if", "how", "what", "who", "where", "when", "why", "which"])
"""First words of what is left open."""
_THINGS = frozenset(["area", "app", "building", "collection", "device", "display", "exhibit", "festival", "garden", "hotel", "house",
                     "island", "map", "menu", "page", "form", "mosaic", "mural", "painting", "park", "place", "plaque", "process", "product", "resort",
                     "restaurant", "room", "sculpture", "service", "shop", "site", "statue", "store", "village"])  # fmt: skip
_SHOWS = frozenset(["ask", "speak about", "speak of", "detail", "offer", "outline", "request", "reveal", "recall"])
_REFUSED = frozenset(["access", "appeal", "application", "applications", "asylum", "bail", "entry", "leave", "licence", "license",
                      "motion", "parole", "permission", "permit", "petition", "request", "requests", "visa", "visas"])  # fmt: skip
"""What a body denies without saying anything of it."""


def is_mere_object(clause: CueClause, content: Range) -> bool:
    """Is it only a thing that somebody spoke of, or would have: ``to discuss the plan``, ``did not disclose the names``?"""
    doc, verb, takes = clause.doc, clause.verb, clause.cue.takes
    if is_untold(clause, content) or is_shown(clause, content) or is_given(clause):
        return True
    if takes.isdisjoint({"object", "named"}) or doc.has_finite_verb(*content) or clause.has_quotation(content):
        return False
    if "infinitive" in takes and "to" in doc.lower[content[0] : content[0] + _BEFORE_TO]:
        return False
    roles = {"as" if doc.lower[child] == "as" else doc.dep[child] for child in doc.children(verb)}
    said_of_it = clause.subject is not None and ({"oprd", "ccomp", "xcomp", "as"} & roles or calls_it(clause))
    if "object" not in takes and not said_of_it:
        return True  # "the device is called …", "calling the company"
    made_to = doc.tag[verb] == "VB" and doc.lower[doc.head[verb]] in _MADE_TO
    nobody = clause.cue.lemma in _SUGGESTS and doc.tag[verb] == "VBG" and clause.subject is None
    return (
        "neg" in roles
        or made_to
        or nobody
        or counts_cases(clause, content)
        or is_refused(clause)
        or names_a_reason(clause, content)
        or (doc.tag[verb] == "VB" and (clause.cue.cue_class in _SAID_WHEN_DONE or doc.dep[verb] in {"acl", "relcl"}))
    )


def is_given(clause: CueClause) -> bool:
    """``guests will be offered "door-to-door" service``: what somebody gets."""
    doc, verb = clause.doc, clause.verb
    passive = any(doc.dep[c] == "auxpass" for c in doc.lefts(verb))
    return clause.cue.lemma == "offer" and passive and clause.subject is None


def calls_it(clause: CueClause) -> bool:
    """``called the charges unfounded``: an adjective behind the object, which the parser has for a part of it."""
    doc = clause.doc
    objects = [c for c in doc.rights(clause.verb) if doc.dep[c] == "dobj"]
    return any(doc.tag[r] == "JJ" and doc.dep[r] in {"acl", "amod"} for c in objects for r in doc.rights(c))


def is_shown(clause: CueClause, content: Range) -> bool:
    """``A mosaic details the journeys of the emir``, ``the hotel offers views``: what a thing shows or gives."""
    doc, subject = clause.doc, clause.subject
    if subject is None or clause.cue.lemma not in _SHOWS or doc.mentions[subject] is not None:
        return False
    if clause.cue.lemma == "speak of" and doc.lower[subject] in {"it", "this", "that", "which"}:
        return True
    relative = any(doc.tag[i] in {"WDT", "WP"} or doc.lower[i] == "that" for i in range(*content))
    return doc.lower[subject] in _THINGS and (relative or not doc.has_finite_verb(*content))


def is_refused(clause: CueClause) -> bool:
    """``denied one country's request``, ``was denied bail``."""
    doc = clause.doc
    objects = [c for c in doc.rights(clause.verb) if doc.dep[c] == "dobj"]
    return clause.cue.lemma == "deny" and any(doc.lower[c] in _REFUSED for c in objects)


def names_a_reason(clause: CueClause, content: Range) -> bool:
    """``put the match off, citing house rules``."""
    start, end = content
    doc = clause.doc
    bare = doc.tag[start] in {"NN", "NNS", "JJ"} and end - start <= _FEW
    last = doc.mentions[end - 1]
    body = last is not None and last.entity is not None and last.entity.type in {"ORG", "PERSON"}
    source = end - start <= _FEW + 1 and (body or doc.lower[end - 1] in BODIES_UNNAMED | _SOURCES)
    return (bare or source) and clause.cue.lemma == "cite" and clause.doc.tag[clause.verb] == "VBG"


def counts_cases(clause: CueClause, content: Range) -> bool:
    """``China had confirmed 200 cases``: a country has them, and says nothing."""
    doc, subject = clause.doc, clause.subject
    draft = doc.mentions[subject] if subject is not None else None
    place = draft is not None and draft.entity is not None and draft.entity.type in {"GPE", "LOC"}
    number = "CD" in doc.tag[content[0] : content[0] + 2]
    return place and number and not _CASES.isdisjoint(doc.lower[content[0] : content[1]])


def is_untold(clause: CueClause, content: Range) -> bool:
    """``has not said how many were hurt``, ``declined to say whether …``, ``drivers are urged to wait``: nobody says it."""
    doc, verb = clause.doc, clause.verb
    if clause.has_quotation(content):
        return False
    first = doc.lower[content[0]]
    if doc.tag[verb] == "VBG" and doc.lower[verb - 1] in {"worth", "without"}:
        return True  # it is worth noting that
    if first == "to" and clause.subject is None:
        return True
    titled = clause.subject is None and verb > clause.sentence.start and doc.quoted_at[verb - 1] is not None
    if titled and first in _OPEN:
        return True  # “Chapter One” explains how
    if first == "not" and not _UNNAMED.isdisjoint(doc.lower[content[0] : content[0] + _BEFORE_TO]):
        return True  # asked not to be named
    negated = any(doc.dep[child] == "neg" for child in doc.children(verb))
    refused = doc.dep[verb] == "xcomp" and doc.lower[doc.head[verb]] in _REFUSES
    return (negated or refused) and (first in _OPEN or doc.tag[content[0]] in {"WRB", "WP", "WDT"})

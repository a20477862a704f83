"""Who speaks and who is spoken to, by the parse: the head word of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from streamproc.nlp.quotes.quoted_doc import QuotedDoc

_SHARES_SUBJECT = frozenset(["conj", "xcomp", "advcl", "pcomp", "prep", "ccomp", "dep"])
_CARRIED = frozenset(["dobj", "pobj", "prep", "appos", "attr", "conj"])
_SPEECHLESS = frozenset(
    ["share", "shares", "stock", "stocks", "index", "price", "prices", "futures", "bonds", "sales", "profits"]
)
_STEPS_UP = 5


def subject_of(doc: QuotedDoc, verb: int) -> int | None:
    """The head word of the one who speaks: the verb's own subject, or the one it shares with the verb above it."""
    token = verb
    for _ in range(_STEPS_UP):
        if (own := own_subject(doc, token, passive=token == verb)) is not None:
            speechless = token != verb and doc.lower[own] in _SPEECHLESS
            meant = antecedent(doc, verb) if doc.lower[own] == "that" else own
            return subject_between(doc, token, verb) if speechless else meant
        head = doc.head[token]
        if head == token or any(doc.dep[child] == "nsubjpass" for child in doc.children(verb)):
            return None
        if doc.dep[token] in {"acl", "relcl"} or (doc.dep[token] in _SHARES_SUBJECT and doc.tag[head][:1] == "N"):
            return author(doc, head) if doc.tag[verb] != "VBG" or doc.dep[token] != "acl" else owner_of(doc, head)
        if doc.dep[token] not in _SHARES_SUBJECT:
            return None
        if (asked := asked_to(doc, token, head)) is not None:
            return asked
        token = head
    return None


def torn_from(doc: QuotedDoc, verb: int) -> int | None:
    """``said that Lee and club organiser in Oslo, Tom Hart, | warned``: the clause of a verb, which has a role for its verb."""
    head = doc.head[verb]
    if doc.dep[verb] not in {"conj", "advcl"} or doc.words[verb - 1] != "," or doc.tag[verb] != doc.tag[head]:
        return None
    if doc.tag[verb] not in {"VBD", "VBZ"} or any(
        doc.dep[c] in {"mark", "nsubj", "nsubjpass"} for c in doc.lefts(verb)
    ):
        return None
    between = [c for c in doc.rights(head) if c < verb]
    told = next((c for c in between if doc.dep[c] == "ccomp" and doc.tag[c] in {"VBP", "NN", "VBZ"}), None)
    return None if told is None or any(doc.dep[c] == "cc" for c in between) else told


def text_set_off(doc: QuotedDoc, verb: int) -> int | None:
    """``…, a release issued by the council said``: the text before the verb, which the parser has for an apposition."""
    token = verb - 1
    for _ in range(_STEPS_UP):
        if doc.dep[token] not in {"pobj", "prep", "agent", "acl", "appos"}:
            return None
        if doc.dep[token] == "appos":
            break
        token = doc.head[token]
    begins = doc.tokens.left_edge(token)
    comma = begins > 0 and doc.words[begins - 1] == "," and doc.tokens.right_edge(token) + 1 == verb
    return token if comma and doc.dep[token] == "appos" and doc.lower[token] in doc.cue_words.texts else None


def owner_of(doc: QuotedDoc, noun: int) -> int:
    """``She stood in front of her house calling for help``: the subject where the noun is a thing of hers, else the noun's author."""
    owned = any(doc.dep[c] == "poss" and doc.lower[c] in {"his", "her", "their", "its"} for c in doc.children(noun))
    if not owned or doc.mentions[noun] is not None or doc.lower[noun] in doc.cue_words.texts | load_roles().person:
        return author(doc, noun)
    token = noun
    for _ in range(_STEPS_UP):
        token = doc.head[token]
        if (subject := own_subject(doc, token, passive=False)) is not None:
            return subject
    return noun


def subject_between(doc: QuotedDoc, above: int, verb: int) -> int | None:
    """``Shares fell after the firm cut its forecast and said``: the subject of the clause before, where the first can't speak."""
    clauses = [c for c in doc.children(above) if doc.dep[c] == "advcl" and above < c < verb]
    return own_subject(doc, clauses[-1]) if clauses else None


def asked_to(doc: QuotedDoc, infinitive: int, verb: int) -> int | None:
    """The object of a verb whose infinitive it is to do: ``urged the mayor to say``, ``left him wondering``."""
    if (torn := torn_from(doc, infinitive)) is not None:
        return own_subject(doc, torn, passive=False)
    left = doc.tag[infinitive] == "VBG" and doc.lower[verb] in {"leave", "leaves", "leaving", "left"}
    if not left and (doc.dep[infinitive] != "xcomp" or doc.tag[infinitive] != "VB"):
        return None
    return next((child for child in doc.rights(verb) if doc.dep[child] == "dobj" and child < infinitive), None)


def own_subject(doc: QuotedDoc, verb: int, *, passive: bool = True) -> int | None:
    """The subject among a verb's dependents. In the passive (``was told by X``) it is the agent who speaks."""
    found: int | None = None
    for child in doc.children(verb):
        if doc.dep[child] in {"nsubj", "csubj"} or (doc.dep[child] == "nsubjpass" and not passive):
            nearer = found is None or abs(child - verb) < abs(found - verb)
            if nearer and (doc.quoted_at[child] is None or doc.quoted_at[verb] is not None):
                found = child
        elif doc.dep[child] == "agent" and passive:
            return next((c for c in doc.children(child) if doc.dep[c] == "pobj"), None)
    return found


def antecedent(doc: QuotedDoc, verb: int) -> int | None:
    """The noun that a relative clause belongs to."""
    return doc.head[verb] if doc.dep[verb] == "relcl" else None


def author(doc: QuotedDoc, noun: int) -> int:
    """``She released a statement saying``: of a text it is its author who speaks."""
    if doc.lower[noun] not in doc.cue_words.texts:
        return noun
    token = noun
    for _ in range(_STEPS_UP):
        if doc.dep[token] not in _CARRIED:
            break
        token = doc.head[token]
    subject = own_subject(doc, token) if token != noun else None
    return noun if subject is None else subject


def author_of_noun(doc: QuotedDoc, noun: int) -> int | None:
    """Whose claim it is: ``her claim``, ``the claim by Lee``, ``Lee made the claim``."""
    for child in doc.children(noun):
        if doc.dep[child] == "poss":
            return child
        if doc.dep[child] == "prep" and doc.lower[child] in {"by", "from"}:
            return next((c for c in doc.children(child) if doc.dep[c] == "pobj"), None)
    if doc.dep[noun] == "dobj" and doc.lower[doc.head[noun]] in {
        "made",
        "make",
        "makes",
        "making",
        "issued",
        "repeated",
        "voiced",
    }:
        return own_subject(doc, doc.head[noun])
    return None


def addressee_of(doc: QuotedDoc, verb: int, *, listener: bool) -> int | None:
    """The head word of the one it is said to: ``told reporters``, ``said to Smith``."""
    for child in doc.children(verb):
        if doc.dep[child] == "dative" and doc.tag[child][:2] in {"NN", "PR"}:
            return child
        if doc.dep[child] in {"dative", "prep"} and doc.lower[child] == "to":
            return next((c for c in doc.children(child) if doc.dep[c] == "pobj" and is_somebody(doc, c)), None)
        if listener and doc.dep[child] == "dobj" and child > verb:
            return child
    return None


def is_somebody(doc: QuotedDoc, noun: int) -> bool:
    """A name or a pronoun can be spoken to; of other nouns it isn't known."""
    return doc.tag[noun] == "PRP" or doc.spacy_doc[noun].ent_type_ in {"PERSON", "ORG"}

"""Role phrases that stand for somebody: ``the UN Special Envoy``, ``its chairman``, ``the ministry``.

A phrase is tied to an entity when the text says so (apposition, title before the name) or when it repeats the role
of the only entity that it can mean.
"""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from spacy.tokens import Span

from streamproc.nlp.annotations import MentionDraft, mentions_by_token
from streamproc.nlp.roles import Roles, load_roles

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc, Token

    from streamproc.nlp.annotations import EntityDraft

MAX_TITLE = 12
"""Words of a title before a name, at most."""
MAX_PHRASE = 14
_DETERMINERS = frozenset({"the", "this", "that"})
_TITLE_PREPOSITIONS = frozenset({"of", "for", "to", "in", "and", "on", "&"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})


@dataclass(slots=True, eq=False)
class Role:
    """A role phrase that is known to be an entity's: its head noun and the words around it."""

    head: str
    words: frozenset[str | int]
    entity: EntityDraft
    position: int


def attach_nominals(doc: Doc, entities: list[EntityDraft]) -> None:
    """Add the role phrases of the Doc to the entities they stand for."""
    roles = load_roles()
    index = mentions_by_token(doc)
    known: list[Role] = []
    taken: set[int] = set()
    heads = role_heads(doc, roles)
    for token in heads:
        if index[token.i] is not None and not _is_title_like(index[token.i]):
            continue
        found = _apposition(doc, token, index) or _before_name(doc, token, index, roles)
        if found is not None:
            phrase, entity = found
            known.append(Role(token.lower_, content(phrase, index), entity, phrase.start))
            if len(phrase) > 1 and taken.isdisjoint(range(phrase.start, phrase.end)):
                _add(entity, phrase, index)
            taken.update(range(phrase.start, phrase.end))
    _learn_from_names(entities, known, roles)
    for token in heads:
        if token.i not in taken and index[token.i] is None:
            definite_phrase = definite(doc, token)
            meant = (
                _meant(token, content(definite_phrase, index), definite_phrase.start, known)
                if definite_phrase is not None
                else None
            )
            if definite_phrase is not None and meant is not None:
                _add(meant, definite_phrase, index)


def role_heads(doc: Doc, roles: Roles) -> list[Token]:
    """Tokens that are heads of role phrases, in order."""
    wanted = _ids(doc.vocab.strings, roles.heads)
    tokens = [doc[i] for i, word in enumerate(doc.to_array("LOWER").tolist()) if word in wanted]
    return [token for token in tokens if token.tag_[:2] in ("NN", "JJ")]


@lru_cache(maxsize=4)
def _ids(strings: StringStore, words: frozenset[str]) -> frozenset[int]:
    """The words' ids: hashes, the same in every vocabulary."""
    return frozenset(strings.add(word) for word in words)


def content(phrase: Span, index: list[MentionDraft | None]) -> frozenset[str | int]:
    """What says which one a phrase means: its words, and the entities it names (by identity)."""
    said: set[str | int] = set()
    for token in phrase:
        mention = index[token.i]
        if mention is not None and mention.kind == "name" and mention.entity is not None:
            said.add(id(mention.entity))
        elif token.tag_[:2] in ("NN", "JJ", "CD"):
            said.add(token.lower_.rstrip("."))
    return frozenset(said)


def _is_title_like(mention: MentionDraft | None) -> bool:
    return mention is not None and mention.kind != "name"


def _add(entity: EntityDraft, phrase: Span, index: list[MentionDraft | None]) -> None:
    """Add a mention in its place, and enter it for the tokens that are part of no name."""
    mention = MentionDraft(phrase, "nominal", entity)
    insort(entity.mentions, mention, key=lambda other: other.span.start)
    for i in range(phrase.start, phrase.end):
        if index[i] is None:
            index[i] = mention


# ------------------------------------------------------------------ said by the text


def _apposition(doc: Doc, head: Token, index: list[MentionDraft | None]) -> tuple[Span, EntityDraft] | None:
    """``Farhad Shami, the head of the SDF Media Center`` and ``the Foreign Minister, Ibrahim al-Jaafari``."""
    name = None
    if head.dep_ == "appos":
        name = index[head.head.i]
    if name is None:
        for child in head.rights:
            if child.dep_ == "appos" and index[child.i] is not None:
                name = index[child.i]
                break
    if name is None or name.entity is None or name.kind != "name" or not _fits(head, name.entity):
        return None
    phrase = _phrase(doc, head, name.span)
    if phrase is None or not _side_by_side(doc, phrase, name.span):
        return None
    return phrase, name.entity


def _fits(head: Token, entity: EntityDraft) -> bool:
    roles = load_roles()
    word = head.lower_
    if entity.type == "PERSON":
        return word in roles.person
    if entity.type == "ORG":
        return word in roles.organisation
    return entity.type in _PLACES and word in roles.place


def _phrase(doc: Doc, head: Token, name: Span) -> Span | None:
    """The noun phrase of a head, without the name and what comes after a comma, a dash or a relative pronoun."""
    start = head.left_edge.i
    end = head.i + 1
    for child in head.rights:
        if child.dep_ == "prep" and child.i == end:
            end = child.right_edge.i + 1
        else:
            break
    for i in range(head.i + 1, min(end, len(doc))):
        if doc[i].text in (",", "(", "-") or doc[i].tag_ in ("WDT", "WP", ":"):
            end = i
            break
    if name.start >= head.i:
        end = min(end, name.start)
    else:
        start = max(start, name.end)
    while start < end and doc[start].is_punct:
        start += 1
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    if not start <= head.i < end or end - start > MAX_PHRASE:
        return None
    return Span(doc, start, end)


def _side_by_side(doc: Doc, phrase: Span, name: Span) -> bool:
    first, second = (phrase, name) if phrase.start < name.start else (name, phrase)
    between = doc[first.end : second.start]
    return len(between) <= 1 or all(token.is_punct or token.is_space for token in between)


def _before_name(
    doc: Doc, head: Token, index: list[MentionDraft | None], roles: Roles
) -> tuple[Span, EntityDraft] | None:
    """``United Nations Special Envoy for Syria Geir Pedersen``: a title and then, without a comma, the name."""
    if head.lower_ not in roles.person:
        return None
    i = head.i + 1
    limit = min(len(doc), head.i + MAX_TITLE)
    while i < limit:
        mention = index[i]
        if mention is not None and mention.kind == "name":
            if mention.entity is not None and mention.entity.type == "PERSON":
                start = _title_start(doc, head, index)
                end = i
                while end > head.i + 1 and doc[end - 1].is_punct:
                    end -= 1
                return Span(doc, start, end), mention.entity
            if i == head.i + 1:
                return None
            i = mention.span.end
            continue
        token = doc[i]
        if (
            token.lower_ not in _TITLE_PREPOSITIONS
            and token.lower_ != "the"
            and not (token.text[:1].isupper() and token.tag_[:2] == "NN")
        ):
            return None
        i += 1
    return None


def _title_start(doc: Doc, head: Token, index: list[MentionDraft | None]) -> int:
    """Where a title begins: nouns, adjectives and names of organisations before its head, and one determiner."""
    start = head.i
    while start > 0 and head.i - start < MAX_TITLE:
        before = doc[start - 1]
        mention = index[before.i]
        if before.is_sent_start and before.is_space:
            break
        if mention is not None and mention.kind == "name":
            if mention.entity is not None and mention.entity.type == "PERSON":
                break
            start = mention.span.start
        elif before.tag_ in ("NN", "NNP", "NNPS", "JJ", "POS", "HYPH", "AFX") or before.text == "-":
            start -= 1
        else:
            if before.lower_ in ("the", "its", "his", "her", "their", "a", "an"):
                start -= 1
            break
        if doc[start].is_sent_start:
            break
    return start


# ------------------------------------------------------------------ meant by the text


def _learn_from_names(entities: list[EntityDraft], known: list[Role], roles: Roles) -> None:
    """An organisation's name may hold its role: ``Foreign Ministry``, ``Lindos Bank``, ``University of Lindos``."""
    for entity in entities:
        if entity.type in ("ORG", "FAC"):
            fitting = roles.organisation if entity.type == "ORG" else roles.organisation | roles.place
            words = entity.name.lower().split()
            said: frozenset[str | int] = frozenset((*words, id(entity)))
            position = entity.mentions[0].span.start
            known.extend(Role(word, said, entity, position) for word in _heads_of_name(words) if word in fitting)


def _heads_of_name(words: list[str]) -> list[str]:
    """The words of a name that can be its head: the last one, and one before ``of`` or ``for``."""
    before = [word for word, following in pairwise(words) if following in ("of", "for")][:1]
    return list(dict.fromkeys((*before, *words[-1:])))


def definite(doc: Doc, head: Token) -> Span | None:
    """The phrase of a head if it is definite and says nothing more than a role: ``the UN Special Envoy``."""
    start = head.i
    while start > 0 and head.i - start < MAX_TITLE:
        token = doc[start - 1]
        if token.lower_ in _DETERMINERS:
            start -= 1
            return Span(doc, start, head.i + 1) if _ends_here(doc, head) else None
        if token.tag_[:2] not in ("NN", "JJ") and token.tag_ not in ("POS", "HYPH", "AFX"):
            return None
        start -= 1
    return None


def _ends_here(doc: Doc, head: Token) -> bool:
    if head.i + 1 >= len(doc):
        return True
    following = doc[head.i + 1]
    return (
        following.tag_[:2] not in ("NN", "JJ")
        and following.lower_ not in ("of", "for", "that", "who", "which")
        and following.tag_ not in ("POS", "HYPH")
    )


def _meant(head: Token, said: frozenset[str | int], start: int, known: list[Role]) -> EntityDraft | None:
    """The one entity whose role the phrase repeats, among those named before it."""
    candidates = {
        id(role.entity): role.entity
        for role in known
        if role.head == head.lower_ and role.position < start and said - {head.lower_} <= role.words
    }
    return next(iter(candidates.values())) if len(candidates) == 1 else None

"""Role phrases that stand for somebody: ``the UN Special Envoy``, ``its chairman``, ``the ministry``.

A phrase is tied to an entity when the text says so (apposition, title before the name) or when it repeats the role
of the only entity that it can mean.
"""

from __future__ import annotations

from bisect import insort
from collections import defaultdict
from typing import TYPE_CHECKING

from spacy.lang.lex_attrs import is_punct
from spacy.tokens import Span

from streamproc.nlp.doc.annotations import passage_of
from streamproc.nlp.doc.drafts import PLACE_TYPES, EntityDraft, MentionDraft
from streamproc.nlp.doc.indefinites import introduces_another
from streamproc.nlp.entities.repeated_roles import MAX_TITLE, Role, content, definite, learn_from_names, meant_entity
from streamproc.nlp.knowledge.roles import Roles, load_roles

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from streamproc.nlp.doc.annotations import Passage
    from streamproc.nlp.doc.tokens import Tokens
    from streamproc.nlp.entities.repeated_roles import Range


MAX_PHRASE = 14
_TITLE_PREPOSITIONS = frozenset({"of", "for", "to", "in", "and", "on", "&"})


def attach_nominals(doc: Doc, entities: list[EntityDraft]) -> None:
    """Add the role phrases of the Doc to the entities they stand for."""
    roles = load_roles()
    passage = passage_of(doc)
    known: defaultdict[str, list[Role]] = defaultdict(list)
    taken: set[int] = set()
    nameless: dict[str, int] = {}
    heads = role_heads(passage.tokens, roles)
    for head in heads:
        if _is_name(passage.mentions[head]):
            continue
        found = _apposition(passage, head) or _before_name(passage, head, roles)
        if found is not None:
            phrase, entity = found
            known[passage.tokens.lower[head]].append(Role(content(passage, phrase), entity, phrase[0]))
            if phrase[1] - phrase[0] > 1 and taken.isdisjoint(range(*phrase)):
                _add(passage, entity, phrase)
            taken.update(range(*phrase))
    learn_from_names(entities, known, roles)
    for head in heads:
        if head not in taken and passage.mentions[head] is None:
            word = passage.tokens.lower[head]
            if introduces_another(passage.tokens, head):
                nameless[word] = head
            repeated = definite(passage.tokens, head)
            if repeated is None:
                continue
            meant = meant_entity(word, content(passage, repeated), repeated[0], known[word])
            if meant is not None and not _is_superseded(meant, nameless.get(word), repeated[0]):
                _add(passage, meant, repeated)


def role_heads(tokens: Tokens, roles: Roles) -> list[int]:
    """Tokens that are heads of role phrases, in order."""
    return [i for i in tokens.indices_of_any(roles.heads) if tokens.tag[i][:2] in ("NN", "JJ")]


def _is_superseded(meant: EntityDraft, nameless: int | None, start: int) -> bool:
    """``The Supreme Court … a court in Lusaka … the court``: the one without a name was spoken of last."""
    return nameless is not None and not any(nameless < mention.span.start < start for mention in meant.mentions)


def _is_name(mention: MentionDraft | None) -> bool:
    return mention is not None and mention.kind == "name"


def _add(passage: Passage, entity: EntityDraft, phrase: Range) -> None:
    """Add a mention in its place, and enter it for the tokens that are part of no name."""
    mention = MentionDraft(Span(passage.tokens.doc, *phrase), "nominal", entity)
    insort(entity.mentions, mention, key=lambda other: other.span.start)
    for i in range(*phrase):
        if passage.mentions[i] is None:
            passage.mentions[i] = mention


def _apposition(passage: Passage, head: int) -> tuple[Range, EntityDraft] | None:
    """``Farhad Shami, the head of the SDF Media Center`` and ``the Foreign Minister, Ibrahim al-Jaafari``."""
    tokens, mentions = passage.tokens, passage.mentions
    name = None
    if tokens.dep[head] == "appos":
        name = mentions[tokens.head[head]]
    if name is None:
        for child in tokens.children(head):
            if child > head and tokens.dep[child] == "appos" and mentions[child] is not None:
                name = mentions[child]
                break
    if name is None or name.entity is None or name.kind != "name" or not _fits(tokens.lower[head], name.entity):
        return None
    named = name.span.start, name.span.end
    phrase = _phrase(tokens, head, named)
    if phrase is None or not _side_by_side(tokens, phrase, named):
        return None
    return phrase, name.entity


def _fits(word: str, entity: EntityDraft) -> bool:
    roles = load_roles()
    if entity.type == "PERSON":
        return word in roles.person
    if entity.type == "ORG":
        return word in roles.organisation
    return entity.type in PLACE_TYPES and word in roles.place


def _phrase(tokens: Tokens, head: int, name: Range) -> Range | None:
    """The noun phrase of a head, without the name and what comes after a comma, a dash or a relative pronoun."""
    words, tags = tokens.text, tokens.tag
    start, end = tokens.left_edge(head), head + 1
    for child in tokens.children(head):
        if child < head:
            continue
        if tokens.dep[child] != "prep" or child != end:
            break
        end = tokens.right_edge(child) + 1
    for i in range(head + 1, min(end, tokens.size)):
        if words[i] in (",", "(", "-") or tags[i] in ("WDT", "WP", ":"):
            end = i
            break
    if name[0] >= head:
        end = min(end, name[0])
    else:
        start = max(start, name[1])
    while start < end and is_punct(words[start]):
        start += 1
    while end > start and (is_punct(words[end - 1]) or words[end - 1].isspace()):
        end -= 1
    return (start, end) if start <= head < end and end - start <= MAX_PHRASE else None


def _side_by_side(tokens: Tokens, phrase: Range, name: Range) -> bool:
    first, second = sorted((phrase, name))
    between = tokens.text[first[1] : second[0]]
    return len(between) <= 1 or all(is_punct(word) or word.isspace() for word in between)


def _before_name(passage: Passage, head: int, roles: Roles) -> tuple[Range, EntityDraft] | None:
    """``United Nations Special Envoy for Syria Geir Pedersen``: a title and then, without a comma, the name."""
    tokens = passage.tokens
    if tokens.lower[head] not in roles.person:
        return None
    i = head + 1
    limit = min(tokens.size, head + MAX_TITLE)
    while i < limit:
        mention = passage.mentions[i]
        if mention is not None and mention.kind == "name":
            if mention.entity is not None and mention.entity.type == "PERSON":
                end = i
                while end > head + 1 and is_punct(tokens.text[end - 1]):
                    end -= 1
                return (_title_start(passage, head), end), mention.entity
            if i == head + 1:
                return None
            i = mention.span.end
            continue
        if (
            tokens.lower[i] not in _TITLE_PREPOSITIONS
            and tokens.lower[i] != "the"
            and not (tokens.text[i][:1].isupper() and tokens.tag[i][:2] == "NN")
        ):
            return None
        i += 1
    return None


def _title_start(passage: Passage, head: int) -> int:
    """Where a title begins: nouns, adjectives and names of organisations before its head, and one determiner."""
    tokens = passage.tokens
    start = head
    while start > 0 and head - start < MAX_TITLE:
        before = start - 1
        mention = passage.mentions[before]
        if tokens.text[before].isspace() and tokens.begins_sentence(before):
            break
        if mention is not None and mention.kind == "name":
            if mention.entity is not None and mention.entity.type == "PERSON":
                break
            start = mention.span.start
        elif tokens.tag[before] in ("NN", "NNP", "NNPS", "JJ", "POS", "HYPH", "AFX") or tokens.text[before] == "-":
            start = before
        else:
            if tokens.lower[before] in ("the", "its", "his", "her", "their", "a", "an"):
                start = before
            break
        if tokens.begins_sentence(start):
            break
    if tokens.text[start] == "-":  # the two-time champion
        start += -1 if start > 0 and tokens.tag[start - 1] == "CD" else 1
    return start

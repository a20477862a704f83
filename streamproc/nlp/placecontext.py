"""What the words around a place's name say about where it is: ``Springfield, Ill.``, ``the Syrian city of Aleppo``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from streamproc.nlp.gazetteer import TOWNS, Kind, Place, lookup, place_of_demonym
from streamproc.nlp.placenames import areas_called, parse, place_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Span

POSSESSIVES = frozenset({"'s", "’s", "'", "’"})  # noqa: RUF001 - as printed
LOOK_BACK = 6
MAX_ABBREVIATION = 6


@dataclass(frozen=True, slots=True)
class Claim:
    """The text puts a name in one of these areas; ``outright`` after a comma, else in passing. ``at``: its token, or -1."""

    areas: tuple[Place, ...]
    outright: bool
    at: int


def claims_about(doc: Doc, span: Span) -> Iterator[Claim]:
    """What the words after and before a mention say about where it is."""
    after = span.end
    if after + 1 < len(doc):
        word = doc[after].lower_
        if word in {",", "("}:
            outright = word == "(" or not in_list(doc, span.start, after + 1)
            yield Claim(tuple(areas_at(doc, after + 1)), outright=outright, at=after + 1)
        elif word == "in":
            start = after + 1
            while start + 1 < len(doc) and (doc[start].lower_ == "the" or doc[start].text.endswith("ern")):
                start += 1
            yield Claim(tuple(areas_at(doc, start)), outright=False, at=start)
    yield Claim(tuple(areas_before(doc, span.start)), outright=False, at=-1)


def in_list(doc: Doc, start: int, at: int) -> bool:
    """Whether a name and the one after its comma may be items of a list: ``Washington, New York and Boston``."""
    mention = doc._.mention_of[at]
    if mention is None:
        return False
    end = mention.span.end
    after = doc[end].lower_ if end < len(doc) else ""
    return after in {"and", "or", "&"} or (after == "," and doc[start - 1].text == "," if start else False)


def areas_at(doc: Doc, start: int) -> Iterable[Place]:
    """The areas that the words from a token on name: an entity that begins there, or the short form of a state."""
    mention = doc._.mention_of[start]
    if mention is not None and mention.kind == "name" and mention.span.start <= start:
        return areas_called(doc[start : mention.span.end].text)
    text = doc[start].text
    if start + 1 < len(doc) and doc[start + 1].text == "." and len(text) < MAX_ABBREVIATION:
        text += "."
    return areas_called(text)


def areas_before(doc: Doc, start: int) -> Iterable[Place]:
    """``the Syrian city of`` X, ``northern Iraqi town`` X, ``Syria's`` X, ``Cairo's`` X."""
    described = False
    for at in range(start - 1, max(-1, start - 1 - LOOK_BACK), -1):
        token = doc[at]
        if token.lower_ in POSSESSIVES:
            return areas_owning(doc, at) if described or at == start - 1 else ()
        if token.lower_ in place_words().nouns:
            described = True
        elif token.text[:1].isupper():
            place = place_of_demonym(token.text) if described else None
            if place is not None:
                return (place,)
            return areas_owning(doc, at + 1) if doc[at + 1].lower_ in place_words().nouns else ()
        elif not (token.is_alpha or token.text == "-"):
            return ()
    return ()


def areas_owning(doc: Doc, end: int) -> Iterable[Place]:
    """The countries, states and towns that a mention before a token names."""
    mention = doc._.mention_of[end - 1] if end else None
    if mention is None or mention.kind != "name":
        return ()
    name = doc[mention.span.start : end].text
    return [
        place
        for place in lookup(name) or parse(name).candidates
        if place.kind in TOWNS or place.kind in (Kind.COUNTRY, Kind.ADMIN1)
    ]


def says_state(doc: Doc, span: Span) -> bool:
    """Whether a mention is followed by a word that only goes with states: ``New York Gov.``, ``Washington state``."""
    return span.end < len(doc) and doc[span.end].lower_ in place_words().state_cues

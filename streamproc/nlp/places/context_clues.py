"""What the words around a place's name say about where it is: ``Springfield, Ill.``, ``the Syrian city of Aleppo``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from spacy.tokens import Span

from streamproc.nlp.knowledge.gazetteer import lookup, place_of_demonym
from streamproc.nlp.knowledge.gazetteer_index import TOWNS, GazetteerEntry, Kind
from streamproc.nlp.knowledge.place_names import areas_called, parse, place_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from streamproc.nlp.doc.annotations import Passage
    from streamproc.nlp.doc.drafts import MentionDraft

POSSESSIVES = frozenset({"'s", "’s", "'", "’"})  # noqa: RUF001 - as printed
_OWNERS = TOWNS | {Kind.COUNTRY, Kind.ADMIN1}
_DIRECTIONS = frozenset({"the", "north", "south", "east", "west", "central", "of", "upper", "lower", "northeast", "northwest",
                         "southeast", "southwest"})  # fmt: skip
LOOK_BACK = 6
MAX_ABBREVIATION = 6
_OFFICES = frozenset(
    {
        "senator",
        "sen.",
        "sen",
        "representative",
        "rep.",
        "rep",
        "congressman",
        "congresswoman",
        "governor",
        "gov.",
        "gov",
    }
)
_LISTS = ([","], ["and"], ["or"], ["&"], [",", "and"], [",", "or"])


class Claim(NamedTuple):
    """The text puts a name in one of these areas; ``outright`` after a comma, else in passing. ``at``: its token, or -1."""

    areas: tuple[GazetteerEntry, ...]
    outright: bool
    at: int


def claims_about(passage: Passage, span: Span) -> Iterator[Claim]:
    """What the words after and before a mention say about where it is."""
    lower, words = passage.tokens.lower, passage.tokens.text
    after = span.end
    if after + 1 < len(words):
        word = lower[after]
        if word in {",", "("}:
            start = past_direction(passage, after + 1)
            outright = word == "(" or not in_list(passage, span.start, start)
            yield Claim(tuple(areas_at(passage, start)), outright=outright, at=start)
        elif word == "in":
            start = past_direction(passage, after + 1)
            yield Claim(tuple(areas_at(passage, start)), outright=False, at=start)
    if areas := tuple(areas_before(passage, span.start)):
        yield Claim(areas, outright=False, at=-1)


def past_direction(passage: Passage, start: int) -> int:
    """Where the name begins in ``(Tripoli,) northern Lebanon``, ``(Tripoli in) the north of Lebanon``; North Carolina is one."""
    lower, mentions = passage.tokens.lower, passage.mentions
    while (
        start + 1 < len(lower)
        and mentions[start] is None
        and (lower[start] in _DIRECTIONS or lower[start].endswith("ern"))
    ):
        start += 1
    return start


def in_list(passage: Passage, start: int, at: int) -> bool:
    """Whether a name and the one after its comma may be items of a list: ``Washington, New York and Boston``."""
    mention = passage.mentions[at]
    if mention is None:
        return False
    lower, end = passage.tokens.lower, mention.span.end
    after = lower[end] if end < len(lower) else ""
    return after in {"and", "or", "&"} or (after == "," and lower[start - 1] == "," if start else False)


def areas_at(passage: Passage, start: int) -> Iterable[GazetteerEntry]:
    """The areas that the words from a token on name: an entity that begins there, or the short form of a state."""
    mention = passage.mentions[start]
    if mention is not None and mention.kind == "name" and mention.span.start <= start:
        return areas_called(Span(passage.tokens.doc, start, mention.span.end).text)
    words = passage.tokens.text
    text = words[start]
    if start + 1 < len(words) and words[start + 1] == "." and len(text) < MAX_ABBREVIATION:
        text += "."
    return areas_called(text)


def areas_before(passage: Passage, start: int) -> Iterable[GazetteerEntry]:
    """``the Syrian city of`` X, ``northern Iraqi town`` X, ``Syria's`` X, ``Cairo's`` X."""
    lower, words, nouns = passage.tokens.lower, passage.tokens.text, place_words().nouns
    described = False
    for at in range(start - 1, max(-1, start - 1 - LOOK_BACK), -1):
        word = words[at]
        if lower[at] in POSSESSIVES:
            return areas_owning(passage, at) if described or at == start - 1 else ()
        if lower[at] in nouns:
            described = True
        elif word[:1].isupper():
            place = place_of_demonym(word) if described else None
            if place is not None:
                return (place,)
            return areas_owning(passage, at + 1) if lower[at + 1] in nouns else ()
        elif not (word.isalpha() or word == "-"):
            return ()
    return ()


def areas_owning(passage: Passage, end: int) -> Iterable[GazetteerEntry]:
    """The countries, states and towns that a mention before a token names."""
    mention = passage.mentions[end - 1] if end else None
    if mention is None or mention.kind != "name":
        return ()
    name = Span(passage.tokens.doc, mention.span.start, end).text
    return [place for place in lookup(name) or parse(name).candidates if place.kind in _OWNERS]


def says_state(passage: Passage, span: Span) -> bool:
    """Whether a mention goes with what only states have: ``New York Gov.``, ``Washington state``, ``Senator Ann Lee of Georgia``."""
    lower = passage.tokens.lower
    if span.end < len(lower) and lower[span.end] in place_words().state_cues:
        return True
    person = passage.mentions[span.start - 2] if span.start > 1 and lower[span.start - 1] == "of" else None
    return person is not None and person.span.start > 0 and lower[person.span.start - 1] in _OFFICES


def beside(passage: Passage, span: Span) -> MentionDraft | None:
    """The mention that is listed with another one, behind or before it: ``Georgia`` and ``Arizona``."""
    lower = passage.tokens.lower
    for gap in _LISTS:
        size = len(gap)
        if lower[span.end : span.end + size] == gap and span.end + size < len(lower):
            other = passage.mentions[span.end + size]
            if other is not None and other.span.start == span.end + size:
                return other
        start = span.start - size
        if start > 0 and lower[start : span.start] == gap:
            other = passage.mentions[start - 1]
            if other is not None and other.span.end == start:
                return other
    return None


def is_afar(passage: Passage, span: Span) -> bool:
    """Whether a nationality or country is named for its forces, which fight elsewhere: ``Russian troops``, ``Israel bombed``."""
    lower, words = passage.tokens.lower, place_words()
    after = lower[span.end : span.end + 2]
    return not words.forces.isdisjoint(after) or (bool(after) and after[0] in words.strikes)

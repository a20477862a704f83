"""Turns of interviews, panels and letters: whole lines after a label that names who speaks.

- ``Okello: We had beans.``, ``RA: And the sea?``, ``((Okello)) We had beans.``: every line of the turn is quoted, without marks
- the same behind a quotation mark that opens every paragraph of a transcript
- ``Q: …``, ``A: …``: answers are by whom the interview is with; what ``Q`` stands for is not known, so its questions stay out
- ``Olga Wren, CNN: "…"``, ``From Ann Lee: "…"``: a label and a quotation
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from streamproc.nlp.doc.annotations import entities_of
from streamproc.nlp.doc.drafts import EntityDraft
from streamproc.nlp.quotes.attribution import Attribution
from streamproc.nlp.quotes.quoted_text import FINITE, QuotedSpan, Range
from streamproc.nlp.quotes.signatures import person_in, signed, spoken_lines

if TYPE_CHECKING:
    from streamproc.nlp.quotes.quoted_doc import QuotedDoc

_LABEL = re.compile(
    r"\s{0,9}[\"“]?(?:\(\((?P<bracketed>[^()\n]{1,40})\)\)|(?P<letter>[QA]|Question|Answer)\s?[:.–—]"
    r"|(?P<named>[^\W\d_][^:\n“”\"?!]{1,70}?):)(?=\s+\S)"
)
_ANY_LABEL = re.compile(
    r"[\n\r\u2028\u2029]\s*[\"“]?"
    r"(?:\(\(|(?:[QA]|Question|Answer)\s?[:.–—]|[^\W\d_][^:\n“”\"?!]{1,70}?:)"
)
"""The end of a line before one that may have a label."""
_ASKS = frozenset(["moderator", "host", "interviewer", "presenter", "anchor", "question", "reporter"])
_INTRODUCES = re.compile(r"^(?:From|Said|Says|Added|Adds|Wrote|Writes|Asked)\s+(?=[^\W\d_])", re.IGNORECASE)
_TALKS = frozenset(["i", "we", "you", "my", "our", "your", "me", "us"])
_PERSONAL = frozenset(["i", "we", "my", "our", "me", "us"])
_LABEL_WORDS, _BEFORE_COMMA = 12, 5
_TALKING_SHARE = 0.25
"""Of the lines after labels, those that ask or speak of I, we and you: in an interview there are so many at least."""


@dataclass(slots=True)
class _Turn:
    """A labelled line, and the lines after it that have no label."""

    label: Range
    name: Range
    content: list[Range]
    entity: EntityDraft | None = None
    letter: str | None = None
    quoted: QuotedSpan | None = None
    known: bool = False
    """The label names somebody of the article, or a role in an interview."""
    lines: list[int] = field(default_factory=list)


def labelled_turns(doc: QuotedDoc) -> list[Attribution]:
    """What is said in lines with a label, and above or before a signature."""
    if not doc.quoted_spans and not any(mark in doc.text for mark in (":", "((", "\nQ")):
        return []
    has_labels = _ANY_LABEL.search(f"\n{doc.text[doc.title_end :]}") is not None
    lines = spoken_lines(doc) if has_labels else []
    turns = [turn for n, line in enumerate(lines) if (turn := _turn(doc, line, n)) is not None]
    quoting = [turn for turn in turns if turn.quoted is not None and turn.known]
    talk = [turn for turn in turns if turn.quoted is None and (turn.known or turn.letter)]
    if not _is_conversation(doc, talk):
        talk = []
    _continue(doc, talk, lines)
    _name_letters(doc, talk)
    said = [turn for turn in (*quoting, *talk) if turn.letter != "Q"]
    made = [_attribution(doc, turn) for turn in sorted(said, key=lambda turn: turn.label)]
    return made + list(signed(doc))


def _turn(doc: QuotedDoc, line: Range, number: int) -> _Turn | None:
    """The turn that begins with a line, if a label does."""
    start, end = line
    at = doc.offsets[start]
    match = _LABEL.match(doc.text, at, doc.offsets[end - 1] + len(doc.words[end - 1]))
    if match is None:
        return None
    after = bisect_left(doc.offsets, match.end())
    while after < end and doc.words[after].isspace():
        after += 1
    if after >= end:
        return None
    kind = match.lastgroup or "named"
    low, high = match.span(kind)
    label = bisect_left(doc.offsets, low), bisect_left(doc.offsets, high)
    turn = _Turn(label, label, [(after, end)], lines=[number])
    quoted = doc.quoted_at[after]
    turn.quoted = quoted if quoted is not None and quoted.start == after else None
    if kind == "letter":
        turn.letter = match["letter"][0]
        return turn
    return _named(doc, turn, match[kind])


def _named(doc: QuotedDoc, turn: _Turn, words: str) -> _Turn | None:
    """A turn whose label can be a name: it says whose."""
    start, end = turn.label
    if (
        (start in doc.cues and "," not in doc.words[start:end])
        or not start < end <= start + _LABEL_WORDS
        or any(tag in FINITE for tag in doc.tag[start + 1 : end])
    ):
        return None
    introduced = _INTRODUCES.match(words)
    first = start + (introduced is not None)
    comma = next((i for i in range(first, end) if doc.words[i] in {",", "("}), end)
    person = person_in(doc, first, comma) or person_in(doc, first, end)
    if person is not None:
        low, high, turn.entity = person
        turn.name, turn.known = (max(low, first), high), True
    elif introduced is not None and turn.quoted is not None and comma - first in range(2, _BEFORE_COMMA):
        turn.name, turn.known = (first, comma), True
    elif comma - first >= _BEFORE_COMMA:
        return None
    elif words.lower().split()[-1] in _ASKS:
        turn.known = True
    else:
        turn.entity = _by_initials(doc, words) or _by_name(doc, words)
        turn.known = turn.entity is not None
    return turn


def _people(doc: QuotedDoc) -> list[EntityDraft]:
    return [entity for entity in entities_of(doc.spacy_doc) if entity.type == "PERSON"]


def _by_initials(doc: QuotedDoc, words: str) -> EntityDraft | None:
    """``RA`` is Ruth Abara, when the article has one such person."""
    letters = words.replace(".", "").strip()
    if not (letters.isupper() and letters.isalpha() and 1 < len(letters) <= 3):  # noqa: PLR2004 - as initials go
        return None
    fitting = [person for person in _people(doc) if "".join(word[0] for word in person.name.split()) == letters]
    return fitting[0] if len(fitting) == 1 else None


def _by_name(doc: QuotedDoc, words: str) -> EntityDraft | None:
    """Somebody or an organisation of the article that a label names in full or by the last word."""
    name = words.casefold().strip()
    for entity in entities_of(doc.spacy_doc):
        if entity.type in {"PERSON", "ORG"} and name in {
            entity.name.casefold(),
            *(alias.casefold() for alias in entity.aliases),
            entity.name.casefold().removeprefix("the "),
            *([entity.name.casefold().split()[-1]] if entity.type == "PERSON" else ()),
        }:
            return entity
    return None


def _is_conversation(doc: QuotedDoc, turns: list[_Turn]) -> bool:
    """Do labels come back or follow each other, and do the lines after them talk?"""
    if len(turns) < 2:  # noqa: PLR2004 - somebody answers
        return False
    talking = sum(_talks(doc, turn.content[0]) for turn in turns)
    return talking >= max(_TALKING_SHARE * len(turns), 1)


def _talks(doc: QuotedDoc, line: Range) -> bool:
    words = doc.lower[slice(*line)]
    return "?" in words or not _TALKS.isdisjoint(words)


def _continue(doc: QuotedDoc, turns: list[_Turn], lines: list[Range]) -> None:
    """Add to each turn the lines after it without a label; after the last turn those in which somebody says I or we."""
    labelled = {turn.lines[0] for turn in turns}
    last = max(labelled, default=0)
    for turn in turns:
        n = turn.lines[0] + 1
        while n < len(lines) and n not in labelled and _goes_on(doc, turn, lines[n], is_last=turn.lines[0] == last):
            turn.content.append(lines[n])
            n += 1


def _goes_on(doc: QuotedDoc, turn: _Turn, line: Range, *, is_last: bool) -> bool:
    words = doc.lower[slice(*line)]
    if is_last and _PERSONAL.isdisjoint(words):
        return False
    if doc.words[line[1] - 1][-1] not in '.?!…”"’':
        return False
    named = {id(m.entity) for i in range(*line) if (m := doc.mentions[i]) is not None and m.entity is not None}
    return turn.entity is None or id(turn.entity) not in named


def _name_letters(doc: QuotedDoc, turns: list[_Turn]) -> None:
    """``A`` is whom the article introduces before the first question: named there most often, or first."""
    letters = [turn for turn in turns if turn.letter]
    if not letters:
        return
    before = letters[0].label[0]
    counts: Counter[int] = Counter()
    for person in _people(doc):
        counts[id(person)] += sum(mention.span.start < before for mention in person.mentions if mention.kind == "name")
    guest = max(_people(doc), key=lambda person: counts[id(person)], default=None)
    for turn in letters:
        if turn.letter == "A" and guest is not None and counts[id(guest)]:
            turn.entity = guest


def _attribution(doc: QuotedDoc, turn: _Turn) -> Attribution:
    colon = turn.content[0][0] - 1
    while colon > turn.label[1] and doc.words[colon].isspace():
        colon -= 1
    content = [(turn.quoted.start, turn.quoted.end)] if turn.quoted is not None else turn.content
    speaker = turn.name if turn.entity is not None or turn.letter is None else None
    return Attribution(
        (colon, colon + 1), "neutral", content, speaker, "label", doc.sentence_of(turn.label[0]), turn.label[0],
        entity=turn.entity,
    )  # fmt: skip

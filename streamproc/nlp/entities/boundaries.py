"""Spans of names: where they begin and end, those that are none, and those that the model missed."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from spacy.tokens import Doc

from streamproc.nlp.doc.annotations import full_text, text_start, zones_of
from streamproc.nlp.doc.entity_spans import Ent
from streamproc.nlp.entities import name_forms
from streamproc.nlp.knowledge.data_files import bundled, read_yaml
from streamproc.nlp.knowledge.gazetteer import lookup, place_of_demonym
from streamproc.nlp.knowledge.gazetteer_index import Kind
from streamproc.nlp.knowledge.given_names import given_names
from streamproc.nlp.knowledge.name_folding import fold
from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from collections.abc import Sequence

GUESSES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"})
"""Labels that the model mixes up for a name; numbers and dates are left alone."""
MAX_TITLED = 3
"""Words, with its title, of a name that the model took for something else than a person."""
MAX_DEFINITION = 14
"""Words back from an acronym in brackets within which its long name begins."""
MIN_ACRONYM, MAX_ACRONYM = 3, 7
"""Letters of an acronym that is taken for a name without any other sign."""
MAX_LABEL, MIN_LABEL = 4, 2
"""Words of a speaker's label in an interview, at most; letters of its first word, at least (not ``Q`` and ``A``)."""
CAPITALISED = 0.7
"""Share of a headline's longer words that begin with a capital, from which on capitals say nothing there."""
MAX_NAME = 6
MIN_WITH_NICKNAME = 5
"""Tokens of a name with a nickname between marks, at least."""
_LABELS = re.compile(r"(?m)^ {0,9}(?:[A-ZÀ-Þ][\w.’'-]{1,20} ?){1,4}:")
_INNER_MARKS = frozenset("([’‘“”;")
_NICKNAME_MARKS = {'"': '"', "“": "”", "‘": "’", "'": "'", "``": "''", "(": ")"}


@dataclass(frozen=True, slots=True)
class Words:
    """``entities/name_words.yaml`` as sets of words; ``ends`` maps the last word of a name to a label."""

    ends: dict[str, str]
    beginnings: frozenset[str]
    generic: frozenset[str]
    no_names: frozenset[str]
    before_person: frozenset[str]
    ranks: frozenset[str]
    in_person: frozenset[str]
    in_organisation: frozenset[str]
    after_person: frozenset[str]
    before_place: frozenset[str]
    beside_speaker: frozenset[str]


@cache
def load_words() -> Words:
    data: dict[str, Any] = read_yaml(bundled("entities/name_words.yaml"))
    ends = {word: label for label, words in data.pop("ends").items() for word in words}
    return Words(ends=ends, **{name: frozenset(words) for name, words in data.items()})


@dataclass(slots=True)
class Sheet:
    """A Doc's words and tags, read once, the names in it, and the numbers and dates that are left alone."""

    doc: Doc
    words: list[str]
    lower: list[str]
    tags: list[str]
    ents: list[Ent]
    others: list[Ent]
    capitals: list[int] = field(init=False)
    """Tokens that begin with a capital."""

    def __post_init__(self) -> None:
        self.capitals = [i for i, word in enumerate(self.words) if word[0].isupper()]

    def text(self, ent: Ent) -> str:
        """The words of a name with single spaces: a key for look-ups."""
        start, end = ent.start, ent.end
        return self.words[start] if end - start == 1 else " ".join(self.words[start:end])

    def by_token(self) -> list[Ent | None]:
        index: list[Ent | None] = [None] * len(self.words)
        for ents in (self.others, self.ents):
            for ent in ents:
                for i in range(ent.start, ent.end):
                    index[i] = ent
        return index

    def taken(self) -> set[int]:
        """The tokens of all names, numbers and dates."""
        tokens: set[int] = set()
        for ents in (self.others, self.ents):
            for ent in ents:
                tokens.update(range(ent.start, ent.end))
        return tokens

    def is_proper(self, i: int) -> bool:
        return self.tags[i] in ("NNP", "NNPS") and self.words[i][0].isupper()


class TokenIndex:
    """The names of a sheet by token, for rules that replace some; ``write`` puts the result back."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.at = sheet.by_token()
        self.added: list[Ent] = []
        self.removed: set[int] = set()

    def put(self, ent: Ent) -> None:
        """Add a name instead of those that it overlaps."""
        self.clear(ent.start, ent.end)
        self.added.append(ent)
        self.at[ent.start : ent.end] = [ent] * (ent.end - ent.start)

    def clear(self, start: int, end: int) -> None:
        for old in self.at[start:end]:
            if old is not None and id(old) not in self.removed:
                self.removed.add(id(old))
                self.at[old.start : old.end] = [None] * (old.end - old.start)

    def write(self) -> None:
        sheet = self.sheet
        sheet.ents = [ent for ent in (*sheet.ents, *self.added) if id(ent) not in self.removed]


# ------------------------------------------------------------------ borders


def trim(sheet: Sheet) -> None:
    """Cut what is no part of a name: titles and marks before it, a possessive, a bracket and what follows after it."""
    kept = []
    for ent in sheet.ents:
        _cut_marks(sheet, ent)
        if ent.start == ent.end:
            continue
        if _is_titled(sheet, ent):
            ent.label = "PERSON"
        if ent.label == "PERSON":
            nationality = _cut_person(sheet, ent)
            if nationality is not None:
                kept.append(nationality)
        kept.append(ent)
    sheet.ents = kept


def _cut_marks(sheet: Sheet, ent: Ent) -> None:
    words = sheet.words
    while ent.start < ent.end and not words[ent.start][0].isalnum():
        ent.start += 1
    while ent.end > ent.start and (sheet.tags[ent.end - 1] == "POS" or not any(map(str.isalnum, words[ent.end - 1]))):
        ent.end -= 1
    for i in range(ent.start + 1, ent.end):
        if words[i] in _INNER_MARKS:
            ent.end = i
            return
        if words[i] == "," and ent.end < len(words) and words[ent.end] == ":":  # TESS WHITLOCK, HOST: Good evening
            ent.end, ent.label = i, "PERSON"
            return


def _is_titled(sheet: Sheet, ent: Ent) -> bool:
    """``Justice Hale`` is a person, whatever the model says."""
    return (
        1 < ent.end - ent.start <= MAX_TITLED
        and ent.label in ("ORG", "GPE", "FAC", "LOC")
        and sheet.lower[ent.start].rstrip(".") in load_words().before_person
    )


def _cut_person(sheet: Sheet, ent: Ent) -> Ent | None:
    """Cut titles, and verbs and prepositions after the name; return a nationality that stood before it."""
    words, tags = sheet.words, sheet.tags
    honorifics, after = load_roles().honorifics, load_words().after_person
    nationality = None
    if ent.end - ent.start > 1 and place_of_demonym(words[ent.start]) is not None:
        nationality = Ent(ent.start, ent.start + 1, "NORP")
        ent.start += 1
    while ent.end - ent.start > 1 and sheet.lower[ent.start].rstrip(".") in honorifics and words[ent.start][0].isupper():  # fmt: skip
        ent.start += 1
    for i in range(ent.start + 1, ent.end):
        if words[i] in after or tags[i] in ("VBD", "VBZ", "MD"):
            ent.end = i
            break
    return nationality


def trim_roles(sheet: Sheet) -> None:
    """``United Nations Special Envoy`` names an organisation and a role: the name ends before the role."""
    heads, ranks = load_roles().person, load_words().ranks
    for ent in sheet.ents:
        if ent.label in ("ORG", "GPE", "NORP", "LOC", "FAC") and sheet.lower[ent.end - 1] in heads:
            ent.end -= 1
            while ent.end > ent.start and sheet.lower[ent.end - 1] in ranks:
                ent.end -= 1
    sheet.ents = [ent for ent in sheet.ents if ent.end > ent.start]


def drop_generic(sheet: Sheet) -> None:
    """A word like ``State`` or ``CCTV`` is nobody's name; neither are words without a capital or a digit."""
    data = load_words()

    def is_name(ent: Ent) -> bool:
        text = sheet.text(ent)
        if ent.end - ent.start == 1 and (text in data.no_names or sheet.lower[ent.start] in data.generic):
            return False
        return (
            text != text.lower()
            or not text.isascii()
            or any(word[0].isdigit() for word in sheet.words[ent.start : ent.end])
        )

    sheet.ents = [ent for ent in sheet.ents if is_name(ent)]


def extend_people(sheet: Sheet) -> None:
    """``Andrés Manuel`` and then ``López Obrador``: a person's name goes on as long as such words do."""
    heads, particles = load_roles().heads, load_words().in_person
    lower, last = sheet.lower, len(sheet.words) - 1
    people = [
        ent
        for ent in sheet.ents
        if ent.label == "PERSON" and ent.end <= last and (sheet.is_proper(ent.end) or lower[ent.end] in particles)
    ]
    if not people:
        return
    taken = sheet.taken()

    def is_more(i: int) -> bool:
        word = sheet.words[i]
        return i not in taken and sheet.is_proper(i) and word.isalpha() and not word.isupper() and lower[i] not in heads

    for ent in people:
        while ent.end <= last:
            if is_more(ent.end):
                ent.end += 1
            elif lower[ent.end] in particles and ent.end < last and is_more(ent.end + 1):
                ent.end += 2
            else:
                break


def join_nicknames(sheet: Sheet) -> None:
    """``Stanley "Stash" Wozniak`` and ``Robert (Bob) Quill`` are one name each, whatever the marks made of them."""
    words = sheet.words
    index: TokenIndex | None = None
    for i in sheet.capitals:
        if 1 < i < len(words) - 2 and words[i - 1] in _NICKNAME_MARKS and words[i + 1] == _NICKNAME_MARKS[words[i - 1]]:
            given, surname = i - 2, i + 2
            if not (sheet.is_proper(given) and sheet.is_proper(surname)) or words[given].lower() not in given_names():
                continue
            index = index or TokenIndex(sheet)
            last = index.at[surname]
            if last is None or last.label in GUESSES:
                index.put(Ent(given, last.end if last is not None else surname + 1, "PERSON"))
    if index is not None:
        index.write()


def nickname_in(words: Sequence[str]) -> Sequence[str]:
    """The word in quotation marks or brackets inside a person's name, if there is one."""
    return [words[i] for i in range(2, len(words) - 2) if _NICKNAME_MARKS.get(words[i - 1]) == words[i + 1]]


# ------------------------------------------------------------------ names that the model missed


def define_acronyms(sheet: Sheet) -> None:
    """``Judicial Service Commission (JSC)``: the letters in brackets begin the words of the name before them.

    The idea is Schwartz and Hearst's (2003); here each letter must begin a word.
    """
    words = sheet.words
    last = len(words) - 1
    index: TokenIndex | None = None
    for i in sheet.capitals:
        if (
            1 < i < last
            and words[i - 1] in ("(", "[")
            and words[i + 1] in (")", "]")
            and name_forms.is_acronym(words[i])
        ):
            index = index or TokenIndex(sheet)
            _define(sheet, index, i)
    if index is not None:
        index.write()


def _define(sheet: Sheet, index: TokenIndex, i: int) -> None:
    long, inner = index.at[i - 2], index.at[i]
    if long is not None and long.label not in GUESSES:
        return
    start = _definition_start(sheet, i - 2, sheet.words[i])
    if start is not None:
        whole = long if long is not None and long.start <= start and long.label != "PERSON" else None
        label = whole.label if whole is not None else "ORG"
        index.put(Ent(start, i - 1, label))
    elif long is not None and name_forms.defines(sheet.words[i], sheet.text(long)):
        label = long.label
    else:
        return
    if inner is None:
        index.put(Ent(i, i + 1, label))
    elif inner.end - inner.start == 1:
        inner.label = label


def _definition_start(sheet: Sheet, last: int, acronym: str) -> int | None:
    """Where the long name that ends at token ``last`` begins, if each letter of the acronym begins a word of it."""
    letters = [char for char in acronym.lower() if char.isalpha()]
    small = load_words().in_organisation
    for i in range(last, max(-1, last - MAX_DEFINITION), -1):
        word = sheet.words[i]
        if word[0].lower() == letters[-1]:
            letters.pop()
            if not letters:
                return i if word[0].isupper() and i < last else None
        elif word.lower() not in small and not word[0].isupper():
            return None
    return None


def headlines(sheet: Sheet) -> None:
    """In a line of capitals the model cannot tell names: those that the article names elsewhere count.

    ``Olsen Wins Vote`` is cut to ``Olsen``, and ``OLSEN WINS`` names her too.
    """
    lines = [line for line in _headline_tokens(sheet) if _is_capitalised(sheet, line)]
    if not lines:
        return
    inside = {i for line in lines for i in line}
    known: dict[tuple[str, ...], str] = {}
    for ent in sheet.ents:
        if ent.start not in inside:
            words = tuple(word.casefold() for word in sheet.words[ent.start : ent.end])
            known.setdefault(words, ent.label)
            if ent.label == "PERSON":
                known.setdefault(words[-1:], ent.label)
    index = TokenIndex(sheet)
    for line in lines:
        _name_headline(sheet, index, line, known)
    index.write()


def _headline_tokens(sheet: Sheet) -> list[range]:
    """The tokens of the title and of each headline in the text."""
    doc = sheet.doc
    start = text_start(doc)
    spans = [(0, start)] if start else []
    spans += [(zone.start, zone.end) for zone in zones_of(doc) if zone.kind == "subhead"]
    found = [doc.char_span(*span, alignment_mode="expand") for span in spans]
    return [range(span.start, span.end) for span in found if span is not None]


def _is_capitalised(sheet: Sheet, line: range) -> bool:
    words = [sheet.words[i] for i in line if len(sheet.words[i]) > 3 and sheet.words[i].isalpha()]  # noqa: PLR2004
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= CAPITALISED * len(words)


def _name_headline(sheet: Sheet, index: TokenIndex, line: range, known: dict[tuple[str, ...], str]) -> None:
    folded = [sheet.words[i].casefold() for i in line]
    i = 0
    while i < len(line):
        size = next((n for n in range(min(MAX_NAME, len(line) - i), 0, -1) if tuple(folded[i : i + n]) in known), 0)
        if size and sheet.words[line[i]][0].isupper():
            start, end = line[i], line[i] + size
            if not any(ent is not None and _stays(sheet, ent, start, end) for ent in index.at[start:end]):
                index.put(Ent(start, end, known[tuple(folded[i : i + size])]))
        i += max(size, 1)


def _stays(sheet: Sheet, ent: Ent, start: int, end: int) -> bool:
    """Whether the model's name in a headline is a longer one that no verb belongs to: ``Olsen Foundation``."""
    if ent.label == "PERSON":
        return ent.end == end and (ent.start == start or sheet.words[ent.start].lower() in given_names())
    rest = [i for i in range(ent.start, ent.end) if not start <= i < end]
    return all(sheet.tags[i].startswith("NN") for i in rest) and not sheet.words[start].isupper()


def spread(sheet: Sheet) -> None:
    """Names that the article has shown and the model missed elsewhere; surnames and given names of its people."""
    taken = sheet.taken()
    missed = [i for i in sheet.capitals if i not in taken]
    by_first = _shown_names(sheet, {sheet.words[i] for i in missed})
    free = 0
    for i in missed:
        if i < free:
            continue
        for shown in by_first.get(sheet.words[i], ()):
            end = i + len(shown.words)
            if (
                tuple(sheet.words[i:end]) == shown.words
                and taken.isdisjoint(range(i, end))
                and (len(shown.words) > 1 or sheet.tags[i][:2] == "NN")
                and not (shown.given and _goes_on(sheet, taken, end))
            ):
                sheet.ents.append(Ent(i, end, shown.label))
                free = end
                break


class _Shown(NamedTuple):
    """A name that the article has shown, or a person's given name."""

    words: tuple[str, ...]
    label: str
    given: bool = False


def _shown_names(sheet: Sheet, wanted: set[str]) -> dict[str, list[_Shown]]:
    """Those that begin with a wanted word, by that word, the longest first."""
    labels: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    people = [ent for ent in sheet.ents if ent.label == "PERSON" and ent.end - ent.start > 1]
    for ent in sheet.ents:
        if sheet.words[ent.start] in wanted:
            labels[tuple(sheet.words[ent.start : ent.end])].append(ent.label)
        if ent.label == "PERSON" and ent.end - ent.start > 1 and sheet.words[ent.end - 1] in wanted:
            labels[sheet.words[ent.end - 1],].append(ent.label)
    given = dict.fromkeys(word for ent in people if (word := sheet.words[ent.start]) in wanted)
    nicknames = {
        word
        for ent in people
        if ent.end - ent.start >= MIN_WITH_NICKNAME
        for word in nickname_in(sheet.words[ent.start : ent.end])
        if word in wanted
    }
    by_first: dict[str, list[_Shown]] = {}
    for words in sorted(labels, key=len, reverse=True):
        if len(words[0]) > 1 and words[0][0].isupper():
            by_first.setdefault(words[0], []).append(_Shown(words, _most_frequent(labels[words])))
    for word in (*given, *sorted(nicknames)):
        if (word,) not in labels and (word.lower() in given_names() or word in nicknames):
            by_first.setdefault(word, []).append(_Shown((word,), "PERSON", given=True))
    return by_first


def _most_frequent(labels: list[str]) -> str:
    """The first of those that occur most often."""
    return labels[0] if len(labels) == 1 else Counter(labels).most_common(1)[0][0]


def _goes_on(sheet: Sheet, taken: set[int], i: int) -> bool:
    """Whether a longer name that the model missed goes on at a token."""
    return i < len(sheet.words) and i not in taken and sheet.is_proper(i)


def speaker_labels(sheet: Sheet) -> None:
    """``Okello:`` or ``((Okello))`` before the answers of an interview: a name, if it comes back."""
    text = full_text(sheet.doc)
    if "((" not in text and (text.count(":") < 2 or len(_LABELS.findall(text)) < 2):  # noqa: PLR2004 - a label comes back
        return
    found: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for i, word in enumerate(sheet.words):
        if word == "(" or (word[0].isupper() and sheet.doc[i].is_sent_start):
            span = _label_at(sheet, i)
            if span is not None:
                found.setdefault(tuple(sheet.words[slice(*span)]), []).append(span)
    if not any(len(places) > 1 for places in found.values()):
        return
    by_token = sheet.by_token()
    people = {
        sheet.words[i].casefold() for ent in sheet.ents if ent.label == "PERSON" for i in (ent.start, ent.end - 1)
    }
    initials = {
        "".join(word[0] for word in re.split(r"[\s-]", sheet.text(ent)) if word)
        for ent in sheet.ents
        if ent.label == "PERSON"
    }
    for words, places in found.items():
        titled = words[0].lower().rstrip(".") in load_words().before_person
        somebodys = (
            words[-1].casefold() in people
            or words[0].casefold() in people
            or (len(words) == 1 and words[0] in initials)
        )
        label = "PERSON" if titled or somebodys else "ORG"
        for start, end in places if len(places) > 1 else []:
            if not any(by_token[start:end]):
                sheet.ents.append(Ent(start, end, label))


def _label_at(sheet: Sheet, i: int) -> tuple[int, int] | None:
    words = sheet.words
    brackets = words[i] == "("
    while i < len(words) and words[i] == "(":
        i += 1
    end = i
    while end < len(words) and end - i < MAX_LABEL and words[end][0].isupper() and sheet.tags[end][:2] == "NN":
        end += 1
    if end == i or end >= len(words) or len(words[i]) < MIN_LABEL:
        return None
    if brackets:
        return (i, end) if i > 1 and words[i - 2 : i] == ["(", "("] and words[end].startswith(")") else None
    return (i, end) if words[end] == ":" else None


def find_known(sheet: Sheet) -> None:
    """Countries, nationalities, well-known organisations and other acronyms that the model missed."""
    taken = sheet.taken()
    for i in sheet.capitals:
        word = sheet.words[i]
        if i not in taken and len(word) > 1 and sheet.tags[i][:2] in ("NN", "JJ"):
            label = _known_label(word) or _acronym_label(sheet, i)
            if label is not None and not _beside_proper(sheet, taken, i):
                sheet.ents.append(Ent(i, i + 1, label))


def _known_label(word: str) -> str | None:
    if fold(word) in load_roles().same:
        return "ORG"
    places = lookup(word)
    if places:
        return "GPE" if places[0].kind is Kind.COUNTRY else None
    return "NORP" if place_of_demonym(word) is not None else None


def _acronym_label(sheet: Sheet, i: int) -> str | None:
    """Capitals that nothing explains are an organisation more often than not; not so in a line of capitals."""
    word = sheet.words[i]
    if not (word.isupper() and word.isalpha() and MIN_ACRONYM <= len(word) <= MAX_ACRONYM and sheet.is_proper(i)):
        return None
    beside = [sheet.words[j] for j in (i - 1, i + 1) if 0 <= j < len(sheet.words)]
    if word in load_words().no_names or any(other.isupper() and len(other) > 1 for other in beside):
        return None
    return "ORG"


def _beside_proper(sheet: Sheet, taken: set[int], i: int) -> bool:
    """Whether a word is part of a longer name that the model missed as a whole."""
    return any(0 <= j < len(sheet.words) and j not in taken and sheet.is_proper(j) for j in (i - 1, i + 1))

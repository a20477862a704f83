"""Entities: repair of the recogniser's spans and types, with what the layout, the gazetteer and the article itself tell.

The model sees one sentence at a time. An article names people in full once and by surname later, defines its acronyms,
has a dateline and credits; knowledge of places and of what names are made of is in data files.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from spacy.tokens import Span

from streamproc.nlp import names
from streamproc.nlp.annotations import credits_of, dateline_of
from streamproc.nlp.gazetteer import Kind, fold, lookup, place_of_demonym
from streamproc.nlp.roles import load_roles

if TYPE_CHECKING:
    from spacy.tokens import Doc

DATA = Path(__file__).resolve().parents[1] / "data" / "names.yaml"
PLACES = frozenset({"GPE", "LOC", "FAC"})
GUESSES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "WORK_OF_ART", "LAW", "EVENT"})
"""Labels that the model mixes up for a name; numbers and dates are left alone."""
_CUT = frozenset({"in", "at", "on", "from", "for", "to", "with", "by", "after", "before", "during", "said", "says", "told", "who", "as", "is", "was", "has", "that"})  # fmt: skip


MAX_AFTER_TITLE = 3
MIN_ACRONYM, MAX_ACRONYM = 3, 7
_RANKS = frozenset({"special", "deputy", "chief", "prime", "vice", "assistant", "senior", "former", "presidential", "acting", "executive", "general", "interim", "associate", "first", "lead", "under", "foreign", "defence", "defense", "finance", "interior", "health", "education", "of"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """The data file as sets."""

    ends: dict[str, str]
    generic: frozenset[str]
    no_names: frozenset[str]


@cache
def load_words() -> Words:
    data: dict[str, Any] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return Words(
        ends={word: label for label, words in data["ends"].items() for word in words},
        generic=frozenset(data["generic"]),
        no_names=frozenset(data["no_names"]),
    )


@dataclass(slots=True)
class Ent:
    """A span in the making: tokens [start, end) and a label."""

    start: int
    end: int
    label: str


@dataclass(slots=True)
class Page:
    """A Doc's tokens as lists, read once."""

    doc: Doc
    words: list[str]
    tags: list[str]
    ents: list[Ent]

    def text(self, ent: Ent) -> str:
        return " ".join(self.words[ent.start : ent.end])


def entities(doc: Doc) -> Doc:
    """Set ``doc.ents``."""
    page = read_page(doc)
    for rule in RULES:
        rule(page)
    write(page)
    return doc


def read_page(doc: Doc) -> Page:
    ents = [Ent(ent.start, ent.end, ent.label_) for ent in doc.ents]
    return Page(doc, [token.text for token in doc], [token.tag_ for token in doc], ents)


def write(page: Page) -> None:
    """Set the Doc's entities; of overlapping ones the first wins, then the longer."""
    doc = page.doc
    spans = []
    free = 0
    for ent in sorted(page.ents, key=lambda ent: (ent.start, -ent.end)):
        if ent.start >= free and ent.end > ent.start:
            spans.append(Span(doc, ent.start, ent.end, label=ent.label))
            free = ent.end
    doc.ents = spans


# ------------------------------------------------------------------ layout


def without_credits(page: Page) -> None:
    """Agencies and photographers in credits, and a dateline's outlet, are not entities of the story."""
    for start, end in credits_of(page.doc):
        inside = page.doc.char_span(start, end, alignment_mode="expand")
        if inside is not None:
            page.ents = [ent for ent in page.ents if ent.end <= inside.start or ent.start >= inside.end]


def with_dateline(page: Page) -> None:
    """A dateline names one place or two (``GLASGOW, Ky.``), whatever the model took it for."""
    dateline = dateline_of(page.doc)
    if dateline is None or dateline.place is None:
        return
    inside = page.doc.char_span(*dateline.place, alignment_mode="contract")
    whole = page.doc.char_span(dateline.start, dateline.end, alignment_mode="expand")
    if inside is None or whole is None:
        return
    page.ents = [e for e in page.ents if e.end <= whole.start or e.start >= whole.end or e.label in ("DATE", "TIME")]
    start = inside.start
    for i in range(inside.start, inside.end + 1):
        if i == inside.end or page.words[i] in (",", ",,", "/", "&"):
            if i > start:
                page.ents.append(Ent(start, i, "GPE"))
            start = i + 1


# ------------------------------------------------------------------ spans


def trim(page: Page) -> None:
    """Cut what is no part of a name: titles and ``the`` before it, a possessive, marks, verbs and prepositions after it."""
    honorifics = load_roles().honorifics
    words, tags = page.words, page.tags
    kept = []
    for ent in page.ents:
        if ent.label not in GUESSES:
            kept.append(ent)
            continue
        start, end = ent.start, ent.end
        while start < end and not words[start][0].isalnum():
            start += 1
        while end > start and (tags[end - 1] == "POS" or not any(map(str.isalnum, words[end - 1]))):
            end -= 1
        if ent.label == "PERSON":
            while end - start > 1 and words[start].lower().rstrip(".") in honorifics and words[start][0].isupper():
                start += 1
            for i in range(start + 1, end):
                if words[i] in _CUT or tags[i] in ("VBD", "VBZ", "MD"):
                    end = i
                    break
        if end > start:
            kept.append(Ent(start, end, ent.label))
    page.ents = kept


def trim_roles(page: Page) -> None:
    """``United Nations Special Envoy`` names an organisation and a role: the name ends before the role."""
    roles = load_roles()
    kept = []
    for ent in page.ents:
        if ent.label in ("ORG", "GPE", "NORP", "LOC", "FAC") and page.words[ent.end - 1].lower() in roles.person:
            ent.end -= 1
            while ent.end > ent.start and page.words[ent.end - 1].lower() in _RANKS:
                ent.end -= 1
            if ent.end == ent.start:
                continue
        kept.append(ent)
    page.ents = kept


def drop_generic(page: Page) -> None:
    """A word like ``State`` or ``CCTV`` is nobody's name; neither is a word without a capital or a digit."""
    data = load_words()

    def named(ent: Ent) -> bool:
        if ent.label not in GUESSES:
            return True
        if ent.end - ent.start == 1:
            word = page.words[ent.start]
            if word in data.no_names or word.lower() in data.generic:
                return False
        return any(word != word.lower() or not word.isascii() or word[0].isdigit() for word in page.words[ent.start : ent.end])  # fmt: skip

    page.ents = [ent for ent in page.ents if named(ent)]


# ------------------------------------------------------------------ types


def type_known(page: Page) -> None:
    """Types that names tell by themselves: countries, nationalities, well-known organisations, ``… Court``."""
    data, roles = load_words(), load_roles()
    for ent in page.ents:
        if ent.label in GUESSES:
            text = page.text(ent)
            ent.label = known_type(text, ent.label, data.ends, roles.same)


def known_type(text: str, label: str, ends: dict[str, str], same: dict[str, int]) -> str:
    key = fold(text)
    if key in same and not text.islower():
        return "ORG"
    last = key.rpartition(" ")[2]
    if last in ends and " " in key and label in ("PERSON", "GPE", "LOC", "FAC", "NORP", "ORG"):
        kind = ends[last]
        if kind == "ORG":
            return kind
        return kind if label not in PLACES else label
    place = place_of_demonym(text)
    found = lookup(text)
    if place is not None and not found and label in ("GPE", "ORG", "PERSON", "LOC"):
        return "NORP"
    if (
        found
        and label in ("ORG", "PERSON", "NORP", "PRODUCT", "WORK_OF_ART")
        and place is None
        and _certain(found[0].kind)
    ):
        return "LOC" if found[0].kind in (Kind.CONTINENT, Kind.REGION, Kind.WATER, Kind.LAND) else "GPE"
    return label


def _certain(kind: Kind) -> bool:
    return kind in (Kind.COUNTRY, Kind.CONTINENT)


def people_after_titles(page: Page) -> None:
    """``Mr Albanese``, ``President Petro``: a title makes a person of a name."""
    for ent in page.ents:
        if (
            ent.label in ("ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT", "WORK_OF_ART")
            and ent.start > 0
            and ent.end - ent.start <= MAX_AFTER_TITLE
        ):
            word = page.words[ent.start - 1]
            if word[0].isupper() and word.lower().rstrip(".") in (
                "mr",
                "mrs",
                "ms",
                "miss",
                "dr",
                "sir",
                "dame",
                "judge",
                "justice",
                "president",
                "senator",
                "sen",
                "rep",
                "gov",
                "prof",
                "professor",
                "sheikh",
                "gen",
                "col",
                "lt",
                "capt",
                "sgt",
            ):
                ent.label = "PERSON"


# ------------------------------------------------------------------ the article's own knowledge


def one_name_one_type(page: Page) -> None:
    """The same words have one type in an article: the most frequent; a surname is its bearer's."""
    people: Counter[str] = Counter()
    for ent in page.ents:
        if ent.label == "PERSON" and ent.end - ent.start > 1:
            people.update(set(names.person_name(page.text(ent)).words[-1:]))
    votes: dict[str, Counter[str]] = {}
    for ent in page.ents:
        if ent.label in GUESSES:
            votes.setdefault(names.place_key(page.text(ent)), Counter())[ent.label] += 1
    for ent in page.ents:
        if ent.label not in GUESSES:
            continue
        key = names.place_key(page.text(ent))
        if key in people and ent.label != "PERSON" and not (ent.label == "NORP" and place_of_demonym(page.text(ent))):
            ent.label = "PERSON"
            continue
        count = votes[key]
        if len(count) > 1:
            best, n = count.most_common(1)[0]
            if n > count[ent.label]:
                ent.label = best


def define_acronyms(page: Page) -> None:
    """``Judicial Service Commission (JSC)``: the letters in brackets are the name before them."""
    taken = {i for ent in page.ents for i in range(ent.start, ent.end)}
    words = page.words
    found = []
    for ent in page.ents:
        i = ent.end
        if ent.label not in ("ORG", "GPE", "LOC", "FAC", "PERSON", "EVENT", "LAW") or ent.end - ent.start == 1:
            continue
        if (
            i + 2 < len(words)
            and words[i] in ("(", "[")
            and words[i + 2] in (")", "]")
            and names.is_acronym(words[i + 1])
            and names.defines(words[i + 1], page.text(ent))
        ):
            if i + 1 not in taken:
                found.append(Ent(i + 1, i + 2, ent.label))
            for other in page.ents:
                if other.start == i + 1:
                    other.label = ent.label
    page.ents.extend(found)


def spread(page: Page) -> None:  # noqa: C901 - one pass over the tokens
    """Names that the article has shown and the model missed further on."""
    votes: dict[tuple[str, ...], Counter[str]] = {}
    for ent in page.ents:
        if ent.label in GUESSES:
            words = tuple(page.words[ent.start : ent.end])
            votes.setdefault(words, Counter())[ent.label] += 1
            if ent.label == "PERSON" and len(words) > 1:
                votes.setdefault(words[-1:], Counter())[ent.label] += 1
    index: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for words, labels in votes.items():
        if len(words[0]) > 1 and words[0][0].isupper():
            index.setdefault(words[0], []).append((words, labels.most_common(1)[0][0]))
    taken = bytearray(len(page.words))
    for ent in page.ents:
        taken[ent.start : ent.end] = b"\1" * (ent.end - ent.start)
    found = []
    for i, word in enumerate(page.words):
        if word in index and not taken[i]:
            for words, label in sorted(index[word], key=lambda item: -len(item[0])):
                end = i + len(words)
                if (
                    tuple(page.words[i:end]) == words
                    and not any(taken[i:end])
                    and (len(words) > 1 or page.tags[i].startswith("NNP"))
                ):
                    found.append(Ent(i, end, label))
                    taken[i:end] = b"\1" * (end - i)
                    break
    page.ents.extend(found)


def find_known(page: Page) -> None:
    """Countries, nationalities and well-known organisations that the model missed."""
    same = load_roles().same
    taken = bytearray(len(page.words))
    for ent in page.ents:
        taken[ent.start : ent.end] = b"\1" * (ent.end - ent.start)
    found = []
    for i, word in enumerate(page.words):
        if taken[i] or not word[0].isupper() or len(word) == 1 or page.tags[i][:2] not in ("NN", "JJ"):
            continue
        if _beside_capital(page, i, taken):
            continue
        if fold(word) in same:
            found.append(Ent(i, i + 1, "ORG"))
            continue
        places = lookup(word)
        if places and places[0].kind is Kind.COUNTRY:
            found.append(Ent(i, i + 1, "GPE"))
        elif place_of_demonym(word) is not None and not places:
            found.append(Ent(i, i + 1, "NORP"))
    page.ents.extend(found)


def _beside_capital(page: Page, i: int, taken: bytearray) -> bool:
    return any(
        0 <= j < len(taken) and not taken[j] and page.words[j][0].isupper() and page.tags[j].startswith("NNP")
        for j in (i - 1, i + 1)
    )


def acronyms(page: Page) -> None:
    """Capitals that nothing explains are an organisation more often than not."""
    data = load_words()
    taken = bytearray(len(page.words))
    for ent in page.ents:
        taken[ent.start : ent.end] = b"\1" * (ent.end - ent.start)
    for i, word in enumerate(page.words):
        if (
            taken[i]
            or not word.isupper()
            or not MIN_ACRONYM <= len(word) <= MAX_ACRONYM
            or not word.isalpha()
            or not page.tags[i].startswith("NNP")
        ):
            continue
        if word in data.no_names or _shouted(page, i) or _beside_capital(page, i, taken):
            continue
        page.ents.append(Ent(i, i + 1, "ORG"))


def _shouted(page: Page, i: int) -> bool:
    return any(0 <= j < len(page.words) and page.words[j].isupper() and len(page.words[j]) > 1 for j in (i - 1, i + 1))


RULES = (
    without_credits,
    with_dateline,
    trim,
    trim_roles,
    drop_generic,
    define_acronyms,
    type_known,
    people_after_titles,
    one_name_one_type,
    spread,
    find_known,
    acronyms,
)

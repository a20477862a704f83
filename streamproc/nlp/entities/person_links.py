"""Whether an article speaks of the known person whose name somebody bears. A namesake must never be accused.

Two things must agree: the person's role or age beside the name, or words that belong to the person, and the country or
those words. One contradiction (another age, another occupation) is enough against it. Where a sentence tells of a crime,
a court or a scandal, the role or age beside the name is needed.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from streamproc.nlp.doc.annotations import article_of, entities_of, full_text, tokens_of
from streamproc.nlp.entities.role_words import by_first_word, roles_in
from streamproc.nlp.knowledge.data_files import bundled, read_table, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Span

    from streamproc.nlp.doc.drafts import EntityDraft

BESIDE = 90
"""Characters before and after a name that may hold a role."""
_AGE = re.compile(r",?\s*\(?(\d{1,3})\)?\s*(?:,|\)|of\b|from\b|years?\b|-year)")
_APPOSITION = re.compile(
    r",\s+(?:(?:aged?\s+)?\d{1,3},\s+)?(?:who\s+(?:is|was|works?|worked)(?:\s+as)?\s+(?=an?\b|the\b))?([a-z][^,.;:“”\"]*)"
)
_BEGINS_APPOSITION = frozenset(("DT", "NN", "NNS", "JJ", "JJS", "PRP$", "CD", "WP"))
"""Tags of the word behind the comma; a verb there goes on with the sentence."""
_ELSEWHERE = re.compile(r"\b(?:of|at|for|in)\s+(.*)")
_MODIFIERS = frozenset(
    ("vice", "prime", "house", "first", "supreme", "opposition", "party", "state", "media", "spiritual")
)


class Facts(NamedTuple):
    """What is known of a person; without countries none matters."""

    born: int | None
    countries: frozenset[str]
    role_words: tuple[str, ...]
    context_words: tuple[str, ...]

    def roles_in(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the person's roles stand in a text."""
        return roles_in(text, by_first_word(self.role_words))

    @property
    def context(self) -> re.Pattern[str]:
        return any_of(self.context_words)


@dataclass(frozen=True, slots=True)
class LinkedPeople:
    """The facts by Wikidata id, and words of suspicion."""

    facts: Mapping[str, Facts]
    suspicion: re.Pattern[str]


@lru_cache(maxsize=1)
def load_people() -> LinkedPeople:
    data = read_yaml(bundled("entities/people.yaml"), "people")
    facts = office_holders(data)
    for wikidata, known in data["people"].items():
        roles, country = tuple(known.get("roles", data["politics"])), known["country"]
        facts[wikidata] = Facts(known["born"], frozenset((country,) if country else ()), roles, tuple(known["context"]))
    suspicion = re.compile(r"\b(?:" + "|".join(map(re.escape, data["suspicion"])) + ")", re.IGNORECASE)
    return LinkedPeople(facts, suspicion)


def office_holders(data: Mapping[str, Any]) -> dict[str, Facts]:
    """The people of ``links/politicians.tsv``; words that name the circle of an official stand for a country."""
    offices, circles = data["offices"], data["circles"]

    @cache  # a few offices and countries for thousands of people
    def roles(keys: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(word for key in (*keys.split("|"), "any") for word in offices[key]))

    @cache
    def circle(where: str) -> tuple[frozenset[str], tuple[str, ...]]:
        places = where.split("|")
        countries = frozenset(place for place in places if place not in circles)
        return countries, tuple(word for place in places for word in circles.get(place, ()))

    facts = {}
    for _, wikidata, _, where, born, keys, *_ in read_table(bundled("entities/links/politicians.tsv")):
        countries, context = circle(where)
        facts[wikidata] = Facts(int(born) if born else None, countries, roles(keys), context)
    return facts


@lru_cache(maxsize=1024)
def any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, the longest first; without words a pattern that nothing matches."""
    longest_first = sorted(words, key=len, reverse=True)
    found = "|".join(map(re.escape, longest_first)) if words else "(?!)"
    return re.compile(rf"(?<!\w)(?:{found})(?!\w)")


def may_be(doc: Doc, entity: EntityDraft, wikidata: str) -> bool:
    """Whether the article agrees that an entity is the person with this id; of somebody without facts, the table's word."""
    facts = load_people().facts.get(wikidata)
    spans = [mention.span for mention in entity.mentions if mention.kind == "name"]
    sentences = [sentence_around(span) for span in spans]
    if facts is None:
        return not is_suspected(doc, sentences)
    year = year_of(doc)
    beside = [Beside(span, sentence, facts, year) for span, sentence in zip(spans, sentences, strict=True)]
    if any(one.contradicts for one in beside):
        return False
    in_country = not facts.countries or any(
        other.geo is not None and other.geo.country in facts.countries for other in entities_of(doc)
    )
    if any(one.agrees for one in beside):
        return (in_country and bool(facts.countries)) or is_context(doc, facts)
    return (
        in_country
        and not any(one.has_occupation for one in beside)
        and is_context(doc, facts)
        and not is_suspected(doc, sentences)
    )


def is_suspected(doc: Doc, sentences: Iterable[tuple[int, int]]) -> bool:
    """Whether one of the sentences tells of a crime, a court or a scandal."""
    text, suspicion = full_text(doc), load_people().suspicion
    return any(suspicion.search(text[start:end]) for start, end in set(sentences))


def is_context(doc: Doc, facts: Facts) -> bool:
    """Whether an article has words that belong to a person: few do, and to look for a word as such is a hundred times as fast."""
    text = full_text(doc)
    return any(word in text for word in facts.context_words) and facts.context.search(text) is not None


def sentence_around(span: Span) -> tuple[int, int]:
    """The characters of the sentence that a name stands in, white space behind it left out."""
    tokens = tokens_of(span.doc)
    starts = tokens.sentence_starts
    after = bisect_left(starts, span.end)
    last = (starts[after] if after < len(starts) else tokens.size) - 1
    return tokens.offset[starts[bisect_right(starts, span.start) - 1]], tokens.offset[last] + len(tokens.text[last])


def year_of(doc: Doc) -> int | None:
    published = article_of(doc).published_at
    return published.year if published else None


class Beside:
    """What stands right before and after a name in its sentence."""

    def __init__(self, span: Span, sentence: tuple[int, int], facts: Facts, year: int | None) -> None:
        """``sentence``: its characters."""
        self.span = span
        self.facts = facts
        text, (start, end) = full_text(span.doc), sentence
        self.before = text[max(start, span.start_char - BESIDE) : span.start_char]
        self.after = text[span.end_char : min(end, span.end_char + BESIDE)]
        age = _AGE.match(self.after)
        self.age = int(age[1]) if age else None
        self.expected = year - facts.born if year is not None and facts.born is not None else None
        apposition = _APPOSITION.match(self.after)
        goes_on = span.end + 1 < len(span.doc) and span.doc[span.end + 1].tag_ not in _BEGINS_APPOSITION
        self.apposition = apposition[1] if apposition and not goes_on else ""

    @property
    def has_age(self) -> bool:
        """Whether the age is the person's; a birthday may lie between."""
        return self.age is not None and self.expected is not None and self.expected - 1 <= self.age <= self.expected

    @property
    def has_role(self) -> bool:
        """``President Barack Obama``, ``the president, Barack Obama``; not ``club president Bill Clinton``."""
        if self.apposition and any(self.facts.roles_in(self.apposition)):
            return not self.contradicts
        stripped = self.before.rstrip().rstrip(",").rstrip()
        role = next((start for start, end in self.facts.roles_in(stripped) if end == len(stripped)), None)
        if role is None:
            return False
        words = stripped[:role].split()
        return not words or not self._is_noun(words[-1]) or words[-1].lower() in _MODIFIERS

    @property
    def agrees(self) -> bool:
        return self.has_age or self.has_role

    @property
    def contradicts(self) -> bool:
        """Another age, an age that can't be checked, or another occupation."""
        if self.age is not None and not self.has_age:
            return True
        if not self.apposition or self.facts.context.search(self.apposition):
            return False
        role = next(self.facts.roles_in(self.apposition), None)
        if role is None:
            return True
        elsewhere = _ELSEWHERE.search(self.apposition, role[1])
        return elsewhere is not None and not self._is_of_country(elsewhere[1])

    @property
    def has_occupation(self) -> bool:
        """A common noun right before the name that is no role of the person: ``nurse Gordon Brown``."""
        words = self.before.split()
        return bool(words) and self.before[-1:].isspace() and self._is_noun(words[-1])

    def _is_noun(self, word: str) -> bool:
        """Whether a word before the name is a common noun, by its tag where it is the last one, else by its looks."""
        if not word.islower() or not word.isalpha():
            return False
        doc, i = self.span.doc, self.span.start - 1
        while i >= 0 and self.span.start - i < 8:  # noqa: PLR2004 - as far as a role reaches
            if doc[i].text == word:
                return bool(doc[i].tag_.startswith("NN"))
            i -= 1
        return False

    def _is_of_country(self, place: str) -> bool:
        """Whether a place is the person's country, and not a town, a club or a company in it."""
        name = place.strip().removeprefix("the ")
        return any(
            other.geo is not None
            and other.geo.country in self.facts.countries
            and other.geo.admin1 is None
            and name in (other.name.removeprefix("the "), *other.aliases)
            for other in entities_of(self.span.doc)
        )

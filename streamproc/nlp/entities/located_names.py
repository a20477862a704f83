"""Places by the company that a name keeps: between places in a list, and behind *in* wherever it stands."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from streamproc.nlp.entities import acronyms, name_forms
from streamproc.nlp.entities.misread_names import is_shown_as_place
from streamproc.nlp.entities.name_words import load_words
from streamproc.nlp.entities.rows import rows
from streamproc.nlp.knowledge.gazetteer import lookup, place_of_demonym
from streamproc.nlp.knowledge.gazetteer_index import Kind
from streamproc.nlp.knowledge.given_names import given_names
from streamproc.nlp.knowledge.place_names import place_words
from streamproc.nlp.knowledge.roles import load_roles

if TYPE_CHECKING:
    from streamproc.nlp.doc.entity_spans import Ent
    from streamproc.nlp.entities.span_list import SpanList

_HIDDEN = frozenset({"PERSON", "ORG", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW"})
_NOBODY = _HIDDEN - {"PERSON"}
_PLACES = frozenset({"GPE", "LOC"})
_LOCATIVES = frozenset({"in", "near", "outside", "around", "across"})
_UNSURE = frozenset({"PERSON", "FAC", "PRODUCT", "WORK_OF_ART"})
_AREAS = frozenset(
    {
        "districts",
        "provinces",
        "counties",
        "regions",
        "villages",
        "municipalities",
        "suburbs",
        "townships",
        "governorates",
    }
)
"""Behind a list of names: places, known or not."""
LISTED = 2
"""Places right beside a name, on both sides or one after the other, that make it one."""
MAX_WORDS = 3
MAX_DESCRIBED = 7
_IN_PHRASE = frozenset({"JJ", "NN", "HY", "VB", "RB", "CD"})
_FIRMS = frozenset({"company", "firm", "startup", "charity", "nonprofit", "network", "ngo", "bank", "airline", "party",
                    "organisation", "organization", "foundation", "consultancy", "agency", "group", "cooperative", "union",
                    "app", "platform", "marketplace", "chain", "broker", "insurer", "retailer", "lender", "manufacturer", "brand"})  # fmt: skip


def located(spans: SpanList) -> None:
    """``Oran, Setif, Blida``: a name of the gazetteer between places; ``in Agua Bonita``: one that is mostly behind *in*."""
    for row in rows(spans, counted=True):
        _places_of_list(spans, row)
    _behind_in(spans)
    _unlike_people(spans)


def _places_of_list(spans: SpanList, listed: list[Ent]) -> None:
    """From left to right and back, as a place that is found may be the evidence for the next."""
    if not _AREAS.isdisjoint(spans.lower[listed[-1].end : listed[-1].end + 1]):
        _make_places(spans, listed)
    for items in (listed, listed[::-1]) if len(listed) > LISTED else ():
        for i, ent in enumerate(items):
            if ent.label not in _HIDDEN or not _may_be_place(spans, ent):
                continue
            before = [other.label in _PLACES for other in items[max(0, i - LISTED) : i]]
            after = items[i + 1].label in _PLACES if i + 1 < len(items) else False
            if (len(before) == LISTED and all(before)) or (before and before[-1] and after):
                ent.label = "GPE"


def _make_places(spans: SpanList, listed: list[Ent]) -> None:
    for ent in listed:
        if ent.label in _UNSURE and spans.lower[ent.start] not in given_names():
            ent.label = "GPE"


def _may_be_place(spans: SpanList, ent: Ent) -> bool:
    text = spans.text(ent)
    return any(place.usual or place.kind is not Kind.CITY for place in lookup(text)) and place_of_demonym(text) is None


def _behind_in(spans: SpanList) -> None:
    """People whom nobody knows and who stand behind *in* half of the time or more are places."""
    behind: defaultdict[str, list[bool]] = defaultdict(list)
    unknown: dict[str, list[Ent]] = defaultdict(list)
    for ent in spans.ents:
        if ent.label != "PERSON" or ent.end - ent.start > MAX_WORDS:
            continue
        key = name_forms.place_key(spans.text(ent))
        behind[key].append(ent.start > 0 and spans.lower[ent.start - 1] in _LOCATIVES)
        unknown[key].append(ent)
    bearers = {spans.words[ent.end - 1] for ents in unknown.values() for ent in ents if ent.end - ent.start > 1}
    for key, found in behind.items():
        ents = unknown[key]
        if 2 * sum(found) >= len(found) and len(found) >= ents[0].end - ents[0].start:
            single = ents[0].end - ents[0].start == 1
            if any(_is_person(spans, ent) for ent in ents) or (single and spans.words[ents[0].start] in bearers):
                continue
            for ent in ents:
                ent.label = "GPE"


def _unlike_people(spans: SpanList) -> None:
    """``the Innisfail skater``, ``Innisfail residents``: known towns that nothing in the article shows to be people."""
    named: defaultdict[str, list[Ent]] = defaultdict(list)
    for ent in spans.ents:
        if ent.label == "PERSON" and ent.end - ent.start == 1:
            named[spans.words[ent.start]].append(ent)
    if not named:
        return
    bearers = {word for ent in spans.ents if ent.label == "PERSON" and ent.end - ent.start > 1
               for word in spans.words[ent.start : ent.end]}  # fmt: skip
    for word, ents in named.items():
        if word in bearers or not any(_stands_like_a_town(spans, ent) for ent in ents):
            continue
        places = lookup(word)
        given = word.lower() in given_names() and not any(_has_residents(spans, ent) for ent in ents)
        known = bool(places) and places[0].usual and not places[0].alike and place_of_demonym(word) is None
        if known and not given and not any(is_person_here(spans, ent) for ent in ents):
            for ent in ents:
                ent.label = "GPE"


def _stands_like_a_town(spans: SpanList, ent: Ent) -> bool:
    """``the Innisfail skater``, ``back to Innisfail``, ``Innisfail residents``."""
    before = spans.lower[ent.start - 1] if ent.start else ""
    noun = spans.tags[ent.end][:2] == "NN" if ent.end < len(spans.tags) else False
    return (before == "the" and noun) or before in {"to", "into", "in", "near"} or _has_residents(spans, ent)


def _has_residents(spans: SpanList, ent: Ent) -> bool:
    return ent.end < len(spans.lower) and spans.lower[ent.end] in load_words().of_town


def is_person_here(spans: SpanList, ent: Ent) -> bool:
    """Whether a mention has a person's title, role or age, or a verb of its own."""
    before = spans.lower[ent.start - 1].rstrip(".") if ent.start else ""
    words, end = load_words(), ent.end
    age = spans.words[end : end + 1] == [","] and end + 1 < len(spans.words) and spans.words[end + 1].isdigit()
    verb = end < len(spans.tags) and spans.tags[end] in {"VBD", "VBZ", "MD"}
    roles = load_roles()
    return age or verb or before in words.before_person or before in roles.person or before in roles.honorifics or (
        before in words.beside_speaker
    )  # fmt: skip


def shown_as_places(spans: SpanList, named: list[tuple[Ent, str, str]]) -> set[str]:
    """Names that are a place where the article shows it: *the town of Kobo*, *Yabelo, Kobo and Moyale*."""
    shown = {key for ent, _, key in named if ent.label in _PLACES and is_shown_as_place(spans, ent)}
    ends = {ent.end for ent, _, _ in named if ent.label in _PLACES}
    starts = {ent.start for ent, _, _ in named if ent.label in _PLACES}
    for ent, _, key in named:
        listed = ent.label == "GPE" and ent.end - ent.start == 1 and ent.end + 1 in starts and ent.start - 1 in ends
        if listed and spans.words[ent.start - 1] == "," and spans.lower[ent.end] in {",", "and"}:
            shown.add(key)
    return shown


def described(spans: SpanList) -> None:
    """``Mapbiomas, a network of universities``: what a name is, where it is not known and taken for somebody."""
    for ent in spans.ents:
        if ent.label in _NOBODY and ent.end - ent.start == LISTED and _is_somebody(spans, ent):
            ent.label = "PERSON"
        elif (
            ent.label in {"PERSON", "NORP", "PRODUCT", "WORK_OF_ART", "GPE"} and _noun_behind(spans, ent.end) in _FIRMS
        ):
            text = spans.text(ent)
            if not lookup(text) and place_of_demonym(text) is None and spans.lower[ent.start] not in given_names():
                ent.label = "ORG"


def _is_somebody(spans: SpanList, ent: Ent) -> bool:
    """``Pavle Mirov, the Riga-born billionaire``: two words that nobody lists, and what only a person is."""
    if _noun_behind(spans, ent.end) not in load_words().only_people:
        return False
    words = spans.words[ent.start : ent.end]
    known = any(word.lower() in load_words().ends or not word.istitle() or place_of_demonym(word) for word in words)
    return not known and not lookup(" ".join(words))


def _noun_behind(spans: SpanList, i: int) -> str:
    """The last noun of ``, a large solar company``: before what goes on about it."""
    if spans.lower[i : i + 1] not in ([","], ["is"]) or spans.lower[i + 1 : i + 2] not in (["a"], ["an"], ["the"]):
        return ""
    i += 2
    end = i
    while end < min(i + MAX_DESCRIBED, len(spans.words)) and spans.tags[end][:2] in _IN_PHRASE:
        if spans.tags[end] == "VBG" and end > i and spans.tags[end - 1] == "NN":
            break  # a company looking to
        end += 1
    if "".join(spans.lower[end - 2 : end + 1]) == "start-up" or "".join(spans.lower[end - 3 : end]) == "start-up":
        return "startup"
    return spans.lower[end - 1] if end > i and spans.tags[end - 1] == "NN" else ""


def _is_person(spans: SpanList, ent: Ent) -> bool:
    """Whether a first name, a title, a role, an age or what is said shows a person; acronyms are none, but no place either."""
    words, last = load_words(), len(spans.words) - 1
    before = spans.lower[ent.start - 1].rstrip(".") if ent.start else ""
    after = spans.lower[ent.end] if ent.end <= last else ""
    age = after == "," and ent.end < last and spans.words[ent.end + 1].isdigit()
    return (
        age
        or acronyms.is_acronym(spans.text(ent))
        or spans.lower[ent.start] in given_names()
        or before in words.before_person
        or before in load_roles().person
        or before in words.beside_speaker
        or after in words.beside_speaker
        or spans.lower[ent.start] in place_words().not_towns
    )

"""What a candidate event says of itself, as the words of its clues: each function tells a group by a few values that it follows from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.lexicon.traits import FIRST_PERSON, IRREAL, QUESTION, SECOND_PERSON, TENSES, named_in

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from streamproc.nlp.lexicon.entries import Entry
    from streamproc.nlp.lexicon.words import Word

_CLASSES = ("@state", "@leader", "@armed", "@insurgent", "@police", "@court", "@crowd", "@civilian", "@person_role", "@org", "@place",
            "@violence", "@weapon", "@deal", "@demand", "@talks", "@aidgoods", "@goods", "@restriction", "@sportthing", "@financething")  # fmt: skip
_ANY_CLASS = frozenset(_CLASSES)
STATUS = ("negated", "hypothetical", "future", "attempted", "wanted", "possible", "reported")
"""Fields of ``Modality`` that are clues."""
_CIRCUMSTANCES = ("date", "quoted", "title")
_TOLD = (("I", FIRST_PERSON), ("you", SECOND_PERSON), ("irreal", IRREAL), ("question", QUESTION))
KIND = ("I", "you", "asks", "past", "public", "size", "dense")
"""Of a piece: told by an I, to a you, in the past, of public actors, dense with happenings."""


def of_trigger(entry: Entry, event_type: str, word: Word, dep: str) -> list[str]:
    """What is matched, and what matches it."""
    return [
        f"type:{event_type}",
        f"mode:{event_type}/{entry.mode}",
        f"rule:{entry.name}",
        f"told as:{entry.type}>{event_type}",
        f"trigger:{word.lemma}",
        f"{event_type}|trigger:{word.lemma}",
        f"tag:{word.tag}",
        f"dep:{dep}",
        f"{event_type}|dep:{dep}",
        f"{word.tag}|{dep}",
    ]


def of_word_above(lemma: str, does: str | None, dep: str) -> tuple[str, ...]:
    """``does``: to what hangs on it."""
    return f"above:{lemma}", f"above does:{does}|{dep}"


def of_word_beside(where: str, lemma: str) -> tuple[str, ...]:
    return (f"beside{where}:{lemma}",)


def of_helpers(helpers: tuple[tuple[str, str], ...]) -> list[str]:
    """Small words that hang on the trigger, each with how it does."""
    return [f"{dep}:{lower}" for dep, lower in helpers]


def of_status(depth: int, inside: str | None, *statuses: bool) -> list[str]:
    found = [f"depth:{depth}", *(name for name, is_so in zip(STATUS, statuses, strict=True) if is_so)]
    if inside:
        found.append(f"inside:{inside}")
    return found


def of_participants(role: str, who: Sequence[tuple[Word, str | None, str]]) -> list[str]:
    """``who``: of each the word at its head, the type of the entity that it is, and how the text says so."""
    if not who:
        return [f"{role}:none"]
    found: list[str] = []
    for word, entity_type, basis in who:
        if entity_type is not None:
            found += f"{role}:{entity_type}", f"{role}:{basis}"
        elif word.tag in {"PRP", "PRP$"}:
            found.append(f"{role}:pronoun {word.lower}")
        else:
            found.append(f"{role}:common")
        if not word.labels.isdisjoint(_ANY_CLASS):
            found += [f"{role}:{name}" for name in _CLASSES if name in word.labels]
        found.append(f"{role}={word.lemma}")
    return found


def of_form(role: str, *how: str) -> list[str]:
    """How somebody is spoken of."""
    return [f"{role} is:{one}" for one in how]


def of_circumstances(place: str | None, position: int, length: int, *told: bool) -> list[str]:
    """``position``: a step of how far up; ``length``: one of the sentence's; ``told``: with a date, in a quotation, in the title."""
    named = [f"{name}:{is_so}" for name, is_so in zip(_CIRCUMSTANCES, told, strict=True)]
    return [f"place:{place}", *named, f"position:{position}", f"length:{length}"]


def of_domains(domains: frozenset[str]) -> list[str]:
    """What the article is about."""
    return [f"article:{domain}" for domain in sorted(domains)]


def of_article(*steps: int) -> list[str]:
    """What kind of piece it is."""
    return [f"{name}:{step}" for name, step in zip(KIND, steps, strict=True)]


def of_rivals(more: int, others: int, beside: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """``more``: candidates of the same type; ``others``: of the same sentence; ``beside``: of these the types, and where."""
    yield f"more of it:{more}"
    yield from (f"{how}:{other}" for other, how in beside)
    yield f"with:{others}"


def of_actors(traits: int) -> tuple[str, ...]:
    """Who acts in a sentence."""
    return tuple(f"sentence:{name}" for name in named_in(traits))


def of_sentence(traits: int) -> tuple[str, ...]:
    """In which person and mood a sentence is told, and in which tenses."""
    tenses = [tag for tag, bit in TENSES.items() if traits & bit]
    return *(f"sentence has:{name}" for name, bit in _TOLD if traits & bit), f"tenses:{' '.join(tenses)}"


def of_clause(tag: str, lemma: str | None, *way: str) -> Iterator[str]:
    """The finite verb over a trigger, its lemma where that is another word, and the relations on the way up to it."""
    yield f"way:{' '.join(way)}"
    yield f"finite:{tag}"
    if lemma is not None:
        yield f"finite:{lemma}"

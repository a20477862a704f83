"""Participants of an event as a sentence names them: short, and with a small letter inside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streamproc.article import Participant, Reference

LONGEST_NAME = 12
"""Words of a participant that are told; a longer phrase is cut."""
MOST_NAMES = 3
"""Participants of a role that are named; others are counted."""
_NUMBER = re.compile(r"\d|^(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens|scores|hundreds|thousands|several|many|some|both|all|few)\b", re.IGNORECASE)  # fmt: skip
_ONE = re.compile(r"^(?:an?|one|1|the only|this|that) |^(?:his|her|its) (?!.*(?<![suia'\u2019])s$)", re.IGNORECASE)
_POSSESSIVES = ("his ", "her ", "its ", "their ", "our ")
_CLAUSE = re.compile(r", | who | which | that | whose ")


def _named(name: str | None, words: str) -> str:
    """A participant in few words: as it stands, or the name where the words are others (``he``)."""
    words = " ".join(words.split())
    if name and name not in words and words in name:
        return name
    if name and name not in words and len(words.split()) == 1 and words[:1].islower():
        return name
    short = _CLAUSE.split(words, maxsplit=1)[0]
    kept = short.split()
    return " ".join(kept[:LONGEST_NAME]) + (" …" if len(kept) > LONGEST_NAME else "")


def listed(participants: Iterable[Participant]) -> str:
    names = list(dict.fromkeys(filter(None, (in_sentence(one) for one in participants))))
    names = [name for name in names if not any(name != other and f" {name} " in f" {other} " for other in names)]
    if len(names) > MOST_NAMES:
        names = [*names[: MOST_NAMES - 1], f"{len(names) - MOST_NAMES + 1} others"]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def as_object(targets: Sequence[Participant], actors: Iterable[Participant], *, direct: bool) -> str:
    """Targets as the object of what the actors did. ``direct``: it is the verb's own: ``shot himself``, but ``surrendered``, to nobody else."""
    doers = {one.entity_id for one in actors}
    selves = [one.span.words for one in targets if one.span.words in _SELVES] if doers else []
    others = [
        one for one in targets if one.span.words not in selves and (one.entity_id is None or one.entity_id not in doers)
    ]
    told = listed(others) or (next(iter(selves), listed(targets)) if direct else "")
    return _AS_OBJECT.get(told, told)


def in_sentence(one: Participant | Reference) -> str:
    """With a small first letter where the article's sentence began with it: ``The ministry``, but ``Kenya police``."""
    told = _named(one.name, one.span.words)
    first, space, after = told.partition(" ")
    small = first.lower()
    return small + space + after if small in _SMALL else told


AS_SUBJECT = {"us": "we", "them": "they", "him": "he", "her": "she", "me": "I"}
_AS_OBJECT = {they: them for them, they in AS_SUBJECT.items()}
_SELVES = {"himself", "herself", "itself", "themselves"}
PRONOUNS = {"he", "she", "they", "it", "we", "i", "you", "who", "him", "her", "them"}
_SMALL = {"a", "an", "the", "some", "several", "many", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "hundreds", "thousands",
          "dozens", "scores", "at", "more", "about", "nearly", "around", "over", "his", "her", "their", "its", "he", "she", "they", "it", "we", "police",
          "protesters", "soldiers", "troops", "rebels", "workers", "people", "residents", "gunmen", "officials", "men", "women", "students"}  # fmt: skip


def is_plural(participants: Sequence[Participant]) -> bool:
    if len(participants) != 1:
        return True
    [one] = participants
    words = _named(one.name, one.span.words)
    if _ONE.match(words):
        return False
    if _NUMBER.search(words) or " and " in words:
        return True
    last = words.split()[-1].lower() if words else ""
    if one.entity_id and one.name and not words.lower().startswith(_POSSESSIVES):
        return False
    return last in {"us", "we", "them", "they", "people", "men", "women", "children", "police", "personnel"} or (
        last.endswith("s") and not last.endswith(("ss", "us", "is"))
    )

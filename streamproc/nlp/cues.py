"""Cues: the words by which news says that somebody said something, from ``data/cues.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import yaml
from spacy.strings import get_string_id


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue verb: its class, the complements it takes, and whether its object is the listener."""

    lemma: str
    cue_class: str
    takes: frozenset[str]
    listener: bool = False


@cache
def cue_verbs() -> dict[str, Cue]:
    """Every form of every cue verb; a verb in several groups takes what any of them takes, its class is the first's."""
    data = _data()
    cues: dict[str, Cue] = {}
    for group in data["verbs"]:
        for lemma in group["verbs"]:
            known = cues.get(lemma)
            cues[lemma] = Cue(
                lemma,
                known.cue_class if known else group["class"],
                frozenset(group["takes"]) | (known.takes if known else frozenset()),
                bool(group.get("listener")) or bool(known and known.listener),
            )
    irregular = data["irregular"]
    return {
        form: cue for cue in cues.values() for form in {cue.lemma, *(irregular.get(cue.lemma) or _forms(cue.lemma))}
    }


@cache
def cue_verbs_by_id() -> dict[int, Cue]:
    """The same by spaCy's hash of the lower-case form, as found in ``doc.to_array([LOWER])``."""
    return {get_string_id(form): cue for form, cue in cue_verbs().items()}


@cache
def texts() -> frozenset[str]:
    """Nouns for things that somebody says or writes: a statement saying … is its author's."""
    return frozenset(form for noun in _data()["texts"] for form in (noun, noun + "s"))


def _forms(lemma: str) -> set[str]:
    """The regular forms of a verb."""
    if lemma.endswith("e"):
        stem = lemma[:-1]
        return {lemma + "s", lemma + "d", stem + "ing"}
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return {lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    ending = "es" if lemma.endswith(("s", "x", "ch", "sh")) else "s"
    forms = {lemma + ending, lemma + "ed", lemma + "ing"}
    if lemma[-1] in "bdgmnprtl" and lemma[-2] in "aeiou" and lemma[-3:-2] not in "aeiou":
        forms |= {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    return forms


@cache
def _data() -> dict[str, Any]:
    text = resources.files("streamproc").joinpath("data/cues.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data

"""Cues: the words by which news says that somebody said something, from ``quotes/cue_words.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from streamproc.nlp.knowledge.data_files import bundled, read_yaml

ABBREVIATED = frozenset(["capt", "lt", "col", "maj", "sgt", "cpl", "cmdr", "brig", "adm", "insp", "supt", "amb", "hon",
                         "rev", "msgr", "atty", "reps", "sens", "govs", "gens", "drs", "messrs", "st", "no", "nos",
                         "vs", "v", "mr", "mrs", "ms", "dr", "gen", "gov", "sen", "rep", "prof", "sr"])  # fmt: skip
"""Abbreviations whose full stop ends no sentence."""


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
    return {form: cue for cue in cues.values() for form in _all_forms(cue.lemma)}


@cache
def phrases() -> dict[str, dict[str, Cue]]:
    """Verbs that say something only with a word after them: ``{"shot": {"back": …}}``."""
    found: dict[str, dict[str, Cue]] = {}
    for phrase in _data()["phrases"]:
        for verb in phrase["verbs"]:
            cue = Cue(f"{verb} {phrase['with']}", phrase["class"], frozenset(phrase["takes"]))
            for form in _all_forms(verb):
                found.setdefault(form, {})[phrase["with"]] = cue
    return found


@cache
def cue_forms() -> frozenset[str]:
    """Every form of every cue verb and of the verbs of phrases."""
    return frozenset({*cue_verbs(), *phrases()})


@cache
def cue_nouns() -> dict[str, str]:
    """Nouns with a clause that is said (``her claim that …``), singular and plural, and their classes."""
    return {
        form: group["class"] for group in _data()["nouns"] for noun in group["nouns"] for form in (noun, noun + "s")
    }


@cache
def texts() -> frozenset[str]:
    """Nouns for things that somebody says or writes: a statement saying … is its author's."""
    return frozenset(form for noun in _data()["texts"] for form in (noun, noun + "s"))


def _all_forms(lemma: str) -> set[str]:
    return {lemma, *(_data()["irregular"].get(lemma) or _forms(lemma))}


def _forms(lemma: str) -> set[str]:
    """The regular forms of a verb."""
    if lemma.endswith("e"):
        stem = lemma[:-1]
        return {lemma + "s", lemma + "d", stem + "ing"}
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return {lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    ending = "es" if lemma.endswith(("s", "x", "ch", "sh")) else "s"
    forms = {lemma + ending, lemma + "ed", lemma + "ing"}
    if re.search(r"(?:[^aeiou]|qu)[aeiou][bdgmnprtl]$", lemma):
        forms |= {lemma + lemma[-1] + "ed", lemma + lemma[-1] + "ing"}
    return forms


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_yaml(bundled("quotes/cue_words.yaml"))
    return data

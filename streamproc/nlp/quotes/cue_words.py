"""Cues: the words by which news says that somebody said something, from ``quotes/cue_words.yaml`` and an operator's own."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from streamproc.nlp.knowledge.complaints import Complaints
from streamproc.nlp.knowledge.data_files import bundled, files_in
from streamproc.nlp.knowledge.fields import unknown
from streamproc.nlp.quotes.cue_files import inflected, read_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from streamproc.nlp.quotes.cue_files import CueFile

ABBREVIATED = frozenset(["capt", "lt", "col", "maj", "sgt", "cpl", "cmdr", "brig", "adm", "insp", "supt", "amb", "hon",
                         "rev", "msgr", "atty", "reps", "sens", "govs", "gens", "drs", "messrs", "st", "no", "nos",
                         "vs", "v", "mr", "mrs", "ms", "dr", "gen", "gov", "sen", "rep", "prof", "sr"])  # fmt: skip
"""Abbreviations whose full stop ends no sentence."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue verb: its class, the complements it takes, whether its object is the listener, whether only texts or some subjects can."""

    lemma: str
    cue_class: str
    takes: frozenset[str]
    listener: bool = False
    texts_only: bool = False
    subjects: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class CueWords:
    """The cue words of the bundled file, and before them those of an operator's own."""

    verbs: Mapping[str, Cue]
    """Every form of every cue verb; a verb in several groups takes what any of them takes, its class is the first's."""
    phrases: Mapping[str, Mapping[str, Cue]]
    """Verbs that say something only with a word after them, by their forms: ``{"shot": {"back": …}}``."""
    nouns: Mapping[str, str]
    """Nouns with a clause that is said (``her claim that …``), singular and plural, and their classes."""
    texts: frozenset[str]
    """Nouns for things that somebody says or writes: a statement saying … is its author's."""
    forms: frozenset[str]
    """Every form of every cue verb and of the verbs of phrases."""
    hash: str | None
    """Of an operator's own files; None where there are none."""


@dataclass(frozen=True, slots=True)
class _Words:
    """What some files say, by lemma."""

    verbs: dict[str, Cue]
    phrases: dict[str, Cue]
    nouns: dict[str, str]

    def without(self, off: set[str]) -> _Words:
        return _Words(*({word: cue for word, cue in words.items() if word not in off} for words in self.all()))

    def over(self, other: _Words) -> _Words:
        return _Words(*(below | above for above, below in zip(self.all(), other.all(), strict=True)))

    def all(self) -> tuple[dict[str, Any], ...]:
        return self.verbs, self.phrases, self.nouns


def load_cue_words(paths: Iterable[Path] = (), base_form: Callable[[str], str] | None = None) -> CueWords:
    """The bundled cue words and an operator's own, which win.

    ``base_form``: the lemma of a verb's form by the model's tables, to find inflected verbs.

    Raises:
        ConfigurationError: a file is missing or not as described; the message names file, field and the valid values.
    """
    said = Complaints()
    files = {path: read_file(path, said) for path in files_in(paths, "cues")}
    ours = read_file(bundled("quotes/cue_words.yaml"), said)
    words = _words_of([ours])
    known = {word for by_word in words.all() for word in by_word}
    for path, file in files.items():
        said.add(path, "disable", [unknown("bundled cue", word, known) for word in file.disable if word not in known])
        said.add(path, "verbs", inflected(file, base_form) if base_form else ())
    said.raise_if_any()
    off = {word for file in files.values() for word in file.disable}
    in_force = _words_of(files.values()).over(words.without(off))
    irregular = {lemma: forms for file in (ours, *files.values()) for lemma, forms in file.irregular.items()}
    verbs = {form: cue for lemma, cue in in_force.verbs.items() for form in _all_forms(lemma, irregular)}
    phrases: dict[str, dict[str, Cue]] = {}
    for words_of_phrase, cue in in_force.phrases.items():
        verb, after = words_of_phrase.split(" ", 1)
        for form in _all_forms(verb, irregular):
            phrases.setdefault(form, {})[after] = cue
    return CueWords(
        verbs=verbs,
        phrases=phrases,
        nouns={form: cue_class for noun, cue_class in in_force.nouns.items() for form in (noun, noun + "s")},
        texts=frozenset(form for file in (ours, *files.values()) for noun in file.texts for form in (noun, noun + "s")),
        forms=frozenset({*verbs, *phrases}),
        hash=hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()[:12] if files else None,
    )


def _words_of(files: Iterable[CueFile]) -> _Words:
    words = _Words({}, {}, {})
    for file in files:
        for group in file.verbs:
            for lemma in group.verbs:
                known = words.verbs.get(lemma)
                words.verbs[lemma] = Cue(
                    lemma,
                    known.cue_class if known else group.cue_class,
                    frozenset(group.takes) | (known.takes if known else frozenset()),
                    group.listener or bool(known and known.listener),
                    group.texts_only and (known is None or known.texts_only),
                    frozenset(group.subjects) if known is None or known.subjects else frozenset(),
                )
        for phrase in file.phrases:
            for verb in phrase.verbs:
                lemma = f"{verb} {phrase.after}"
                words.phrases[lemma] = Cue(lemma, phrase.cue_class, frozenset(phrase.takes))
        for nouns in file.nouns:
            words.nouns.update(dict.fromkeys(nouns.nouns, nouns.cue_class))
    return words


def _all_forms(lemma: str, irregular: Mapping[str, tuple[str, ...]]) -> set[str]:
    return {lemma, *(irregular.get(lemma) or _forms(lemma))}


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

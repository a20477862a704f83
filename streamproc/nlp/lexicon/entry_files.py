"""Lexicon files: read and checked, every mistake named with file, entry and field."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from streamproc.errors import ConfigurationError
from streamproc.nlp.knowledge.data_files import read_yaml
from streamproc.nlp.lexicon.entries import Entry
from streamproc.nlp.lexicon.labels import FROM_SYNTAX

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from streamproc.nlp.lexicon.entries import Kind
    from streamproc.nlp.lexicon.taxonomy import Taxonomy

_TRIGGERS: dict[str, Kind] = {
    "verbs": "verb",
    "nouns": "noun",
    "adjectives": "adjective",
    "modals": "modal",
    "phrases": "phrase",
}
_NOT_OF_NAMES = re.compile(r"[^a-z0-9]+")
_ARGUMENTS = ("subject", "object", "modifier", "governor")
_KNOWN = {"name", "type", "mode", "prep", "complement", "inside", "particle", "only_in", "not_in", "match", "not", "weight", "near", "not_prep",
          "contexts", "bare", "needs_subject", *_TRIGGERS, *_ARGUMENTS, *(f"not_{a}" for a in _ARGUMENTS)}  # fmt: skip


def read_entries(path: Path, taxonomy: Taxonomy) -> list[Entry]:
    """The entries of one file. Raises ConfigurationError."""
    content = read_yaml(path, "lexicon")
    if not isinstance(content, dict) or not isinstance(content.get("entries"), list):
        raise ConfigurationError(f"{path.name}: 'entries' must hold a list")
    defaults = content.get("defaults", {})
    entries: dict[str, Entry] = {}
    for n, raw in enumerate(content["entries"], 1):
        entry = _entry({**defaults, **raw}, path.stem, f"{path.stem}[{n}]", taxonomy)
        if entry.name in entries:
            raise ConfigurationError(f"{path.stem}[{n}] {entry.name}: another entry is called so: give it a 'name'")
        entries[entry.name] = entry
    return list(entries.values())


def name_of(stem: str, trigger: str) -> str:
    """What an entry without a ``name`` is called: file and first trigger, ``coerce/arrest``."""
    return f"{stem}/{_NOT_OF_NAMES.sub('-', trigger.lower()).strip('-')}"


def _entry(raw: dict[str, Any], stem: str, where: str, taxonomy: Taxonomy) -> Entry:
    triggers = {kind: words_of(raw.get(key, ()), where, key) for key, kind in _TRIGGERS.items() if raw.get(key)}
    if not triggers:
        raise ConfigurationError(f"{where}: needs one of {', '.join(_TRIGGERS)}")
    name = raw.get("name") or name_of(stem, next(iter(triggers.values()))[0])
    where = f"{where} {name}"
    if unknown := sorted(set(raw) - _KNOWN):
        raise ConfigurationError(f"{where}: unknown field {unknown[0]!r}")
    kind = taxonomy.types.get(raw.get("type", ""))
    if kind is None:
        raise ConfigurationError(f"{where}: type {raw.get('type')!r} is not in the taxonomy")
    if raw.get("mode") is not None and raw["mode"] not in kind.modes:
        raise ConfigurationError(f"{where}: mode {raw['mode']!r} is not a mode of {kind.name}")
    if not raw.get("match"):
        raise ConfigurationError(f"{where}: has no example: add a sentence under 'match'")
    preps = raw.get("prep", {})
    entry = Entry(
        name=name,
        type=kind.name,
        mode=raw.get("mode"),
        triggers=triggers,
        wanted={a: _set(words_of(raw[a], where, a)) for a in _ARGUMENTS if raw.get(a)},
        forbidden={a: _set(words_of(raw[f"not_{a}"], where, a)) for a in _ARGUMENTS if raw.get(f"not_{a}")},
        prep={p: _set(words_of(listed, where, p)) for p, listed in preps.items()},
        not_prep={p: _set(words_of(listed, where, p)) for p, listed in raw.get("not_prep", {}).items()},
        complement=_set(words_of(raw.get("complement", ()), where, "complement")),
        inside=raw.get("inside"),
        particle=_set(words_of(raw.get("particle", ()), where, "particle")),
        only_in=_set(words_of(raw.get("only_in", ()), where, "only_in")),
        not_in=_set(words_of(raw.get("not_in", ()), where, "not_in")),
        contexts=words_of(raw.get("contexts", ()), where, "contexts"),
        bare=bool(raw.get("bare", False)),
        needs_subject=bool(raw.get("needs_subject", False)),
        near=_set(words_of(raw.get("near", ()), where, "near")),
        weight=float(raw.get("weight", 0.0)),
        match=_sentences(raw["match"]),
        no_match=_sentences(raw.get("not", ())),
    )
    return replace(entry, needs=tuple(_needs(entry)))


def _needs(entry: Entry) -> Iterator[frozenset[str]]:
    """What a sentence must hold for the conditions of an entry, found without looking at its syntax."""
    if entry.prep:
        yield frozenset(entry.prep)
    if entry.particle:
        yield entry.particle
    asked = [frozenset[str]().union(*entry.prep.values()), entry.complement]
    asked += [
        wanted for name, wanted in entry.wanted.items() if (name != "subject" or entry.needs_subject) and not entry.bare
    ]
    for wanted in asked:
        if wanted and wanted.isdisjoint(FROM_SYNTAX):
            yield frozenset(part for label in wanted for part in label.split(" of ")[0].split())


def words_of(value: object, where: str, key: str) -> tuple[str, ...]:
    """A YAML list of words, or one string of words separated by blanks."""
    if isinstance(value, str):
        parts = value.split(",") if key == "phrases" else value.split()
        return tuple(part.strip().replace("_", " ") for part in parts)
    if isinstance(value, (list, tuple)) and all(isinstance(v, str) for v in value):
        return tuple(value)
    raise ConfigurationError(f"{where}: {key} must be words, not {value!r}")


@cache
def _set(words: tuple[str, ...]) -> frozenset[str]:
    """One set for all entries that list the same words: less memory to read when they are compared."""
    return frozenset(words)


def _sentences(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def files_in(paths: Iterable[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files.extend(sorted(path.glob("*.yaml")))
        elif path.is_file():
            files.append(path)
        else:
            raise ConfigurationError(f"lexicon: there is no file or directory {str(path)!r}")
    return files

"""Lexicon files: read and checked, every mistake named with file, entry and field."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from streamproc.nlp.knowledge.data_files import read_yaml
from streamproc.nlp.knowledge.fields import complaints
from streamproc.nlp.lexicon.declarations import ARGUMENTS, EntryDeclaration, FileDeclaration, OwnType
from streamproc.nlp.lexicon.entries import Entry
from streamproc.nlp.lexicon.labels import FROM_SYNTAX

if TYPE_CHECKING:
    from collections.abc import Iterator

    from streamproc.nlp.knowledge.complaints import Complaints
    from streamproc.nlp.lexicon.entries import Kind
    from streamproc.nlp.lexicon.entry_checks import Names

_KINDS: dict[str, Kind] = {
    "verbs": "verb",
    "nouns": "noun",
    "adjectives": "adjective",
    "modals": "modal",
    "phrases": "phrase",
}
_NOT_OF_NAMES = re.compile(r"[^a-z0-9_]+")


@dataclass(frozen=True, slots=True)
class EntryFile:
    """A file's path and what it declares; ``own``: an operator's."""

    path: Path
    own: bool
    declared: FileDeclaration


def read_file(path: Path, said: Complaints, *, own: bool) -> EntryFile:
    """One file, of whose entries nothing is checked yet. Raises ConfigurationError where it is not YAML."""
    raw = read_yaml(path, "lexicon")
    try:
        return EntryFile(path, own, FileDeclaration.model_validate(raw if isinstance(raw, dict) else {"entries": raw}))
    except ValidationError as error:
        said.add(path, "", complaints(error, FileDeclaration))
        return EntryFile(path, own, FileDeclaration.model_construct())


def read_types(file: EntryFile, target: str, said: Complaints) -> dict[str, OwnType]:
    """The event types that a file brings; ``target``: where the target of a type sits that doesn't say."""
    types = {}
    for name, raw in file.declared.types.items():
        try:
            types[name] = OwnType(**{"target": target, **raw, "name": name})
        except ValidationError as error:
            said.add(file.path, f"type {name}", complaints(error, OwnType))
    return types


def read_entries(file: EntryFile, names: Names, said: Complaints) -> Iterator[tuple[Entry, list[str]]]:
    """The entries of a file, each with the names of those it replaces."""
    for number, raw in enumerate(file.declared.entries, 1):
        try:
            declared = EntryDeclaration.model_validate({**file.declared.defaults, **raw})
        except ValidationError as error:
            said.add(file.path, _where(number, raw, file.path), complaints(error, EntryDeclaration))
            continue
        entry = entry_of(declared, file.path, own=file.own)
        wrong = list(names.complaints(declared))
        said.add(file.path, f"entry {number} ({entry.name})", wrong)
        if not wrong:
            yield entry, declared.replaces


def _where(number: int, raw: dict[str, Any], path: Path) -> str:
    """``entry 3 (coerce/arrest)``, as far as a wrong entry tells."""
    triggers = [raw[field] for field in _KINDS if raw.get(field)]
    first = str(raw.get("name") or (triggers and triggers[0]) or "").replace("[", " ").replace(",", " ").split()
    return f"entry {number} ({raw.get('name') or name_of(path.stem, first[0])})" if first else f"entry {number}"


def name_of(stem: str, trigger: str) -> str:
    """What an entry without a ``name`` is called: file and first trigger, ``coerce/arrest``."""
    return "/".join(_NOT_OF_NAMES.sub("-", part.lower()).strip("-") for part in (stem, trigger))


def entry_of(declared: EntryDeclaration, path: Path, *, own: bool) -> Entry:
    """A checked declaration as the entry that the matcher works on."""
    triggers = {kind: listed for field, kind in _KINDS.items() if (listed := getattr(declared, field))}
    entry = Entry(
        name=declared.name or name_of(path.stem, next(iter(triggers.values()))[0]),
        type=declared.type,
        mode=declared.mode,
        triggers=triggers,
        wanted={a: _set(labels) for a in ARGUMENTS if (labels := getattr(declared, a))},
        forbidden={a: _set(labels) for a in ARGUMENTS if (labels := getattr(declared, f"not_{a}"))},
        prep={preposition: _set(labels) for preposition, labels in declared.prep.items()},
        not_prep={preposition: _set(labels) for preposition, labels in declared.not_prep.items()},
        complement=_set(declared.complement),
        inside=declared.inside,
        particle=_set(declared.particle),
        only_in=_set(declared.only_in),
        not_in=_set(declared.not_in),
        contexts=declared.contexts,
        bare=declared.bare,
        needs_subject=declared.needs_subject,
        near=_set(declared.near),
        weight=declared.weight,
        match=tuple(example.text for example in declared.match),
        no_match=declared.no_match,
        own=own,
        path=path,
        target=declared.target,
        actor=declared.actor,
        things=declared.things,
        expected={e.text: held for e in declared.match if (held := e.expected())},
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


@cache
def _set(words: tuple[str, ...]) -> frozenset[str]:
    """One set for all entries that list the same words: less memory to read when they are compared."""
    return frozenset(words)

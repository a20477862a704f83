"""Which entries and types hold: an operator's own before the bundled ones, without those replaced or switched off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from streamproc.nlp.knowledge.fields import unknown
from streamproc.nlp.lexicon.entry_files import read_entries, read_types

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from streamproc.nlp.knowledge.complaints import Complaints
    from streamproc.nlp.lexicon.entries import Entry
    from streamproc.nlp.lexicon.entry_checks import Names
    from streamproc.nlp.lexicon.entry_files import EntryFile
    from streamproc.nlp.lexicon.taxonomy import EventType


def own_types(files: Sequence[EntryFile], names: Names, target: str, said: Complaints) -> dict[str, EventType]:
    """The bundled types and those of an operator's files; ``target``: where the target of a type sits by default."""
    types = dict(names.types)
    for file in files:
        for name, event_type in read_types(file, target, said).items():
            wrong = list(names.complaints_of_type(event_type))
            if name in types:
                wrong.append("there is a type of that name")
            said.add(file.path, f"type {name}", wrong)
            types[name] = event_type
    return types


def in_force(files: Sequence[EntryFile], names: Names, said: Complaints) -> tuple[Entry, ...]:
    """The entries of all files, an operator's first, without the bundled ones that are replaced or disabled."""
    entries: dict[bool, dict[str, Entry]] = {True: {}, False: {}}
    off: list[tuple[EntryFile, str, str]] = []
    for file in files:
        off += [(file, "disable", name) for name in file.declared.disable]
        for entry, replaces in read_entries(file, names, said):
            off += [(file, f"entry {entry.name}: replaces", name) for name in replaces]
            if entry.name in entries[file.own]:
                said.add(file.path, f"entry {entry.name}", ["another entry is called so: give it a 'name' of its own"])
            entries[file.own][entry.name] = entry
    own, bundled = entries[True], entries[False]
    for file, where, name in off:
        if name not in bundled:
            said.add(file.path, where, [unknown("bundled entry", name, _of_same_file(name, bundled))])
    gone = {name for _, _, name in off}
    for name in own.keys() & bundled.keys() - gone:
        said.add(
            own[name].path,
            f"entry {name}",
            ["a bundled entry is called so: give it a 'name' of its own, or 'replaces'"],
        )
    return *own.values(), *(entry for name, entry in bundled.items() if name not in gone)


def _of_same_file(name: str, bundled: Iterable[str]) -> list[str]:
    """The names that begin like one, or the beginnings that there are."""
    file = name.partition("/")[0]
    return [n for n in bundled if n.startswith(f"{file}/")] or sorted({f"{n.partition('/')[0]}/…" for n in bundled})

"""The event lexicon: entries indexed by the word that can trigger them, with the word classes they rest on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from streamproc.nlp.knowledge.complaints import Complaints
from streamproc.nlp.knowledge.data_files import bundled, files_in, read_yaml
from streamproc.nlp.lexicon.entries import Entry, Kind, Phrase
from streamproc.nlp.lexicon.entry_checks import Names
from streamproc.nlp.lexicon.entry_files import read_file
from streamproc.nlp.lexicon.precedence import in_force, own_types
from streamproc.nlp.lexicon.taxonomy import Taxonomy, load_taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from streamproc.nlp.lexicon.entry_checks import BaseForm

DATA = bundled("lexicon")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries, an operator's first, indexed by trigger, with the word classes and status words they rest on."""

    entries: tuple[Entry, ...]
    taxonomy: Taxonomy
    classes: Mapping[str, frozenset[str]]
    """lemma ─► the classes it is in, ``@`` included."""
    domains: Mapping[str, str]
    """lemma ─► the domain it speaks for."""
    kinds: Mapping[str, tuple[str, ...]]
    """lemma ─► what people near it are counted as."""
    status: Mapping[str, str]
    """lemma ─► what it does to the clause it governs."""
    unreal: Mapping[str, str]
    """Modifier of an event noun ─► what it makes of the event: future, attempted, hypothetical, negated."""
    hash: str
    index: Mapping[tuple[Kind, str], tuple[Entry, ...]] = field(repr=False, default_factory=dict)
    phrases: Mapping[str, tuple[Phrase, ...]] = field(repr=False, default_factory=dict)


def load_lexicon(paths: Iterable[Path] = (), base_form: BaseForm | None = None) -> Lexicon:
    """The bundled lexicon, and before it an operator's own files or directories, which win.

    ``base_form``: the lemma of a verb's form by the model's tables, to find inflected verbs.

    Raises:
        ConfigurationError: a file is missing or not as described; the message names file, entry and field.
    """
    said = Complaints()
    own = [read_file(path, said, own=True) for path in files_in(paths, "lexicon")]
    files = [*own, *(read_file(path, said, own=False) for path in sorted((DATA / "entries").glob("*.yaml")))]
    words, taxonomy = read_yaml(DATA / "words.yaml"), load_taxonomy()
    names = Names(
        types=dict(taxonomy.types),
        classes=frozenset(f"@{name}" for name in words["classes"]),
        domains=frozenset(words["domains"]),
        contexts=taxonomy.contexts,
        counts=frozenset(words["counts"]),
        base_form=base_form,
    )
    types = own_types(own, names, taxonomy.target, said)
    entries = in_force(files, replace(names, types=types), said)
    said.raise_if_any()
    digest = hashlib.sha256()
    for path in (*(file.path for file in files), DATA / "taxonomy.yaml", DATA / "words.yaml"):
        digest.update(path.name.encode() + path.read_bytes())
    return Lexicon(
        entries=entries,
        taxonomy=replace(taxonomy, types=types),
        classes=_classes(words["classes"]),
        domains=_by_word(words["domains"]),
        kinds=_kinds(words["counts"]),
        status=_by_word(words["status"]),
        unreal=_by_word(words["unreal"]),
        hash=digest.hexdigest()[:12],
        index=_index(entries),
        phrases=_phrases(entries),
    )


def _index(entries: Iterable[Entry]) -> dict[tuple[Kind, str], tuple[Entry, ...]]:
    index: dict[tuple[Kind, str], list[Entry]] = {}
    for entry in entries:
        for kind, words in entry.triggers.items():
            if kind != "phrase":
                for word in words:
                    index.setdefault((kind, word), []).append(entry)
    return {key: tuple(found) for key, found in index.items()}


def _phrases(entries: Iterable[Entry]) -> dict[str, tuple[Phrase, ...]]:
    index: dict[str, list[Phrase]] = {}
    for entry in entries:
        for text in entry.triggers.get("phrase", ()):
            words = tuple(text.split())
            at = max(range(len(words)), key=lambda i: len(words[i]))
            index.setdefault(words[at], []).append(Phrase(words, at, entry))
    return {first: tuple(sorted(found, key=lambda p: -len(p.words))) for first, found in index.items()}


def _by_word(raw: Mapping[str, str]) -> dict[str, str]:
    return {word: name for name, listed in raw.items() for word in listed.split()}


def _kinds(raw: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for kind, listed in raw.items():
        for word in listed.split():
            found[word] = (*found.get(word, ()), kind)
    return found


def _classes(raw: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Classes may contain classes: ``actor: @state @armed``."""
    found: dict[str, set[str]] = {}

    def members(name: str, above: tuple[str, ...] = ()) -> Iterable[str]:
        for word in raw[name].split():
            if word.startswith("@") and word[1:] in raw and word[1:] not in above:
                yield from members(word[1:], (*above, name))
            else:
                yield word.replace("_", " ")

    for name in raw:
        for word in members(name):
            found.setdefault(word, set()).add(f"@{name}")
    return {word: frozenset(names) for word, names in found.items()}

"""The event lexicon: entries in YAML with their examples, indexed by the word that can trigger them.

An entry says which words (``verbs``, ``nouns``, ``adjectives`` as lemmas, ``phrases`` as running words), with which
arguments, mean which event type. Arguments are asked for by lemma (``sanction``), by modifier and lemma
(``travel ban``) or by class (``@armed``; classes are in ``words.yaml``); ``*`` is anything.

    - type: COERCE
      mode: arrest
      verbs: [arrest, detain]
      object: ["@person", "@civilian"]
      match: ["Police arrested two men."]
      not: ["The scene arrested our attention."]
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import yaml

from streamproc.errors import ConfigurationError
from streamproc.nlp.taxonomy import Taxonomy, load_taxonomy

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ENTITY_LABELS = {
    "PERSON": "@person",
    "ORG": "@org",
    "GPE": "@gpe",
    "NORP": "@norp",
    "LOC": "@loc",
    "FAC": "@fac",
    "MONEY": "@money",
    "EVENT": "@event",
    "LAW": "@law",
}

DATA = Path(__file__).resolve().parents[1] / "data"
Kind = Literal["verb", "noun", "adjective", "modal", "phrase"]

_TRIGGERS: dict[str, Kind] = {
    "verbs": "verb",
    "nouns": "noun",
    "adjectives": "adjective",
    "modals": "modal",
    "phrases": "phrase",
}
_ARGUMENTS = ("subject", "object", "modifier", "governor")
_KNOWN = {"type", "mode", "prep", "complement", "inside", "particle", "only_in", "not_in", "match", "not", "weight", "near", "not_prep",
          "contexts", "bare", "needs_subject", *_TRIGGERS, *_ARGUMENTS, *(f"not_{a}" for a in _ARGUMENTS)}  # fmt: skip

ANYTHING = "*"
FROM_SYNTAX = frozenset(
    {ANYTHING, "@to", "@another_to", "@will", "@pronoun", "@number", "@actor", "@leader", *ENTITY_LABELS.values()}
)
"""Labels that an argument may have though no word of the sentence has them."""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """What some words mean. Empty conditions ask for nothing."""

    name: str
    type: str
    mode: str | None
    triggers: Mapping[Kind, tuple[str, ...]]
    wanted: Mapping[str, frozenset[str]]
    forbidden: Mapping[str, frozenset[str]]
    prep: Mapping[str, frozenset[str]]
    not_prep: Mapping[str, frozenset[str]]
    complement: frozenset[str]
    inside: str | None
    particle: frozenset[str]
    only_in: frozenset[str]
    not_in: frozenset[str]
    contexts: tuple[str, ...]
    bare: bool
    needs_subject: bool
    """A passive without an agent is not enough."""
    near: frozenset[str]
    """One of these must stand in the sentence, or the article be about war."""
    weight: float
    match: tuple[str, ...]
    no_match: tuple[str, ...]
    needs: tuple[frozenset[str], ...] = ()
    """Of each of these one must be among the words of the sentence, or no condition on syntax can hold."""


@dataclass(frozen=True, slots=True, eq=False)
class Phrase:
    """Running words that trigger an entry; ``words`` are compared with forms and lemmas."""

    words: tuple[str, ...]
    at: int
    """Which of its words it is looked up by: the longest, which is the rarest."""
    entry: Entry


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All entries, indexed by trigger, with the word classes and status words they rest on."""

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
    hash: str
    index: Mapping[tuple[Kind, str], tuple[Entry, ...]] = field(repr=False, default_factory=dict)
    phrases: Mapping[str, tuple[Phrase, ...]] = field(repr=False, default_factory=dict)


def load_lexicon(paths: Iterable[Path] = ()) -> Lexicon:
    """The bundled lexicon and an operator's own files or directories after it.

    Raises:
        ConfigurationError: a file is missing or not as described; the message names file, entry and field.
    """
    files = [*sorted((DATA / "lexicon").glob("*.yaml")), *_files(paths)]
    taxonomy = load_taxonomy()
    digest = hashlib.sha256()
    entries: list[Entry] = []
    for path in files:
        digest.update(path.read_bytes())
        entries.extend(read_entries(path, taxonomy))
    for path in (DATA / "plover.yaml", DATA / "words.yaml"):
        digest.update(path.read_bytes())
    words = _read_yaml(DATA / "words.yaml")
    return Lexicon(
        entries=tuple(entries),
        taxonomy=taxonomy,
        classes=_classes(words["classes"]),
        domains={w: d for d, listed in words["domains"].items() for w in listed.split()},
        kinds=_kinds(words["counts"]),
        status={w: s for s, listed in words["status"].items() for w in listed.split()},
        hash=digest.hexdigest()[:12],
        index=_index(entries),
        phrases=_phrases(entries),
    )


def read_entries(path: Path, taxonomy: Taxonomy) -> list[Entry]:
    """The entries of one file. Raises ConfigurationError."""
    content = _read_yaml(path)
    if not isinstance(content, dict) or not isinstance(content.get("entries"), list):
        raise ConfigurationError(f"{path.name}: 'entries' must hold a list")
    defaults = content.get("defaults", {})
    return [_entry({**defaults, **raw}, f"{path.stem}[{n}]", taxonomy) for n, raw in enumerate(content["entries"], 1)]


def _entry(raw: dict[str, Any], where: str, taxonomy: Taxonomy) -> Entry:
    triggers = {kind: _words(raw.get(key, ()), where, key) for key, kind in _TRIGGERS.items() if raw.get(key)}
    if not triggers:
        raise ConfigurationError(f"{where}: needs one of {', '.join(_TRIGGERS)}")
    name = f"{where} {next(iter(triggers.values()))[0]}"
    if unknown := sorted(set(raw) - _KNOWN):
        raise ConfigurationError(f"{name}: unknown field {unknown[0]!r}")
    kind = taxonomy.types.get(raw.get("type", ""))
    if kind is None:
        raise ConfigurationError(f"{name}: type {raw.get('type')!r} is not in the taxonomy")
    if raw.get("mode") is not None and raw["mode"] not in kind.modes:
        raise ConfigurationError(f"{name}: mode {raw['mode']!r} is not a mode of {kind.name}")
    if not raw.get("match"):
        raise ConfigurationError(f"{name}: has no example: add a sentence under 'match'")
    preps = raw.get("prep", {})
    entry = Entry(
        name=name,
        type=kind.name,
        mode=raw.get("mode"),
        triggers=triggers,
        wanted={a: _set(_words(raw[a], where, a)) for a in _ARGUMENTS if raw.get(a)},
        forbidden={a: _set(_words(raw[f"not_{a}"], where, a)) for a in _ARGUMENTS if raw.get(f"not_{a}")},
        prep={p: _set(_words(listed, where, p)) for p, listed in preps.items()},
        not_prep={p: _set(_words(listed, where, p)) for p, listed in raw.get("not_prep", {}).items()},
        complement=_set(_words(raw.get("complement", ()), where, "complement")),
        inside=raw.get("inside"),
        particle=_set(_words(raw.get("particle", ()), where, "particle")),
        only_in=_set(_words(raw.get("only_in", ()), where, "only_in")),
        not_in=_set(_words(raw.get("not_in", ()), where, "not_in")),
        contexts=_words(raw.get("contexts", ()), where, "contexts"),
        bare=bool(raw.get("bare", False)),
        needs_subject=bool(raw.get("needs_subject", False)),
        near=_set(_words(raw.get("near", ()), where, "near")),
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


def _words(value: object, where: str, key: str) -> tuple[str, ...]:
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


def _files(paths: Iterable[Path]) -> list[Path]:
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            files.extend(sorted(path.glob("*.yaml")))
        elif path.is_file():
            files.append(path)
        else:
            raise ConfigurationError(f"lexicon: there is no file or directory {str(path)!r}")
    return files


_SAFE_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_WORD_LOADER = type(
    "_WordLoader",
    (_SAFE_LOADER,),
    {
        "yaml_implicit_resolvers": {
            first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
            for first, resolvers in _SAFE_LOADER.yaml_implicit_resolvers.items()
        }
    },
)
"""Reads YAML in which ``on``, ``off``, ``yes`` and ``no`` are words, not truth values."""


def _read_yaml(path: Path) -> Any:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_WORD_LOADER)  # noqa: S506 - derived from the safe loader
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{path.name}: not YAML: {' '.join(str(error).split())}") from error

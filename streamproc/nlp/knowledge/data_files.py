"""Where data files are and how they are read: the only loader."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

import streamproc
from streamproc.errors import ConfigurationError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DATA = Path(streamproc.__file__).resolve().parent / "data"
"""The data files that come with the package, in a folder for each package of ``streamproc.nlp``."""

_SafeLoader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""PyYAML's safe loader, in C where its wheel brings it: six times as fast, the same values."""


def _mapping_without_repeats(loader: Any, node: yaml.MappingNode, *, deep: bool = False) -> dict[Any, Any]:
    """A mapping, as PyYAML makes it, except that the second of two equal keys is an error and not the winner."""
    seen = set()
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode):
            if key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} stands twice", key.start_mark)
            seen.add(key.value)
    found: dict[Any, Any] = _SafeLoader.construct_mapping(loader, node, deep=deep)
    return found


_WordLoader = type(
    "_WordLoader",
    (_SafeLoader,),
    {
        "yaml_implicit_resolvers": {
            first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
            for first, resolvers in _SafeLoader.yaml_implicit_resolvers.items()
        },
        "construct_mapping": _mapping_without_repeats,
    },
)
"""Reads YAML in which ``on``, ``off``, ``yes`` and ``no`` are words, not truth values, and no key stands twice."""


_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class OperatorFiles:
    """An operator's own files or directories, read beside the bundled ones."""

    lexicon: tuple[Path, ...] = ()
    aliases: tuple[Path, ...] = ()
    cues: tuple[Path, ...] = ()
    event_threshold: float = 0.0
    """Events whose confidence is less are left out; those of an operator's own entries never are."""
    base_form: Callable[[str], str] | None = None
    """The lemma of a verb's form by the model's tables, to tell inflected verbs in these files."""


def bundled(name: str) -> Path:
    """A file or directory of the package's data: ``bundled("zones/patterns.yaml")``."""
    return DATA / name


def read_text(path: Path, what: str = "data") -> str:
    """A file's text; ``what`` it is to an operator, for messages.

    Raises:
        ConfigurationError: it is missing, unreadable or not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"{what}: cannot read {path}: {error}") from error


def read_yaml(path: Path, what: str = "data") -> Any:
    """What a YAML file holds; ``on``, ``off``, ``yes`` and ``no`` are words.

    Raises:
        ConfigurationError: it can't be read or is not YAML.
    """
    try:
        return yaml.load(read_text(path, what), Loader=_WordLoader)  # noqa: S506 - derived from the safe loader
    except yaml.YAMLError as error:
        raise ConfigurationError(f"{path.name}: not YAML: {' '.join(str(error).split())}") from error


def read_lines(path: Path, what: str = "data") -> Iterator[tuple[int, str]]:
    """The lines of a text or table that are neither empty nor comments (``#``), with their numbers from 1.

    Raises:
        ConfigurationError: it can't be read.
    """
    for number, line in enumerate(read_text(path, what).split("\n"), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.rstrip("\r")


def read_table(path: Path) -> list[list[str]]:
    """The rows of a tab-separated table, as cells.

    Raises:
        ConfigurationError: it can't be read.
    """
    return [line.split("\t") for _, line in read_lines(path)]


def files_in(paths: Iterable[Path], what: str) -> list[Path]:
    """An operator's YAML files, those of a directory in order of their names; ``what`` they are, for messages.

    Raises:
        ConfigurationError: there are none.
    """
    files: list[Path] = []
    for path in paths:
        found = sorted(file for file in path.iterdir() if file.suffix in _SUFFIXES) if path.is_dir() else [path]
        if not found or not all(file.is_file() for file in found):
            missing = f"no file ending in {' or '.join(_SUFFIXES)} in" if path.is_dir() else "no file or directory"
            raise ConfigurationError(f"{what}: there is {missing} {str(path)!r}")
        files.extend(found)
    return files

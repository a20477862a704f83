"""Words and steps by which tellings of one happening are known, from ``data/events/words.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, NamedTuple

from streamproc.nlp.knowledge.data_files import bundled, read_yaml

FILE = bundled("events/words.yaml")


class Words(NamedTuple):
    """What the file holds."""

    parts: frozenset[str]
    """Participants called only by the part they had: ``the suspect``."""
    further: frozenset[str]
    """Beside a noun, that it is not the one spoken of, or more than one."""
    weapons: frozenset[str]
    """Nouns of which there may be many in one article: ``the bomb`` is no event spoken of before."""
    harm: frozenset[str]
    """Kinds of counts that say how many came to harm."""
    processes: Mapping[tuple[str, str | None], str]
    """Type and mode, or the type and mode of ours that a trigger tells too ─► the process whose step it is."""


@cache
def load_words() -> Words:
    """The words of the bundled file.

    Raises:
        ConfigurationError: it is missing or no YAML.
    """
    data: dict[str, Any] = read_yaml(FILE)
    steps = {step: process for process, steps in data.pop("processes").items() for step in map(_step, steps)}
    return Words(processes=steps, **{name: frozenset(words.split()) for name, words in data.items()})


def _step(name: str) -> tuple[str, str | None]:
    """``ASSAULT/beat``, ``ASSAULT`` without a mode."""
    kind, _, mode = name.partition("/")
    return kind, mode or None

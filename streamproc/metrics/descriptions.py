"""The metrics in words: what the docs say of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from prometheus_client import Counter

from streamproc.metrics import Metrics
from streamproc.metrics.declaration import declarations
from streamproc.metrics.store import StoreMetrics

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Description:
    """A metric in words."""

    name: str
    type: str
    labels: tuple[str, ...]
    help: str


def descriptions() -> Iterator[Description]:
    """Every metric in the order of the class, under the name that a scrape shows."""
    for _, kind, declared in chain(declarations(Metrics), declarations(StoreMetrics)):
        name = f"{declared.name}_total" if kind is Counter else declared.name
        yield Description(name, kind.__name__.lower(), declared.labels, declared.meaning)


def markdown_table() -> str:
    """The table of metrics in the docs."""
    lines = ["| metric | type | labels | meaning |", "|---|---|---|---|"]
    lines += [f"| `{d.name}` | {d.type} | {', '.join(d.labels)} | {d.help} |" for d in descriptions()]
    return "\n".join(lines) + "\n"

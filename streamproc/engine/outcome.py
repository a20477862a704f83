"""What the engine answers for one message. Only bytes and plain values cross the process border."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from streamproc.errors import Reason


class Output(NamedTuple):
    """An encoded record: ``facet`` names the topic, ``id`` becomes the CloudEvents id."""

    facet: str
    id: str
    key: bytes
    value: bytes


@dataclass(frozen=True, slots=True)
class Enriched:
    """The article's records in publishing order. ``published_at`` in Unix seconds; stages in CPU seconds.

    ``source``: whose article it is, None where it does not say.
    ``left_out``: the fields of the article that could not be read, one entry for each note.
    ``remembered``: of how many tokens the model's annotation was remembered.
    """

    article_id: str
    outputs: tuple[Output, ...]
    words: int
    published_at: float | None = None
    stage_seconds: Mapping[str, float] = field(default_factory=dict)
    source: str | None = None
    left_out: tuple[str, ...] = ()
    remembered: int = 0


@dataclass(frozen=True, slots=True)
class Rejected:
    """A dead letter to be. ``message`` says what is wrong and where, without the article's text."""

    reason: Reason
    message: str
    stage: str
    exception: str
    source: str | None = None


Outcome = Enriched | Rejected


class Engine(Protocol):
    """What the stream needs of the engine; the pool is one, tests bring a small one."""

    async def enrich(self, raw: bytes) -> Outcome:
        """Process one message; waits while the engine is full.

        Raises:
            InfrastructureError: the engine itself has failed, the message must not be acknowledged.
        """
        ...

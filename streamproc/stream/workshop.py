"""What the lanes of all partitions share."""

from __future__ import annotations

from dataclasses import dataclass

from streamproc.engine.outcome import Engine
from streamproc.stream.intake import Intake
from streamproc.stream.limits import RejectLimits
from streamproc.stream.meter import Meter
from streamproc.stream.outgoing import Envelope
from streamproc.stream.publish import Publisher


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneLimits:
    """What one publication takes, and how many seconds it waits for more, at most; one message's records may be more."""

    batch: int
    batch_bytes: int
    linger: float


@dataclass(frozen=True, slots=True)
class Workshop:
    """What all lanes share."""

    engine: Engine
    publisher: Publisher
    envelope: Envelope
    intake: Intake
    rejects: RejectLimits
    limits: LaneLimits
    meter: Meter

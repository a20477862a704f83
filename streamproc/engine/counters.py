"""What the pool counts."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Counters:
    """What the pool has done since it started; ``Pool.backlog`` has what waits."""

    articles: int = 0
    rejected: int = 0
    words: int = 0
    batches: int = 0
    batch_tokens: int = 0
    paragraph_memory: int = 0
    """Bytes, when the last batch was done."""
    restarts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("crash", "timeout", "memory"), 0))

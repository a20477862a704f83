"""One engine process as the pool sees it: it is given batches and answers, or is lost."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from streamproc.engine import framing
from streamproc.engine.outcome_codec import outcome_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from streamproc.engine.backlog import Job
    from streamproc.engine.outcome import Outcome

Cause = Literal["engine_timeout", "engine_crash"]


class ChildLost(Exception):
    """A child died or went silent. ``cause`` is the reason that a lone message is rejected for."""

    def __init__(self, cause: Cause, message: str) -> None:
        super().__init__(message)
        self.cause = cause


@dataclass(slots=True, eq=False)
class Child:
    """One forked process. ``edition``: of what it has loaded.

    ``memory``: resident bytes after its last batch. ``paragraph_memory``: bytes that it and its siblings remember together.
    """

    number: int
    edition: int
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    pid: int = 0
    memory: int = 0
    paragraph_memory: int = 0

    async def run(self, batch: Sequence[Job], patience: float, answer: Callable[[Job, Outcome], None]) -> None:
        """Have a batch processed; ``answer`` is called with outcomes as they come.

        Raises:
            ChildLost: it died, or said nothing for ``patience`` seconds.
        """
        now = asyncio.get_running_loop().time
        try:
            async with asyncio.timeout(patience) as limit:
                self.writer.write(framing.pack([job.raw for job in batch]))
                await self.writer.drain()
                while True:
                    kind, *fields = await framing.read(self.reader)
                    if kind == b"done":
                        self.memory, self.paragraph_memory = map(int, fields)
                        return
                    answer(batch[int(fields[0])], outcome_of(fields[1:]))
                    limit.reschedule(now() + patience)
        except TimeoutError:
            raise ChildLost("engine_timeout", f"no answer within {patience:.0f} seconds") from None
        except (asyncio.IncompleteReadError, ConnectionError):
            raise ChildLost("engine_crash", "the process died") from None

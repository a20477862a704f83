"""The pool: an engine on as many processes as there are cores.

Raw messages go to the children in micro-batches, outcomes come back one by one. A child that dies or hangs is
replaced; what it had not answered is halved and tried again until the message that did it is alone, and that one
is rejected. The children come from a fork server (``engine.fork_server``), so that replacing one takes milliseconds.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, Self

import structlog

from streamproc.engine.backlog import Backlog, Job
from streamproc.engine.child import ChildLost
from streamproc.engine.children import Children
from streamproc.engine.counters import Counters
from streamproc.engine.options import options_of
from streamproc.engine.outcome import Rejected
from streamproc.errors import InfrastructureError
from streamproc.processes import usable_cores

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from streamproc.engine.child import Child
    from streamproc.engine.outcome import Outcome
    from streamproc.settings import Settings

log = structlog.get_logger(__name__)

LOSSES_ALONE = 2
"""A child can die for reasons of its own (the machine is out of memory): a message is blamed the second time."""

EAGER_SECONDS = 15.0
EAGER_SECONDS_PER_TOKEN = 0.01
"""A batch of several that says nothing for so long, a hundred times what it needs on an idle core, is halved: one of
its messages hangs. Summed up over the halvings this stays below the worker's ``stall_timeout``."""

ALLOWANCE_BYTES = 500_000
"""The deadline is for messages up to this size; longer ones get proportionally more."""


class Pool:
    """An ``engine.outcome.Engine`` on several processes; an asynchronous context manager."""

    def __init__(
        self,
        options: dict[str, str],
        *,
        loader: str = "streamproc.engine.enricher:load",
        processes: int = 0,
        batch_tokens: int = 4_000,
        queue_bytes: int = 32 * 2**20,
        deadline: float = 60.0,
        child_memory: int = 2**30,
    ) -> None:
        """Describe a pool; entering it starts it.

        Args:
            options: for the loader.
            loader: ``module:function`` that loads what the children do.
            processes: how many; 0 is one per usable core.
            batch_tokens: size of a full micro-batch.
            queue_bytes: how much may be inside, waiting and in work; ``enrich`` waits while it is full.
            deadline: seconds for one message of up to half a megabyte.
            child_memory: resident bytes beyond which a child is replaced after its batch; a tenth more it can't have.
        """
        self.options = {**options, "memory_bytes": str(child_memory)}
        self.loader = loader
        self.processes = processes or usable_cores()
        self.deadline = deadline
        self.child_memory = child_memory
        self.backlog = Backlog(queue_bytes, batch_tokens, self.processes)
        self.counters = Counters()
        self.on_batch: Callable[[int, float], None] | None = None  # called with tokens and seconds of every batch
        self._children: Children | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._inside: set[Job] = set()
        self._failure: InfrastructureError | None = None

    @classmethod
    def from_settings(cls, settings: Settings) -> Pool:
        return cls(
            options_of(settings),
            processes=settings.processes,
            batch_tokens=settings.batch_tokens,
            queue_bytes=settings.queue_bytes,
            deadline=settings.article_timeout,
            child_memory=settings.process_memory_bytes,
        )

    @property
    def info(self) -> dict[str, str]:
        """What was loaded: model, versions, kernels."""
        return self._children.info if self._children else {}

    @property
    def pids(self) -> list[int]:
        """The pool's processes, the fork server first."""
        children = self._children
        return [children.fork_server.pid, *(child.pid for child in children.living.values())] if children else []

    async def __aenter__(self) -> Self:
        """Start the processes; returns when all are ready.

        Raises:
            ConfigurationError: the worker could not be loaded as configured.
            InfrastructureError: the processes could not be started.
        """
        started = time.monotonic()
        children = self._children = await Children.start(self.loader, self.options, self._fail)
        try:
            first = [await children.fork() for _ in range(self.processes)]
        except BaseException:
            await children.stop()
            raise
        self._tasks = [asyncio.create_task(self._serve(children, child)) for child in first]
        log.info("engine ready", processes=self.processes, seconds=round(time.monotonic() - started, 2), **self.info)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._fail(InfrastructureError("the engine has been stopped"))
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._children:
            await self._children.stop()

    async def enrich(self, raw: bytes) -> Outcome:
        """Process one message; waits while the pool is full.

        Raises:
            InfrastructureError: the pool itself has failed, the message must not be acknowledged.
        """
        return await self._answer_to(await self._admit(raw))

    async def submit(self, raw: bytes) -> asyncio.Task[Outcome]:
        """Let a message in and return at once; the task raises and returns what ``enrich`` does."""
        return asyncio.create_task(self._answer_to(await self._admit(raw)))

    async def _admit(self, raw: bytes) -> Job:
        job = Job(raw, asyncio.get_running_loop().create_future())
        await self.backlog.admit(job)
        self._inside.add(job)
        return job

    async def _answer_to(self, job: Job) -> Outcome:
        try:
            return await job.answer
        finally:
            self._inside.remove(job)
            self.backlog.release(job)

    async def reload(self) -> None:
        """Read lexicon, alias tables and cue words anew; every process is replaced after the batch at hand.

        Raises:
            ConfigurationError: they are no good; everything goes on with the old ones.
        """
        if self._children is not None:
            await self._children.reload()

    async def _serve(self, children: Children, child: Child) -> None:
        """Feed one place of the pool, with a new child whenever the old one is lost or has grown too big."""
        try:
            while True:
                batch = await self.backlog.take()
                if child.edition < children.edition:
                    await children.kill(child)
                    child = await children.fork()
                try:
                    await self._run(child, batch)
                except ChildLost as loss:
                    self.counters.restarts["timeout" if loss.cause == "engine_timeout" else "crash"] += 1
                    await children.kill(child)
                    self._retry(batch, loss, child.pid)
                    child = await children.fork()
                if child.memory > self.child_memory:
                    log.info("engine process replaced: memory", pid=child.pid, bytes=child.memory)
                    self.counters.restarts["memory"] += 1
                    await children.kill(child)
                    child = await children.fork()
        except InfrastructureError as error:
            self._fail(error)
        except Exception as error:
            log.exception("engine failed")
            self._fail(InfrastructureError(f"the engine failed: {error!r}"))

    async def _run(self, child: Child, batch: list[Job]) -> None:
        start = time.monotonic()
        await child.run(batch, self._patience(batch), self._answer)
        seconds, tokens = time.monotonic() - start, sum(job.tokens for job in batch)
        self.counters.batches += 1
        self.counters.paragraph_memory = child.paragraph_memory
        self.counters.batch_tokens += tokens
        if self.on_batch is not None:
            self.on_batch(tokens, seconds)

    def _patience(self, batch: Sequence[Job]) -> float:
        allowed = self.deadline * max(1.0, max(len(job.raw) for job in batch) / ALLOWANCE_BYTES)
        eager = EAGER_SECONDS + EAGER_SECONDS_PER_TOKEN * sum(job.tokens for job in batch)
        return allowed if len(batch) == 1 else min(eager, allowed)

    def _answer(self, job: Job, outcome: Outcome) -> None:
        if isinstance(outcome, Rejected):
            self.counters.rejected += 1
        else:
            self.counters.articles += 1
            self.counters.words += outcome.words
        if not job.answer.done():
            job.answer.set_result(outcome)

    def _retry(self, batch: Sequence[Job], loss: ChildLost, pid: int) -> None:
        """Halve what was not answered; blame a message that was alone."""
        unanswered = [job for job in batch if not job.answer.done()]
        log.warning("engine process lost", pid=pid, cause=loss.cause, message=str(loss), unanswered=len(unanswered))
        if len(unanswered) > 1:
            middle = len(unanswered) // 2
            self.backlog.put_back(unanswered[:middle], unanswered[middle:])
        elif unanswered:
            [job] = unanswered
            job.losses += len(batch) == 1
            if job.losses == LOSSES_ALONE or (job.losses and loss.cause == "engine_timeout"):
                message = f"engine: {loss} on this article"
                self._answer(job, Rejected(loss.cause, message, "engine", f"{__name__}.ChildLost"))
            else:
                self.backlog.put_back([job])

    def _fail(self, error: InfrastructureError) -> None:
        """Nothing more will be answered: tell everybody who waits and everybody who comes."""
        self._failure = self._failure or error
        self.backlog.close(self._failure)
        for job in self._inside:
            if not job.answer.done():
                job.answer.set_exception(self._failure)
